"""A link code is known by the draft it was given out for; what only looks like one is somebody's own words."""

from __future__ import annotations

import pytest

from actions import drafts
from bot.dialogue import Said
from bot.messages import Action
from knowledge.language import FORMS
from tests.actions import desk as told
from tests.bot.desk import Desk, MakeDesk
from tests.fakes import START, text

HELLO = Said(key="ok")
NAMES = ("Mart 7777", "CAFE 2225", "Shed 4567", "2345 6789", "Good Shop", "Mart-7777", "ร้าน 2225", "દુકાન 7777 😀")


def open_at(desk: Desk, form: str, field: str) -> None:
    with desk.database.write() as connection:
        draft = told.tell(connection, desk.notified[-1], "in-msme", {"consent": "yes"}, language=form)
        drafts.ask(connection, draft.id, field, START)


def given_out(desk: Desk, code: str | None = None) -> str:
    """A code of a draft in another chat; ``code`` in place of a chance one."""
    with desk.database.write() as connection:
        draft = told.tell(connection, told.talk(connection, "other"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("actions.link_codes.make", lambda: code) if code else None
            return drafts.link_code(connection, draft.id, START)


@pytest.mark.parametrize("form", FORMS)
async def test_names_and_numbers_in_the_intake_are_what_they_are(gateway_desk: MakeDesk, form: str) -> None:
    desk = gateway_desk([Said(key="language-set", args={"language": form})], *[[HELLO]] * 2 * len(NAMES))
    await desk.say("hello")
    for field in ("enterprise", "phone"):
        open_at(desk, form, field)
        for name in NAMES:
            await desk.say(name)
            assert (desk.dialogue.asked[-1].text, desk.dialogue.asked[-1].action) == (name, None)


@pytest.mark.parametrize("field", ["consent", "enterprise", "phone", "age"])
@pytest.mark.parametrize("code", ["K7QMZX9P", "KQMZXPRT"])
async def test_a_code_given_out_is_one_everywhere(gateway_desk: MakeDesk, field: str, code: str) -> None:
    """A code may happen to have no digit."""
    desk = gateway_desk(*[[HELLO]] * 9)
    await desk.say("hello")
    shown = given_out(desk, code)
    open_at(desk, "en", field)
    for typed in (shown, shown.lower(), shown.replace("-", " "), code, f" {shown.replace('-', ' – ')} "):
        await desk.say(typed)
        assert desk.dialogue.asked[-1].action == Action(intent="move_draft", entities={"code": code})


async def test_a_used_code_is_told_to_be_one(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(*[[HELLO]] * 3)
    await desk.say("hello")
    shown = given_out(desk)
    with desk.database.write() as connection:
        assert drafts.redeem(connection, told.talk(connection, "third"), shown, START, "t9")
    open_at(desk, "en", "name")
    await desk.say(shown)
    asked = desk.dialogue.asked[-1].action
    assert asked
    assert asked.intent == "move_draft"


async def test_a_mistyped_code_is_told_to_be_wrong_where_nothing_is_told(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(*[[HELLO]] * 5)
    await desk.say("hello")
    unknown = Action(intent="move_draft", entities={"code": "K7QM2X9P", "do": "unknown"})
    await desk.say("k7qm-2x9p")
    assert desk.dialogue.asked[-1].action == unknown
    open_at(desk, "en", "consent")
    await desk.say("K7QM-2X9P")
    assert desk.dialogue.asked[-1].action == unknown
    for number in ("2345-6789", "2345 6789"):
        await desk.say(text(number, event=number))
        assert desk.dialogue.asked[-1].action is None
