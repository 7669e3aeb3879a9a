"""Delete my data by the real processes: afterwards every file of the installation is searched, byte by byte."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import erasure, people
from bot.wording import say
from records.case_tables import cases, erasures
from records.database import Database
from tests.actions.test_intake_turns import control
from tests.integration.assistant import Assistant, running
from tests.integration.intake_talk import Applicant
from tests.integration.talk import Person

GIVEN = {
    "consent": "ใช่",
    "name": "สมชาย ลืมฉันเถิด",
    "enterprise": "ครัวลืมฉันเถิด",
    "region": "กรุงเทพ",
    "district": "บางลืมฉัน",
    "needs": "เงินกู้",
    "description": "ร้านค้างค่างวดสามเดือน ลืมเรื่องนี้เถิด",
    "phone": "0898765431",
}
ASKED = "บสย. คืออะไร ลืมคำถามนี้เถิด"
NOTED = "ลืมบันทึกนี้เถิด"
#: Each file is searched for these; the person's address is added.
NEEDLES = ["ลืมฉัน", "ลืมเรื่องนี้", "ลืมคำถามนี้", NOTED, "898765431", "89 876 5431"]


@pytest.fixture
def own(tmp_path: Path, prepared: None) -> Iterator[Assistant]:
    """Of this test alone: its files are searched whole."""
    with running(tmp_path / "data") as one:
        yield one


def tell(one: Applicant) -> None:
    """A question, and the whole intake."""
    one.writes_in("th")
    one.says(ASKED)
    one.says("สวัสดี")
    said = one.presses("button-case")
    for name in ("consent", "name", "enterprise", "region", "district"):
        one.must_ask(name, said)
        said = one.says(GIVEN[name])
    one.must_ask("sector", said)
    said = one.says(control("th", "skip"))
    for name in ("needs", "description"):
        one.must_ask(name, said)
        said = one.says(GIVEN[name])
    for name in ("trading", "loan", "orders", "age", "turnover", "registration"):
        one.must_ask(name, said)
        said = one.says(control("th", "skip"))
    one.must_ask("phone", said)
    one.must_ask("contact_time", one.says(GIVEN["phone"]))
    one.says(control("th", "skip"))
    assert say("th", "case-opened-end") in one.says(control("th", "send"))


def works_on_it(own: Assistant, records: Database) -> None:
    """An officer reads the case, notes something and sends the letter."""
    with records.write() as connection:
        person = people.add(connection, "Anong", "officer", ["th"], datetime.now(UTC))
        code = people.link_code(connection, person.id, datetime.now(UTC))
        reference = connection.execute(sa.select(cases.c.reference)).scalar_one()
    officer = Person(own.url, channel="web")
    officer.say(code)
    assert "ลืมฉัน" in "".join(reply.text for reply in officer.say(f"/case {reference}"))
    officer.say(f"/note {reference} {NOTED} {GIVEN['name']} {GIVEN['phone']}")
    assert "ลืมฉัน" in "".join(reply.text for reply in officer.say(f"/send {reference} 1"))


def hurry(records: Database) -> None:
    """As if it had been asked for nearly five minutes ago; then the running app finishes it."""
    almost = erasure.FINISH_AFTER - timedelta(seconds=5)
    with records.write() as connection:
        row = connection.execute(sa.select(erasures)).one()
        connection.execute(erasures.update().values(at=row.at - almost))
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with records.read() as connection:
            if connection.execute(sa.select(erasures.c.pending)).scalar() is None:
                return
        time.sleep(0.5)
    raise TimeoutError("the erasure was not finished")


def found(folder: Path, needles: list[str]) -> list[tuple[str, str]]:
    """(file, needle) of every file below, as text and as JSON writes it, once and twice."""
    forms = {
        form.encode(): needle
        for needle in needles
        for form in (needle, json.dumps(needle)[1:-1], json.dumps(json.dumps(needle)[1:-1])[1:-1])
    }
    hits = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        stored = path.read_bytes()
        hits += [(str(path.relative_to(folder)), needle) for form, needle in forms.items() if form in stored]
    return hits


def test_nothing_is_left_of_who_wants_to_be_forgotten(own: Assistant, tmp_path: Path) -> None:
    one = Applicant(Person(own.url, channel="web"), "th", "th-ssrc")
    needles = [*NEEDLES, one.person.key]
    records = Database(own.settings.database)
    tell(one)
    works_on_it(own, records)
    before = found(own.settings.data, needles)
    files = {file.partition("-")[0] for file, _ in before}
    assert {"records.sqlite", "tracker.sqlite"} <= files, "guards what follows: it must be able to fail"
    assert {needle for _, needle in before} >= {*needles[:4], one.person.key}

    one.says("ลบข้อมูลของฉัน")  # news of the case may come before the question
    one.hears(say("th", "erase-ask"))
    one.presses("button-erase-now")
    one.hears(say("th", "stays-backups"))
    hurry(records)
    shutil.copytree(own.settings.data, tmp_path / "copy")  # while everything runs, as an operator may
    records.close()
    assert found(tmp_path / "copy", needles) == []
    assert found(own.settings.data, needles) == []
    assert found(own.settings.live_bundle.resolve(), needles) == []
    logs = sorted((own.settings.data / "logs").iterdir())
    assert {"app.log", "dialogue.log"} <= {path.name for path in logs}
