"""What officers type: the role, the effect, the event, and a sentence for whatever is wrong, in every form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, agency_links, assessments, cases, desk, events, listings, people, referrals
from actions.cases import Case
from bot.officer_cases import VIEWS
from bot.officer_commands import answer_to, commands, for_staff, handle, split
from bot.officer_new import BY_HAND
from bot.referral_letters import Dispatch
from bot.roles import Speaker
from bot.wording import say
from knowledge.language import FORMS
from records.case_tables import agency_links as links
from records.case_tables import cases as case_rows
from records.case_tables import notices
from records.database import Database
from records.people_tables import staff_messages
from tests.actions import desk as told
from tests.fakes import START

DISPATCH = Dispatch(agency_links.AgencyLinks("s" * 20), "https://desk.example")


@dataclass
class Office:
    connection: Connection
    case: Case
    me: Speaker
    turns: int = 0

    def type(self, text: str, *, key: str = "", form: str = "en", role: str = "officer") -> str:
        self.turns += 1
        who = replace(self.me, language=form, role=role)
        now = START + timedelta(minutes=self.turns)
        answer = answer_to(self.connection, who, text, now, DISPATCH, key=key or f"k{self.turns}")
        assert answer is not None, f"{text} is a command"
        return answer

    def now(self) -> Case:
        return cases.get(self.connection, self.case.id)

    def kinds(self) -> list[str]:
        return [one.kind for one in events.of_case(self.connection, self.case.id)]

    def referrals(self) -> list[tuple[int, str]]:
        return [(one.rank, one.state) for one in referrals.of_case(self.connection, self.case.id)]


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    with database.write() as connection:
        me = people.add(connection, "Anong", "officer", ["th"], START)
        draft = told.tell(connection, told.talk(connection))
        case, _ = desk.take_in(connection, draft, "t1", START, conversation="c1")
        yield Office(connection, case, Speaker(id=me.id, name=me.name, role="officer", language="en"))


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


def test_a_group_is_overridden_with_a_reason_and_both_stay(office: Office) -> None:
    reference = office.case.reference
    for wrong in ("", "4 knows-more x", "3", "3 knows-more", "3 because it is"):
        assert "/group" in office.type(f"/group {reference} {wrong}")
    assert len(assessments.history(office.connection, office.case.id)) == 1
    office.type(f"/group {reference} 3 knows-more the oven is sold")
    history = assessments.history(office.connection, office.case.id)
    assert [one.decision.group for one in history] == [1, 3]
    assert history[-1].override_by == office.me.id


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
