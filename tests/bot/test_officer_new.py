"""Letters, calls and visits that officers write down: every channel of the register opens a case."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import events
from bot.officer_new import BY_HAND
from records.case_tables import cases as case_rows
from tests.bot.office import Office

NEW = {
    "th-ssrc": "ชื่อ: สมหญิง; กิจการ: ร้านกาแฟ; region: เชียงใหม่; needs: เงินกู้; phone: 081 234 5678; consent: ใช่",
    "in-msme": "name: भावेश पटेल; enterprise: શિવ હેન્ડલૂમ; region: Gujarat; needs: export; phone: 98250 12345; consent: haan; language: gu",
}


@pytest.mark.parametrize("origin", BY_HAND)
@pytest.mark.parametrize("programme", NEW)
def test_every_registered_channel_opens_a_case(office: Office, origin: str, programme: str) -> None:
    form = "th" if programme == "th-ssrc" else "en"
    answer = office.type(f"/new {origin} {programme}\n" + NEW[programme].replace("; ", "\n"), form=form, key="n1")
    made = office.connection.execute(sa.select(case_rows).order_by(case_rows.c.id.desc())).first()
    assert made is not None
    assert made.reference in answer
    assert (made.origin, made.programme, made.conversation_id) == (origin, programme, None)
    assert made.language == ("th" if programme == "th-ssrc" else "gu")
    opened = events.of_case(office.connection, made.id)[0]
    assert (opened.kind, opened.actor.id) == ("opened", office.me.id)
    count = sa.select(sa.func.count()).select_from(case_rows)
    before = office.connection.execute(count).scalar_one()
    assert made.reference in office.type(f"/new {origin} {programme}; {NEW[programme]}", form=form, key="n1")
    assert office.connection.execute(count).scalar_one() == before, "the same turn opens no second one"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("chat th-ssrc; name: x", "ssrc-post"),
        ("ssrc-phone nowhere; name: x", "in-msme"),
        ("ssrc-phone th-ssrc; name: Somchai; phone: 12", "Phone:"),
        ("ssrc-phone th-ssrc; no field here", "no field here"),
        ("ssrc-phone th-ssrc; language: klingon", "gu-Latn"),
        ("ssrc-phone th-ssrc; name: x; consent: no", "agreement"),
    ],
)
def test_an_entry_that_is_not_complete_is_asked_for_with_what_was_right(office: Office, text: str, wanted: str) -> None:
    answer = office.type(f"/new {text}")
    assert wanted in answer
    assert office.connection.execute(sa.select(sa.func.count()).select_from(case_rows)).scalar_one() == 1


def test_who_came_without_a_chat_must_be_called(office: Office) -> None:
    office.type(f"/new ssrc-centre th-ssrc; {NEW['th-ssrc']}", form="th")
    reference = "TH-26-000002-3"
    assert "+66812345678" in office.type(f"/wait {reference} which bank?")
    office.type(f"/resume {reference}")
    assert "+66812345678" in office.type(f"/close {reference} helped")
