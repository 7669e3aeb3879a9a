"""Documents that admins send on Telegram: fetched once, kept, and acknowledged in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from actions import people
from bot import inbox
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import CallFault
from bot.drill.telegram_fake.phone import Phone
from bot.staff_turns import StaffTurns
from bot.wording import say
from records.database import Database
from records.tables import person_messages
from tests.bot.channels.telegram_house import place, real_time
from tests.fakes import FakeDialogue

STAFF = StaffTurns(timedelta(minutes=5))


def become(person: Phone, database: Database, role: str = "admin", form: str = "en") -> people.Person:
    with database.write() as connection:
        made = people.add(connection, "Meena", role, ["gu"], real_time())
        own = inbox.conversation_of(connection, "telegram", str(person.person.id), real_time())
        inbox.remember_language(connection, own, form)
        people.link(connection, made.id, own, real_time())
    return made


def put_before_a_person(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(sa.select(person_messages.c.id)).all())


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "papers").glob("*"))


async def test_whatever_befalls_a_paper_messages_are_still_fetched(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeTelegram()
    async with place(database, tmp_path, "polling", FakeDialogue(), fake, staff=STAFF) as here:
        papers = here.channel._papers
        assert papers
        failing = [RuntimeError("the client has been closed")]
        take = papers._take

        async def fail_once(paper: Any) -> None:
            if failing:
                raise failing.pop()
            await take(paper)

        monkeypatch.setattr(papers, "_take", fail_once)
        person = fake.phone()
        become(person, database)
        person.send_document("a.pdf", b"%PDF-1")
        await here.until(lambda: not failing)
        papers.wake()
        await here.until(lambda: kept(tmp_path))
    assert "papers could not be kept: RuntimeError" in caplog.text
    assert "fetching on telegram broke" not in caplog.text


async def test_a_paper_of_an_admin_is_kept_and_acknowledged(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram()
    # Once it cannot be fetched; the next look gets it.
    fake.faults.plan("getFile", CallFault("server_error"))
    async with place(database, tmp_path, "polling", FakeDialogue(), fake, staff=STAFF) as here:
        person = fake.phone(language="hi")
        become(person, database, form="hi")
        person.send_document("../../योजना 2026.pdf", b"%PDF-1", caption="नई सूचना")
        await here.until(lambda: fake.called("getFile"))
        here.channel._papers.wake()  # type: ignore[union-attr]
        await here.until(lambda: any("योजना" in line.text for line in person.heard))
        await here.until(lambda: [row.status for row in here.house.stored()] == ["done"])
        said = [line.text for line in person.heard]
    assert said == [say("hi", "telegram-paper-kept", name="योजना 2026.pdf")], "one document, one reply"
    assert put_before_a_person(database) == 0
    assert kept(tmp_path) == ["1-योजना 2026.pdf", "1.about"]
    assert (tmp_path / "papers" / "1-योजना 2026.pdf").read_bytes() == b"%PDF-1"
    assert '"caption": "नई सूचना"' in (tmp_path / "papers" / "1.about").read_text()


@pytest.mark.parametrize(
    ("name", "size", "key", "args"),
    [
        ("run.exe", None, "telegram-paper-kind", {}),
        ("big.pdf", 21_000_000, "telegram-paper-too-large", {"limit": 20}),
        ("gone.pdf", 0, "telegram-paper-lost", {}),
    ],
)
async def test_a_paper_that_cannot_be_kept_is_refused_with_the_reason(
    database: Database, tmp_path: Path, name: str, size: int | None, key: str, args: dict[str, Any]
) -> None:
    async with place(database, tmp_path, "polling", FakeDialogue(), staff=STAFF) as here:
        person = here.fake.phone(language="gu")
        become(person, database, form="gu")
        person.send_document(name, b"x", size=size)
        if key == "telegram-paper-lost":
            here.fake.world.files.clear()
        wanted = say("gu", key, name=name, **args)
        await here.until(lambda: person.heard)
        await here.until(lambda: [row.status for row in here.house.stored()] == ["done"])
        assert [line.text for line in person.heard] == [wanted]
    assert kept(tmp_path) == []


@pytest.mark.parametrize("role", ["nobody", "officer", "disabled"])
async def test_a_paper_of_anybody_else_is_put_before_a_person_and_not_fetched(
    database: Database, tmp_path: Path, role: str
) -> None:
    async with place(database, tmp_path, "polling", FakeDialogue(), staff=STAFF) as here:
        person = here.fake.phone()
        if role != "nobody":
            made = become(person, database, "admin" if role == "disabled" else role)
            if role == "disabled":
                with database.write() as connection:
                    people.disable(connection, made.id, real_time())
        person.send_document("a.pdf", b"%PDF-1")
        (heard,) = await person.hear()
    assert heard.text.startswith(say("en", "file-for-person", reference="@").split("@")[0])
    assert put_before_a_person(database) == 1
    assert here.fake.called("getFile") == []
    assert kept(tmp_path) == []


async def test_what_somebody_sent_before_they_became_an_admin_stays_before_a_person(
    database: Database, tmp_path: Path
) -> None:
    async with place(database, tmp_path, "polling", FakeDialogue(), staff=STAFF) as here:
        person = here.fake.phone()
        person.send_document("mine.pdf", b"%PDF-1")
        await person.hear()
        become(person, database)
        waiting = here.channel._papers.waiting()  # type: ignore[union-attr]
        person.send_document("theirs.pdf", b"%PDF-2")
        await person.hear()
        said = [line.text for line in person.heard]
    assert waiting == []
    assert said[1:] == [say("en", "telegram-paper-kept", name="theirs.pdf")]
    assert kept(tmp_path) == ["2-theirs.pdf", "2.about"]
