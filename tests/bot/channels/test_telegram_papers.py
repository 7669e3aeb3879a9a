"""Documents that admins send on Telegram: fetched once, kept, and acknowledged in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import papers
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import CallFault
from bot.wording import say
from records.database import Database
from tests.bot.channels.telegram_house import place
from tests.fakes import FakeDialogue


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "role_of", lambda database, channel, address: "admin")


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "papers").glob("*"))


@pytest.mark.usefixtures("admin")
async def test_a_paper_of_an_admin_is_kept_and_acknowledged(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram()
    # Once it cannot be fetched; the next look gets it.
    fake.faults.plan("getFile", CallFault("server_error"))
    async with place(database, tmp_path, "polling", FakeDialogue(), fake) as here:
        person = fake.phone(language="hi")
        person.send_document("../../योजना 2026.pdf", b"%PDF-1", caption="नई सूचना")
        await here.until(lambda: fake.called("getFile"))
        here.channel._papers.wake()  # type: ignore[union-attr]
        await here.until(lambda: any("योजना" in line.text for line in person.heard))
        said = [line.text for line in person.heard]
    assert say("hi", "telegram-paper-kept", name="योजना 2026.pdf") in said
    assert kept(tmp_path) == ["1-योजना 2026.pdf", "1.about"]
    assert (tmp_path / "papers" / "1-योजना 2026.pdf").read_bytes() == b"%PDF-1"
    assert '"caption": "नई सूचना"' in (tmp_path / "papers" / "1.about").read_text()


@pytest.mark.usefixtures("admin")
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
    async with place(database, tmp_path, "polling", FakeDialogue()) as here:
        person = here.fake.phone(language="gu")
        person.send_document(name, b"x", size=size)
        if key == "telegram-paper-lost":
            here.fake.world.files.clear()
        wanted = say("gu", key, name=name, **args)
        await here.until(lambda: wanted in [line.text for line in person.heard])
    assert kept(tmp_path) == []


async def test_a_paper_of_anybody_else_is_not_fetched(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", FakeDialogue()) as here:
        person = here.fake.phone()
        person.send_document("a.pdf", b"%PDF-1")
        await person.hear()
    assert here.fake.called("getFile") == []
    assert kept(tmp_path) == []
