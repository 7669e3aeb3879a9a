"""What officers type of referrals: what an agency said on the phone, letters, what was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from actions import agencies, agency_links, events
from bot.officer_commands import answer_to
from bot.referral_letters import Dispatch
from bot.wording import say
from knowledge.language import FORMS
from records.case_tables import agency_links as links
from records.case_tables import notices
from tests.bot.office import Office
from tests.fakes import START


def test_what_an_agency_says_on_the_phone(office: Office) -> None:
    reference = office.case.reference
    assert "https://desk.example/agency/" in office.type(f"/send {reference}")
    office.type(f"/seen {reference}")
    assert office.referrals() == [(1, "seen")]
    answer = office.type(f"/decline {reference} no-capacity full this month")
    assert "/send" in answer, "the next best is proposed"
    assert office.referrals() == [(1, "declined"), (2, "proposed")]
    office.type(f"/send {reference} 2")
    office.type(f"/accept {reference} will call tomorrow")
    office.type(f"/progress {reference} they have met")
    office.type(f"/done {reference} restructured")
    assert office.referrals() == [(1, "declined"), (2, "completed")]
    office.type(f"/close {reference} helped all settled")
    assert (office.now().state, office.now().outcome) == ("closed", "helped")
    told_person = office.connection.execute(sa.select(notices.c.message)).scalars().all()
    assert {"notice-send", "notice-decline", "notice-accept", "notice-complete", "notice-closed"} <= set(told_person)
    actors = {one.actor.id for one in events.of_case(office.connection, office.case.id) if one.actor.kind == "officer"}
    assert actors == {office.me.id}


def test_a_failed_referral_and_one_taken_back(office: Office) -> None:
    reference = office.case.reference
    office.type(f"/send {reference}")
    office.type(f"/accept {reference}")
    office.type(f"/failed {reference} rejected by the board")
    assert office.referrals() == [(1, "failed"), (2, "proposed")]
    office.type(f"/recall {reference} 2 wrong-agency")
    assert office.referrals() == [(1, "failed"), (2, "recalled")]
    assert say("en", "officer-no-such-referral") in office.type(f"/accept {reference}")


def test_of_several_referrals_the_number_is_asked(office: Office) -> None:
    reference = office.case.reference
    office.type(f"/refer {reference} th-ktb finance")
    assert say("en", "officer-which-referral", numbers="1, 2") in office.type(f"/send {reference}")
    assert say("en", "officer-which-referral", numbers="1, 2") in office.type(f"/send {reference} 7")
    office.type(f"/send {reference} 2")
    assert office.referrals() == [(1, "proposed"), (2, "sent")]


def test_a_letter_again_has_another_link_and_is_an_event(office: Office) -> None:
    reference = office.case.reference
    assert say("en", "officer-no-such-referral") in office.type(f"/letter {reference}")
    first, second = office.type(f"/send {reference}"), office.type(f"/letter {reference}")
    assert first.partition("/agency/")[2] != second.partition("/agency/")[2]
    assert office.kinds()[-1] == "letter_made"
    assert office.connection.execute(sa.select(sa.func.count()).select_from(links)).scalar_one() == 2


@pytest.mark.parametrize("form", FORMS)
def test_an_agencys_entry_is_marked_as_old_after_the_days_that_are_set(office: Office, form: str) -> None:
    checked = agencies.load("th-ssrc").agencies[0].checked_on
    mark = say(form, "officer-stale", date="@").split("@")[0]
    for days, old in ((1, True), (10_000, False)):
        dispatch = Dispatch(agency_links.AgencyLinks("s" * 20), "https://d", stale_after=timedelta(days=days))
        now = datetime.combine(checked, START.timetz()) + timedelta(days=3)
        who = replace(office.me, language=form)
        text = answer_to(office.connection, who, f"/case {office.case.reference}", now, dispatch) or ""
        assert (mark in text) is old
