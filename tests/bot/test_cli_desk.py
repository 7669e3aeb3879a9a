"""The desk and the mail on the command line, as officers and operators use them."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import people
from bot import settings as configuration
from bot.app import open_database
from bot.cli_desk import NAMES
from bot.officer_commands import commands
from records.people_tables import deeds
from tests.bot.command import Sahayak
from tests.fakes import START

WALK_IN = "name: สมหญิง; enterprise: ร้านกาแฟ; region: เชียงใหม่; needs: เงินกู้; phone: 081 234 5678; consent: ใช่"


@pytest.fixture
def anong(sahayak: Sahayak) -> str:
    """Id of an officer in the records that the commands open."""
    database = open_database(configuration.from_env())
    with database.write() as connection:
        made = people.add(connection, "Anong", "officer", ["th"], START).id
    database.close()
    return made


def test_the_terminal_has_every_command() -> None:
    assert list(commands()) == list(NAMES)


def test_a_visit_becomes_a_case_and_a_letter(sahayak: Sahayak, anong: str) -> None:
    opened = sahayak("desk", "new", "ssrc-centre", "th-ssrc;", WALK_IN, "--as", anong)
    assert opened.code == 0, opened.err
    assert "TH-" in opened.out
    reference = opened.out.split(": ", 1)[1].split()[0]
    assert reference in sahayak("desk", "queue", "unassigned", "--as", "anong").out
    assert "/agency/" in sahayak("desk", "send", reference, "--as", anong).out
    letter = sahayak("desk", "letter", reference, "1", "--as", anong).out
    assert letter.startswith("เรียน")
    assert letter.rstrip().endswith(reference)
    assert "ร้านกาแฟ" in sahayak("desk", "case", reference, "--as", anong).out
    assert sahayak("desk", "assign", reference, "-", "--as", anong).code == 0
    database = open_database(configuration.from_env())
    with database.read() as connection:
        done = connection.execute(sa.select(deeds.c.what, deeds.c.about).where(deeds.c.by == anong)).all()
    database.close()
    assert ("/send", reference) in [tuple(one) for one in done]


@pytest.mark.parametrize("options", [(), ("--as", "Nobody"), ("--as", "🙏")])
def test_who_is_not_known_does_nothing(sahayak: Sahayak, anong: str, options: tuple[str, ...]) -> None:
    ended = sahayak("desk", "queue", *options)
    assert ended.code == 1
    assert "sahayak people list" in ended.err


def test_what_is_no_report_is_refused_with_a_reason(sahayak: Sahayak, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes("Subject: สวัสดี\r\n\r\nhello".encode())
    ended = sahayak("mail", "bounce", str(path))
    assert (ended.code, "names no letter" in ended.err) == (1, True)
    missing = sahayak("mail", "bounce", str(tmp_path / "not there"))
    assert (missing.code, "cannot be read" in missing.err) == (1, True)
    assert sahayak("mail", "allow", "office@agency.example").code == 0
