"""What officers type: the role, the effect, the event, and a sentence for whatever is wrong, in every form."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import assessments, cases, events, listings, people
from bot.officer_cases import VIEWS
from bot.officer_commands import answer_to, commands, for_staff, handle, split
from bot.wording import say
from knowledge.language import FORMS
from records.case_tables import notices
from records.people_tables import staff_messages
from tests.bot.office import DISPATCH, Office
from tests.fakes import START


def test_what_is_no_command_of_these_is_left_to_others(office: Office) -> None:
    for text in ("hello", "", "/", "/waiting", "queue", "सलाम /queue", "🙏", "ขอความช่วยเหลือ"):
        assert answer_to(office.connection, office.me, text, START, DISPATCH) is None
        assert handle(office.connection, office.me, text, START, DISPATCH) is None
    (said,) = handle(office.connection, office.me, "/queue", START, DISPATCH) or []
    assert (said.key, "text" in said.args) == ("officer-says", True)
    assert for_staff(DISPATCH)(office.connection, office.me, "/help", START, "k") is not None


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/case TH-26-000001-4", "case", "TH-26-000001-4"),
        ("  /CASE@sahayak_bot  TH ", "case", "TH"),
        ("/new a b\nname: x", "new", "a b\nname: x"),
        ("/queue", "queue", ""),
        ("/", "", ""),
        ("case", "", ""),
    ],
)
def test_a_command_is_cut(text: str, name: str, rest: str) -> None:
    assert split(text) == (name, rest)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", list(commands()))
def test_every_command_says_what_is_wanted_in_every_form(office: Office, name: str, form: str) -> None:
    answer = office.type(f"/{name}", form=form)
    assert f"/{name}" in answer
    before = office.kinds()
    wrong = office.type(f"/{name} ว่าไง 🙏 નમસ્તે नमस्ते namaste", form=form)
    assert wrong
    assert office.kinds() == before, "what is wrong changes nothing"


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_case_can_be_read_in_every_form(office: Office, form: str) -> None:
    reference = office.case.reference
    office.type(f"/group {reference} 3 knows-more visited 🙏")
    office.type(f"/send {reference}")
    office.type(f"/decline {reference} no-capacity เต็ม")
    text = office.type(f"/case {reference}", form=form)
    for part in (reference, "ครัวสมชาย", "+66812345678", "+3", "visited", "เต็ม"):
        assert part in text
    assert say(form, "officer-state-declined") in text
    assert "referral_" not in text, "no codes of the program"
    assert reference in office.type("/queue unassigned", form=form)


@pytest.mark.parametrize("name", [name for name, command in commands().items() if "agent" not in command.roles])
def test_a_call_agent_may_not_change_cases(office: Office, name: str) -> None:
    before = office.now(), office.kinds(), office.referrals()
    answer = office.type(f"/{name} {office.case.reference} 1", role="agent")
    assert answer == say("en", "officer-not-allowed", role="call agent")
    assert (office.now(), office.kinds(), office.referrals()) == before
    assert f"/{name} " not in office.type("/help", role="agent")


def test_an_agent_may_look_note_and_write_down(office: Office) -> None:
    assert office.case.reference in office.type(f"/case {office.case.reference}", role="agent")
    office.type(f"/note {office.case.reference} called twice", role="agent")
    assert office.kinds()[-1] == "noted"


@pytest.mark.parametrize("view", VIEWS)
def test_the_queue_has_its_views(office: Office, view: str) -> None:
    assert "/queue" in office.type(f"/queue {view}")
    assert office.case.reference in office.type("/queue unassigned")
    office.type(f"/take {office.case.reference}")
    assert office.case.reference in office.type("/queue")
    assert office.case.reference not in office.type("/queue unassigned 1")


def test_the_same_turn_twice_acts_once(office: Office) -> None:
    reference = office.case.reference
    for text in (
        f"/take {reference}", f"/note {reference} called", f"/group {reference} 2 knows-more seen it", f"/send {reference}",
        f"/accept {reference}", f"/progress {reference} they met", f"/wait {reference} which bank?",
    ):  # fmt: skip
        office.type(text, key=f"turn {text}")
        before = office.kinds(), office.referrals()
        office.type(text, key=f"turn {text}")
        assert (office.kinds(), office.referrals()) == before, text


def test_a_group_is_overridden_with_a_reason_and_both_stay(office: Office) -> None:
    reference = office.case.reference
    for wrong in ("", "4 knows-more x", "3", "3 knows-more", "3 because it is"):
        assert "/group" in office.type(f"/group {reference} {wrong}")
    assert len(assessments.history(office.connection, office.case.id)) == 1
    office.type(f"/group {reference} 3 knows-more the oven is sold")
    history = assessments.history(office.connection, office.case.id)
    assert [one.decision.group for one in history] == [1, 3]
    assert history[-1].override_by == office.me.id


#: Commands that change a case, and what is typed behind its number.
CHANGING = {
    "take": "", "assign": "me", "group": "1 knows-more visited", "refer": "th-gsb", "send": "", "letter": "",
    "seen": "", "accept": "", "decline": "other", "progress": "x", "done": "loan", "failed": "other", "recall": "other",
    "wait": "why?", "resume": "", "close": "helped",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_an_offer_or_wish_is_no_case_for_these_commands(office: Office, form: str) -> None:
    draft = listings.write(office.connection, "c1", office.case, "seek-buyer", "มะม่วง 🥭", "th", "l1", START)
    listing, case = listings.agree(office.connection, draft, b"", "e", "l2", START)
    before = events.of_case(office.connection, case.id)
    assert set(CHANGING) == set(commands()) - {"queue", "case", "note", "new", "erase", "help"}
    for name, rest in CHANGING.items():
        answer = office.type(f"/{name} {case.reference} {rest}", form=form)
        assert say(form, "officer-case-listing", reference=case.reference) in answer
    assert events.of_case(office.connection, case.id) == before
    assert cases.get(office.connection, case.id) == case
    assert listings.get(office.connection, listing.id).state == "open"
    assert case.reference in office.type(f"/case {case.reference}", form=form)


def test_waiting_for_the_person_stops_the_clocks(office: Office) -> None:
    reference = office.case.reference
    office.type(f"/send {reference}")
    office.type(f"/wait {reference} ธนาคารไหนคะ")
    assert (office.now().state, office.now().due_at) == ("waiting", None)
    asked = office.connection.execute(
        sa.select(notices.c.args).where(notices.c.message == "notice-your-turn")
    ).scalar_one()
    assert asked["question"] == "ธนาคารไหนคะ"
    assert say("en", "officer-waits-already", reference=reference) in office.type(f"/wait {reference} again?")
    office.type(f"/resume {reference}")
    assert office.now().state == "referred"
    assert say("en", "officer-not-waiting", reference=reference) in office.type(f"/resume {reference}")


def test_a_case_is_given_to_a_colleague_who_is_told(office: Office) -> None:
    reference = office.case.reference
    bua = people.add(office.connection, "Bua Kaew", "officer", ["th"], START)
    cha = people.add(office.connection, "Cha", "agent", ["th"], START)
    assert "Bua Kaew" in office.type(f"/assign {reference} bua  kaew")
    assert office.now().owner == bua.id
    message = office.connection.execute(sa.select(staff_messages)).one()
    assert (message.person_id, message.message) == (bua.id, "officer-given")
    for nobody in ("Dao", cha.id, "🙏"):
        assert say("en", "officer-no-such-person", typed=nobody) in office.type(f"/assign {reference} {nobody}")
    people.disable(office.connection, bua.id, START)
    office.type(f"/assign {reference} me")
    assert say("en", "officer-no-such-person", typed=bua.id) in office.type(f"/assign {reference} {bua.id}")
    office.type(f"/assign {reference} -")
    assert office.now().owner is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("TH-26-000001-0", "officer-case-mistyped"),
        ("TH-26-000009-X", "officer-case-mistyped"),
        ("नमस्ते", "officer-case-mistyped"),
    ],
)
def test_a_wrong_number_is_said(office: Office, typed: str, key: str) -> None:
    assert say("en", key, typed=typed) in office.type(f"/case {typed}")


def test_a_number_is_read_as_people_type_it(office: Office) -> None:
    assert office.case.reference in office.type(f"/case {office.case.reference.lower()}")
    assert office.case.reference in office.type(f"/case {office.case.reference.replace('-', '')}")


def test_a_closed_case_takes_no_more_steps_but_can_be_read(office: Office) -> None:
    reference = office.case.reference
    office.type(f"/close {reference} not-reached")
    for name in ("take", "send", "wait", "close", "assign"):
        assert say("en", "officer-case-closed", reference=reference) in office.type(f"/{name} {reference} helped")
    assert reference in office.type(f"/case {reference}")
