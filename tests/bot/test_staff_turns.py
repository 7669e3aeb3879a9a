"""Link codes, commands of people with roles, and conversations that a person answers instead of the bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from actions import answers, erasure, handover, link_codes, people
from actions.answers import Asked
from bot import outbox, outgoing
from bot.dialogue import Said
from bot.messages import Reply
from bot.roles import Speaker
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.people_tables import handovers, people_accounts
from records.tables import conversations, inbound
from records.tables import outbox as outbox_rows
from tests.bot.floor import WAIT, Floor
from tests.fakes import KEEPING, Clock, FakeAnswerer, FakeDialogue, no_answer

SPOKEN = {
    "en": ("my loan was refused, what now?", "Please send me the letter."),
    "hi": ("मेरा लोन नहीं मिला 😟", "कृपया वह पत्र भेजें।"),
    "gu": ("મારી લોન ના થઈ 😟", "કૃપા કરી તે પત્ર મોકલો."),
    "th": ("กู้เงินไม่ผ่าน ทำอย่างไรดี 😟", "ส่งจดหมายมาให้ดูได้ไหม"),
    "hi-Latn": ("mera loan nahi mila, kya karu", "woh letter bhejiye"),
    "gu-Latn": ("mari loan na thai, shu karu", "te letter moklo"),
}


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    return Floor(database, clock)


# --- link codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", ["officer", "agent", "admin"])
async def test_a_typed_code_links_the_account(floor: Floor, form: str, role: str) -> None:
    person = floor.person("Asha", role, linked=False)
    floor.speaks("asha", form)
    assert await floor.say("asha", floor.code(person)) == [say(form, f"staff-linked-{role}", name="Asha")]
    assert floor.dialogue.asked == []
    assert ("account-linked") in [what for what, _ in floor.deeds(person)]


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
async def test_a_code_may_be_typed_carelessly(floor: Floor, change: Callable[[str], str]) -> None:
    person = floor.person("Asha", linked=False)
    assert "Asha" in (await floor.say("asha", change(floor.code(person))))[0]


async def test_a_code_may_begin_with_the_letter_before_it(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    person = floor.person("Asha", linked=False)
    monkeypatch.setattr(link_codes, "ALPHABET", "P")
    assert floor.code(person) == "P-PPPP-PPPP"
    assert "Asha" in (await floor.say("asha", "P-PPPP-PPPP"))[0]


async def test_without_a_language_the_account_speaks_the_persons_first(floor: Floor) -> None:
    person = floor.person("สมหญิง", languages=("th", "en"), linked=False)
    await floor.say("somying", floor.code(person))
    assert (await floor.say("somying", "/waiting")) == [say("th", "staff-waiting-none")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("how", ["wrong", "used", "expired", "replaced", "disabled"])
async def test_a_code_that_does_not_work(floor: Floor, form: str, how: str) -> None:
    person = floor.person("Asha", linked=False)
    code = floor.code(person)
    floor.speaks("other", form)
    if how == "wrong":
        code = "P-2222-2222"
    elif how == "used":
        await floor.say("asha", code)
    elif how == "expired":
        floor.clock.forward(24 * 3600 + 1)
    elif how == "replaced":
        floor.code(person)
    else:
        with floor.database.write() as connection:
            handover.disable(connection, person.id, floor.clock())
    assert await floor.say("other", code) == [say(form, "staff-code-wrong")]
    assert await floor.say("other", "/waiting") != [say(form, "staff-waiting-none")]


# --- commands and roles -------------------------------------------------------------------------------------------


async def test_an_entrepreneurs_slash_is_the_dialogues(floor: Floor) -> None:
    assert await floor.say("asker", "/take 1") == [say("en", "greet")]


@pytest.mark.parametrize("form", FORMS)
async def test_who_was_disabled_is_refused_and_that_is_kept(floor: Floor, form: str) -> None:
    person = floor.person("asha", "officer")
    floor.speaks("asha", form)
    with floor.database.write() as connection:
        handover.disable(connection, person.id, floor.clock())
    assert await floor.say("asha", "/take 1") == [say(form, "staff-refused")]
    assert floor.deeds(person)[-1] == ("refused", "/take")
    assert await floor.say("asha", "hello") == [say(form, "greet")]


async def test_the_desks_commands_get_who_speaks_and_are_recorded(floor: Floor) -> None:
    given: list[tuple[str, str, str, str]] = []

    def commands(connection: sa.Connection, speaker: Speaker, text: str, now: datetime, key: str) -> list[Said] | None:
        given.append((speaker.id, speaker.language, text, key))
        return [Said(key="ok")] if text.startswith(("/queue", "/take", "/done", "/note")) else None

    floor.commands = commands
    person = floor.person("asha", "officer")
    floor.speaks("asha", "gu")
    texts = ["/queue", "/take TH-26-000001-1", "/done TH-26-000001-1", "/note TH-26-000001-1 નોંધ 🙏\nબીજી લીટી"]
    for text in texts:
        assert await floor.say("asha", text) == [say("gu", "ok")]
    assert [(who, form, text) for who, form, text, _ in given] == [(person.id, "gu", text) for text in texts]
    assert len({key for *_, key in given}) == len(texts)
    assert await floor.say("asha", "/nonsense") == [say("gu", "staff-commands")]
    reference = "TH-26-000001-1"
    assert floor.deeds(person)[1:] == [
        ("/queue", ""), ("/take", reference), ("/done", reference), ("/note", reference), ("/nonsense", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
async def test_an_admin_takes_no_conversation(floor: Floor, form: str) -> None:
    floor.person("asha", "admin")
    floor.speaks("asha", form)
    assert await floor.say("asha", "/waiting") == [say(form, "staff-not-yours")]


# --- hand-over ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_both_sides_talk_in_order_and_the_bot_is_silent(floor: Floor, form: str) -> None:
    problem, advice = SPOKEN[form]
    asha = floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    await floor.say("asker", problem)
    asked = len(floor.dialogue.asked)
    assert floor.call("asker")
    floor.rounds()
    assert floor.heard("asha") == [say(form, "staff-call-asked", summary=problem)]

    assert await floor.press("asha", say(form, "staff-button-take")) == [say(form, "staff-took", summary=problem)]
    assert floor.owner("asker") == asha.id
    assert floor.heard("asker")[-1] == say(form, "handover-taken", name="asha")
    before = {who: len(floor.heard(who)) for who in ("asker", "asha")}
    await floor.say("asha", advice)
    await floor.say("asker", "👍")
    await floor.say("asha", "2 🙏")
    await floor.say("asker", problem)
    assert floor.heard("asker")[before["asker"] :] == [f"asha: {advice}", "asha: 2 🙏"]
    assert floor.heard("asha")[before["asha"] :] == ["💬 👍", f"💬 {problem}"]
    assert len(floor.dialogue.asked) == asked

    assert await floor.say("asha", "/done") == [say(form, "staff-done")]
    assert floor.heard("asker")[-1] == say(form, "handover-done", name="asha")
    assert (floor.owner("asker"), await floor.say("asker", problem)) == (None, [say(form, "greet")])
    assert [what for what, _ in floor.deeds(asha)] == ["account-linked", "/take", "taken", "/done"]


async def test_an_agents_words_carry_the_agents_name_as_author(floor: Floor) -> None:
    asha = floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    await floor.say("asha", "नमस्ते")
    with floor.database.read() as connection:
        rows = connection.execute(sa.select(outbox_rows.c.author, outbox_rows.c.body).order_by(outbox_rows.c.id)).all()
    assert [row.author for row in rows if row.body["text"] == "asha: नमस्ते"] == [f"person:{asha.id}"]


@pytest.mark.parametrize("form", FORMS)
async def test_of_two_who_take_at_once_one_wins(floor: Floor, form: str) -> None:
    asha, binod = floor.person("asha"), floor.person("binod", "officer")
    for who in ("asha", "binod"):
        floor.speaks(who, form)
    floor.call("asker")
    floor.rounds()
    await floor.press("binod", say(form, "staff-button-take"))
    assert await floor.press("asha", say(form, "staff-button-take")) == [say(form, "staff-take-gone")]
    assert floor.owner("asker") == binod.id != asha.id


def test_two_transactions_that_take_the_same_one(either_database: Database, clock: Clock) -> None:
    floor = Floor(either_database, clock)
    both = [floor.person("asha"), floor.person("binod")]
    floor.call("asker")
    with either_database.read() as connection:
        (waits,) = handover.waiting(connection)
        accounts = {row.person_id: row.conversation_id for row in connection.execute(sa.select(people_accounts))}
    results = []
    for one in both:
        with either_database.write() as connection:
            results.append(handover.take(connection, waits.id, one, accounts[one.id], clock(), WAIT))
    assert [result == "gone" for result in results] == [False, True]


async def test_one_at_a_time_and_never_ones_own(floor: Floor) -> None:
    floor.person("asha"), floor.person("binod")
    floor.call("asker"), floor.call("second")
    await floor.say("asha", "/take 1")
    assert await floor.say("asha", "/take 2") == [say("en", "staff-take-busy")]
    floor.call("binod")
    assert await floor.say("binod", "/take 3") == [say("en", "staff-take-own")]


@pytest.mark.parametrize("form", FORMS)
async def test_who_waits_is_listed_distress_first(floor: Floor, form: str) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    await floor.say("second", "मदद 🙏")
    floor.call("asker")
    floor.clock.forward(120)
    floor.call("second", "distress")
    (listed,) = await floor.say("asha", "/waiting")
    lines = f"⚠ 2 · 0 min · hi\n1 · 2 min · {form}"
    assert listed == say(form, "staff-waiting", count=2, lines=lines)
    await floor.press("asha", say(form, "staff-button-take-number", number="1"))
    assert floor.owner("asker")


async def test_nobody_is_called_when_nobody_is_there(floor: Floor) -> None:
    assert not floor.call("asker")
    floor.person("asha", "admin"), floor.person("binod", linked=False)
    assert not floor.call("asker")
    floor.person("own")
    assert not floor.call("own")
    with floor.database.read() as connection:
        assert connection.execute(sa.select(handovers)).all() == []


async def test_a_repeated_turn_calls_nobody_twice(floor: Floor) -> None:
    floor.person("asha")
    assert [floor.call("asker"), floor.call("asker"), floor.call("asker", key="t9")] == [True] * 3
    floor.rounds()
    assert len(floor.heard("asha")) == 1


# --- time -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("taken", [False, True])
async def test_who_gets_no_answer_in_time_has_the_bot_again_and_is_offered_a_call(
    floor: Floor, form: str, taken: bool
) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    floor.call("asker")
    if taken:
        await floor.say("asha", "/take")
    floor.clock.forward(299)
    floor.rounds()
    assert (floor.owner("asker") is not None) == taken
    floor.clock.forward(2)
    floor.rounds()
    floor.rounds()
    key = "handover-silent" if taken else "handover-nobody"
    assert floor.heard("asker").count(say(form, key)) == 1
    assert [button.label for button in floor.replies("asker")[-1].buttons] == [say(form, "handover-button-call-back")]
    assert (floor.heard("asha")[-1] == say(form, "staff-lost-silent")) == taken
    assert await floor.say("asker", "🙏 hello") == [say(form, "greet")]
    await floor.press("asker", say(form, "handover-button-call-back"))
    action = floor.dialogue.asked[-1].action
    assert action
    assert (action.intent, action.entities) == ("talk_to_human", {"do": "callback"})


async def test_the_clock_runs_only_while_the_person_waits_for_an_answer(floor: Floor) -> None:
    floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    await floor.say("asha", "I am here")
    floor.clock.forward(3600)
    floor.rounds()
    assert floor.owner("asker")
    await floor.say("asker", "good")
    floor.clock.forward(200)
    await floor.say("asker", "are you there?")
    floor.clock.forward(101)
    floor.rounds()
    assert floor.owner("asker") is None


async def test_a_distress_that_nobody_takes_stays_in_the_list(floor: Floor) -> None:
    floor.person("asha"), floor.person("binod", "officer"), floor.person("chai", linked=False)
    floor.call("asker", "distress")
    floor.rounds()
    assert [len(floor.heard(who)) for who in ("asha", "binod")] == [1, 1]
    floor.clock.forward(24 * 3600)
    floor.rounds()
    with floor.database.read() as connection:
        assert len(handover.waiting(connection)) == 1


@pytest.mark.parametrize("form", FORMS)
async def test_the_person_may_go_back_to_the_bot(floor: Floor, form: str) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    floor.call("asker")
    await floor.say("asha", "/take")
    assert await floor.press("asker", say(form, "handover-button-leave")) == [say(form, "handover-left")]
    assert floor.heard("asha")[-1] == say(form, "staff-lost-left")
    assert floor.owner("asker") is None


async def test_whoever_is_disabled_gives_back_what_they_hold(floor: Floor) -> None:
    asha = floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    with floor.database.write() as connection:
        handover.disable(connection, asha.id, floor.clock())
    floor.rounds()
    assert (floor.owner("asker"), floor.heard("asker")[-1]) == (None, say("en", "handover-silent"))
    assert await floor.say("asha", "still there?") == [say("en", "greet")]


# --- silence ----------------------------------------------------------------------------------------------------------


async def test_what_the_bot_had_ready_when_somebody_took_over_is_not_said(floor: Floor) -> None:
    floor.person("asha")
    floor.call("asker")

    def taken_meanwhile(_: object) -> list[Said]:
        with floor.database.write() as connection:
            account = connection.execute(sa.select(people_accounts.c.conversation_id)).scalar_one()
            person = people.of_conversation(connection, account)
            assert person
            handover.take(connection, 1, person, account, floor.clock(), WAIT)
        return [Said(key="greet")]

    floor.dialogue = FakeDialogue(taken_meanwhile)
    assert await floor.say("asker", "hello") == []


async def test_a_reply_queued_before_is_dropped_at_the_moment_of_sending(floor: Floor) -> None:
    floor.person("asha")
    await floor.say("asker", "hello")
    floor.call("asker")
    await floor.say("asha", "/take")
    with floor.database.write() as connection:
        known = connection.execute(sa.select(conversations).where(conversations.c.address == "asker")).one()
        outbox.put(connection, known.id, "late", Reply(text="bot", language="en"), floor.clock())
        out = outgoing.claim(connection, known, 10, floor.clock())
    assert isinstance(out, outgoing.Outgoing)
    assert [reply.text for reply in out.delivery.replies] == [say("en", "handover-taken", name="asha")]


# --- three failed turns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("agents", [True, False])
async def test_three_failed_turns_call_a_person_or_keep_the_questions(floor: Floor, form: str, agents: bool) -> None:
    floor.dialogue = FakeDialogue(failing(floor))
    floor.speaks("asker", form)
    if agents:
        floor.person("asha")
    heard = [await floor.say("asker", f"{SPOKEN[form][0]} {number}") for number in range(4)]
    called = (
        say(form, "handover-asked-failed", minutes=5)
        if agents
        else say(form, "handover-kept-failed", reference="M-26-0001")
    )
    assert [called in "\n".join(texts) for texts in heard] == [False, False, True, False]
    with floor.database.read() as connection:
        assert len(handover.waiting(connection)) == int(agents)


async def test_an_answer_in_between_begins_the_count_again(floor: Floor) -> None:
    fails = failing(floor)
    floor.person("asha")
    floor.dialogue = FakeDialogue(fails, fails, [Said(key="greet")], fails, fails, [Said(key="greet")])
    for number in range(6):
        await floor.say("asker", f"કેમ છો {number} 😟")
    with floor.database.read() as connection:
        assert handover.waiting(connection) == []


def failing(floor: Floor) -> Any:
    """A dialogue's step that keeps its "no answer" as the action does."""

    def step(asked: Any) -> list[Said]:
        outcome, turn = no_answer(), asked.message_id
        with floor.database.write() as connection:
            answers.keep(
                connection, turn, Asked(kind="answer", question="?", form="en"), outcome, FakeAnswerer(),  # type: ignore[arg-type]
                KEEPING, floor.clock(),
            )  # fmt: skip
        return [Said(key="outcome", outcome=asdict(outcome))]

    return step


# --- erasure ----------------------------------------------------------------------------------------------------------


async def test_deleting_ones_data_takes_what_an_agent_had_of_it(floor: Floor) -> None:
    floor.person("asha")
    await floor.say("asker", "secret one 😟")
    floor.call("asker")
    floor.rounds()
    await floor.say("asha", "/waiting")
    await floor.say("asha", "/take")
    await floor.say("asker", "ગુપ્ત વાત")
    await floor.say("asha", "your secret reply")
    with floor.database.write() as connection:
        mine = connection.execute(sa.select(conversations.c.id).where(conversations.c.address == "asker")).scalar_one()
        made = erasure.erase(connection, mine, "t99", floor.clock())
        assert made.deleted["handovers"] == 1
        left = [*connection.execute(sa.select(outbox_rows.c.body)).scalars(),
                *connection.execute(sa.select(inbound.c.text)).scalars()]  # fmt: skip
    assert not [one for one in map(str, left) if "secret" in one or "ગુપ્ત" in one]
    assert floor.owner("asker") is None
