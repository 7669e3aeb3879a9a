"""Delete my data: nothing of the person is left in any store, and the certificate says so truly."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import records
from actions import (
    agency_links,
    cases,
    desk,
    drafts,
    erasure,
    events,
    person_messages,
    referral_clocks,
    referrals,
    staff_traces,
    tracker_file,
)
from actions.cases import NotFound
from actions.erasure import FINISH_AFTER, Certificate
from actions.events import Actor
from records.case_tables import applicants, consents, erasures, triage_decisions
from records.case_tables import cases as cases_table
from records.database import Database
from records.tables import buttons, conversations, inbound, metadata, outbox
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


def test_the_search_finds_what_is_there(database: Database) -> None:
    """Guards the test below: it must be able to fail."""
    _, tracker = live(database)
    database.close()
    assert set(left(tracker.parent)) >= {*SECRETS.values(), SAID, NOTED, ADDRESS}


def test_nothing_is_left_in_any_store(database: Database) -> None:
    _, tracker = live(database)
    erase(database, tracker)
    database.close()
    assert left(tracker.parent) == []


def in_rows(database: Database) -> set[str]:
    """Needles in any column of any row."""
    with database.read() as connection:
        rows = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))]
    stored = "\n".join(f"{row}{json.dumps(row, default=str)}" for row in rows)
    return {needle for needle in NEEDLES if needle in stored or json.dumps(needle)[1:-1] in stored}


def test_nothing_is_left_in_any_row_of_either_database(either_database: Database, tmp_path: Path) -> None:
    """On PostgreSQL nobody can search the files of a server by hand: every column of every table is."""
    _, tracker = live(either_database, tmp_path)
    assert in_rows(either_database) >= {*SECRETS.values(), SAID, NOTED, ADDRESS}
    erase(either_database, tracker)
    assert in_rows(either_database) == set()


def test_the_certificate_says_what_went_and_what_stays(database: Database) -> None:
    _, tracker = live(database)
    made = erase(database, tracker)
    assert made.cases == 2
    assert made.deleted["personal-data"] == 2
    assert made.deleted["drafts"] == 3
    assert made.deleted["messages"] == 1
    assert made.deleted["copies"] == 3
    assert {"notes", "links", "letters", "replies", "messages-for-a-person", "buttons", "notices"} <= set(made.deleted)
    assert set(made.told) == {"th-tcg"}
    assert "phone" in made.told["th-tcg"]
    assert made.stays == ("chat-address", "case-counts", "backups")
    assert Certificate.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_the_same_turn_again_gives_the_same_certificate(database: Database) -> None:
    live(database)
    with database.write() as connection:
        first = erasure.erase(connection, "c1", "t9", START)
        assert erasure.erase(connection, "c1", "t9", START + timedelta(hours=1)) == first
        assert connection.execute(sa.select(sa.func.count()).select_from(erasures)).scalar() == 1


def test_counts_remain_without_a_name(database: Database) -> None:
    reference, tracker = live(database)
    erase(database, tracker)
    with database.write() as connection:
        rows = connection.execute(sa.select(cases_table)).all()
        assert {(row.state, row.outcome, row.group_no, row.conversation_id) for row in rows} == {
            ("closed", "withdrawn", 1, None)
        }
        assert connection.execute(sa.select(sa.func.count()).select_from(triage_decisions)).scalar() == 2
        assert all(row.withdrawn_at for row in connection.execute(sa.select(consents)))
        assert all(
            row.erased_at
            for row in connection.execute(sa.select(applicants).where(applicants.c.erased_at.is_not(None)))
        )
        assert [one.state for one in referrals.of_case(connection, rows[0].id)] == ["recalled"]
        assert events.of_case(connection, rows[0].id)
        assert cases.find(connection, reference, "5432", "x", START) == NotFound(reason="unknown")
        assert cases.of_conversation(connection, "c1") == []


def test_other_people_keep_everything(database: Database) -> None:
    _, tracker = live(database)
    erase(database, tracker)
    with database.read() as connection:
        assert len(drafts.open_drafts(connection, "other")) == 1
        texts = (
            connection.execute(sa.select(inbound.c.text).where(inbound.c.conversation_id == "other")).scalars().all()
        )
        assert texts == ["somebody else"]
    with sqlite3.connect(tracker) as connection:
        kept = [row[0] for row in connection.execute("select data from events order by id")]
    connection.close()
    assert kept == ["somebody else", "a new beginning"]


def test_the_turn_under_way_keeps_its_message_until_it_is_over(database: Database) -> None:
    live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        working = connection.execute(sa.select(inbound.c.text).where(inbound.c.status == "working")).scalar()
    assert working == SAID
    assert erasure.finish(database, START, lambda mine, until: 0) == 0


def test_who_writes_again_is_still_reached(database: Database) -> None:
    _, tracker = live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        after = LATER + timedelta(minutes=1)
        connection.execute(
            inbound.insert().values(
                channel="web", event_id="new", conversation_id="c1", kind="text", received_at=after, text="hello again",
                status="done", turn_id="t99",
            )
        )  # fmt: skip
    erasure.finish(database, after, lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until))
    with database.read() as connection:
        row = connection.execute(sa.select(conversations).where(conversations.c.id == "c1")).one()
        kept = connection.execute(sa.select(inbound.c.text).where(inbound.c.event_id == "new")).scalar()
    assert (row.address, kept) == (ADDRESS, "hello again")


def test_who_told_nothing_gets_a_certificate_too(database: Database) -> None:
    with database.write() as connection:
        made = erasure.erase(connection, told.talk(connection), "t1", START)
    assert (dict(made.deleted), made.cases, dict(made.told)) == ({}, 0, {})


def test_a_crash_before_the_end_is_made_good(database: Database) -> None:
    _, tracker = live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)

    def breaks(mine: object, until: object) -> int:
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        erasure.finish(database, LATER, breaks)
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    assert erasure.finish(database, LATER, forget) == 1
    assert erasure.finish(database, LATER, forget) == 0


def test_it_is_finished_only_when_the_log_beside_the_file_is_empty(database: Database) -> None:
    """A long reader keeps what was deleted in the log: it is tried again."""
    _, tracker = live(database)
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        connection.execute(inbound.update().where(inbound.c.status == "working").values(status="done"))

    def impatient(raw: sqlite3.Connection, _: object) -> None:
        raw.execute("pragma busy_timeout=50")

    reader = sqlite3.connect(tracker.parent / "records.sqlite")
    reader.execute("begin")
    reader.execute("select count(*) from inbound").fetchone()
    database.close()  # new connections
    sa.event.listen(database.engine, "connect", impatient)
    assert erasure.finish(database, LATER, forget) == 0
    reader.rollback()
    reader.close()
    assert erasure.finish(database, LATER, forget) == 1
    assert left(tracker.parent) == []


def test_every_table_with_a_conversation_is_seen_to() -> None:
    tables = {table.name for table in metadata.sorted_tables if "conversation_id" in table.columns}
    assert tables == {*erasure.STORES, *erasure.ELSEWHERE}


def test_a_tracker_that_is_not_there_yet_has_nothing_to_forget(tmp_path: Path) -> None:
    assert tracker_file.forget(f"sqlite:///{tmp_path / 'none.sqlite'}", ["c1"], START) == 0
    assert not (tmp_path / "none.sqlite").exists()
    sqlite3.connect(tmp_path / "empty.sqlite").close()
    assert tracker_file.forget(f"sqlite:///{tmp_path / 'empty.sqlite'}", ["c1"], START) == 0


def test_a_reply_that_was_dropped_later_goes_too_and_the_certificate_may_still_arrive(database: Database) -> None:
    """What was on its way when they asked is tried no more; the address stays only as long as it is needed."""
    _, tracker = live(database)
    body = {"text": SAID, "language": "en", "buttons": [], "interim": False}
    with database.write() as connection:
        rows = [("t1:1", "sending"), ("t1:2", "dropped"), ("t9:0", "waiting")]
        for key, status in rows[:2]:
            connection.execute(
                outbox.insert().values(conversation_id="c1", key=key, body=body, status=status, created_at=START)
            )
        erasure.erase(connection, "c1", "t9", START)
        certificate = {**body, "text": "certificate"}
        connection.execute(
            outbox.insert().values(
                conversation_id="c1", key="t9:0", body=certificate, status="waiting", created_at=START
            )
        )
        connection.execute(outbox.update().where(outbox.c.key == "t1:1").values(status="dropped"))
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    assert erasure.finish(database, LATER, forget) == 0

    def kept() -> tuple[list[str], str]:
        with database.read() as connection:
            mine = sa.select(outbox.c.key).where(outbox.c.conversation_id == "c1")
            address = sa.select(conversations.c.address).where(conversations.c.id == "c1")
            return list(connection.execute(mine).scalars()), connection.execute(address).scalar_one()

    assert kept() == (["t9:0"], ADDRESS)
    with database.write() as connection:
        connection.execute(outbox.update().where(outbox.c.key == "t9:0").values(status="sent"))
    assert erasure.finish(database, LATER, forget) == 1
    assert kept() == ([], "erased-c1")


def test_who_never_came_back_for_the_certificate_is_forgotten_after_a_day(database: Database) -> None:
    live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        body = {"text": "certificate", "language": "en", "buttons": [], "interim": False}
        connection.execute(
            outbox.insert().values(conversation_id="c1", key="t9:0", body=body, status="waiting", created_at=START)
        )
    assert erasure.finish(database, LATER, lambda mine, until: 0) == 0
    late = START + erasure.GIVE_UP_AFTER + timedelta(seconds=1)
    assert erasure.finish(database, late, lambda mine, until: 0) == 1
    with database.read() as connection:
        address = sa.select(conversations.c.address).where(conversations.c.id == "c1")
        assert connection.execute(address).scalar() == "erased-c1"
