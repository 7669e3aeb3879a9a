"""A life in every store, with words that must not be found again."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

import records
from actions import (
    agency_links,
    cases,
    desk,
    drafts,
    erasure,
    person_messages,
    referral_clocks,
    referrals,
    staff_traces,
    tracker_file,
)
from actions.erasure import FINISH_AFTER, Certificate
from actions.events import Actor
from records.database import Database
from records.tables import buttons, conversations, inbound, outbox
from tests.actions import desk as told
from tests.fakes import START

for module in pkgutil.iter_modules(records.__path__):
    if module.name.endswith("tables"):
        importlib.import_module(f"records.{module.name}")


OFFICER = Actor(kind="officer", id="o1")


LATER = START + FINISH_AFTER


#: What the person said of themselves, in the scripts they write.
SECRETS = {
    "name": "สมชาย ใจดีมาก",
    "enterprise": "ครัวลุงสมชาย",
    "phone": "+66898765432",
    "description": "ร้านอาหารค้างค่างวด रमेश ને ફોન કરો",
    "district": "บางกะปิ-ลับ",
    "registration": "1101700203450",
}


SAID = "mera naam Ramesh Chor Bazaar hai"


NOTED = "เจ้าของป่วยหนัก-บันทึก"


ADDRESS = "telegram-8812345"


NEEDLES = [*SECRETS.values(), "0898765432", SAID, NOTED, ADDRESS]


def live(database: Database, folder: Path | None = None) -> tuple[str, Path]:
    """A person with a chat, two cases, a draft, messages, notices and notes; reference of a case, Rasa's file."""
    with database.write() as connection:
        told.talk(connection, "c1")
        connection.execute(conversations.update().values(address=ADDRESS))
        told.talk(connection, "other")
        put_messages(connection)
        person = {**told.TOLD, **SECRETS}
        draft = told.tell(connection, "c1", told=person)
        case, (first, *_) = desk.take_in(connection, draft, "t1", START, conversation="c1")
        desk.note(connection, case, NOTED, OFFICER, "n1", START)
        referrals.act(connection, first.id, "send", OFFICER, "s1", START)
        agency_links.AgencyLinks("x" * 16).page(connection, first.id, START)
        told.talk(connection, "agency-mail")
        letter = {"text": f"{SECRETS['name']} {SECRETS['phone']}", "language": "th", "buttons": [], "interim": False}
        connection.execute(
            outbox.insert().values(
                conversation_id="agency-mail",
                key=f"referral:{first.id}:1",
                body=letter,
                status="sent",
                created_at=START,
            )
        )
        case = cases.get(connection, case.id)
        referral_clocks.pause(connection, case, OFFICER, "p1", START, f"{SECRETS['name']}?")
        told.case(connection, "c1", told=person)
        put_officers_chat(connection, case.reference)
        told.tell(connection, "c1", told=person, another=True)
        drafts.link_code(connection, told.tell(connection, "other").id, START)
    folder = folder or Path(str(database.engine.url.database)).parent
    return case.reference, make_tracker(folder / "tracker.sqlite")


def put_messages(connection: sa.Connection) -> None:
    for place, (conversation, status) in enumerate([("c1", "done"), ("c1", "working"), ("other", "done")]):
        connection.execute(
            inbound.insert().values(
                channel="web", event_id=f"{ADDRESS if conversation == 'c1' else conversation}:e{place}",
                conversation_id=conversation, kind="text", received_at=START,
                text=SAID if conversation == "c1" else "somebody else", status=status, turn_id=f"t{place + 1}",
                raw=json.dumps({"text": SAID}) if conversation == "c1" else None,
            )
        )  # fmt: skip
    body = {"text": SAID, "language": "en", "buttons": [], "interim": False}
    connection.execute(
        outbox.insert().values(conversation_id="c1", key="t1:0", body=body, status="sent", created_at=START)
    )
    connection.execute(
        buttons.insert().values(
            token="b", conversation_id="c1", intent="x", entities={"name": SAID}, label=SAID, created_at=START
        )
    )
    person_messages.store(connection, "t1", "talk_to_human", SAID, START)


def put_officers_chat(connection: sa.Connection, reference: str) -> None:
    """What an officer typed about the case, and read of it."""
    told.talk(connection, "officer")
    typed = f"/note {reference} {NOTED} {SECRETS['name']} {SECRETS['phone']}"
    connection.execute(
        inbound.insert().values(
            channel="web", event_id="o1", conversation_id="officer", kind="text", received_at=START, text=typed,
            raw=json.dumps({"text": typed}), status="done", turn_id="t-officer",
        )
    )  # fmt: skip
    staff_traces.note(connection, "t-officer", "officer", "p1", typed, START)
    read = {"text": f"{SECRETS['name']} {SECRETS['phone']}", "language": "th", "buttons": [], "interim": False}
    for place, status in enumerate(("sent", "waiting", "sending")):
        connection.execute(
            outbox.insert().values(
                conversation_id="officer", key=f"t-officer:{place}", body=read, status=status, created_at=START
            )
        )


def make_tracker(path: Path) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute("create table events (id integer primary key, sender_id text, timestamp real, data text)")
        rows = [("c1", START.timestamp(), SAID), ("other", START.timestamp(), "somebody else")]
        rows.append(("c1", (START + timedelta(days=1)).timestamp(), "a new beginning"))
        connection.executemany("insert into events (sender_id, timestamp, data) values (?, ?, ?)", rows)
    connection.close()
    return path


def erase(database: Database, tracker: Path) -> Certificate:
    with database.write() as connection:
        made = erasure.erase(connection, "c1", "t9", START)
    with database.write() as connection:  # the turn that asked is over
        connection.execute(inbound.update().where(inbound.c.status == "working").values(status="done"))
    assert (
        erasure.finish(database, LATER, lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until))
        == 1
    )
    return made


def left(folder: Path) -> list[str]:
    """Every store of the folder, byte by byte, as text and as JSON writes it."""
    stored = b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    found = []
    for needle in NEEDLES:
        forms = {needle, json.dumps(needle)[1:-1], json.dumps(json.dumps(needle))[1:-1]}
        found += [needle for form in forms if form.encode() in stored]
    return found
