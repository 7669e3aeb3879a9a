"""Four digits alone belong to the case whose digits were awaited, for a few tries, and to nothing else."""

from __future__ import annotations

import pytest

from actions import drafts
from bot.dialogue import Said
from bot.messages import Action
from knowledge.language import FORMS
from tests.actions import desk as told
from tests.bot.desk import MakeDesk
from tests.fakes import START

REFERENCE = "IN-26-000001-7"
NEEDED = Said(key="case-need-phone", args={"reference": REFERENCE})
WRONG = Said(key="case-unknown", args={"reference": REFERENCE})
YEAR = Said(
    key="intake-question",
    args={"name": "age", "programme": "in-msme", "given": {}, "choices": [], "place": 9, "places": 12, "page": 0},
)
SECTOR = Said(
    key="intake-question", args={**YEAR.args, "name": "sector", "choices": ["textile", "food"], "place": 6}
)  # fmt: skip
STICKER = Said(key="emoji-only-here")
STATUS = Said(
    key="case-status",
    args={"reference": REFERENCE, "programme": "in-msme", "state": "new", "outcome": "", "step": "", "agencies": [],
          "days": 1, "due": ""},
)  # fmt: skip


def awaited(digits: str) -> Action:
    return Action(intent="case_status", entities={"reference": f"{REFERENCE} {digits}"})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("said", "mine"),
    [([[NEEDED]], True),
     ([[WRONG]], True),
     ([[NEEDED, SECTOR], [WRONG, SECTOR], [WRONG, SECTOR]], True),
     ([[WRONG, SECTOR], [STICKER, SECTOR]], True),
     ([[WRONG, YEAR]], True),
     ([[WRONG], [STATUS]], False),
     ([[WRONG], *[[STICKER]] * 4], False),
     ([[Said(key="case-locked")]], False),
     ([[Said(key="case-opened", args={"reference": REFERENCE, "programme": "in-msme"})]], False)],
)  # fmt: skip
async def test_whose_digits_they_are(gateway_desk: MakeDesk, form: str, said: list[list[Said]], mine: bool) -> None:
    desk = gateway_desk([Said(key="language-set", args={"language": form})], *said)
    for words in ("hello", *["🙏 hello again"] * len(said)):
        await desk.say(words)
    await desk.say("5678")
    assert desk.dialogue.asked[-1].action == (awaited("5678") if mine else None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("said", "asked", "digits", "mine"),
    [
        ([WRONG, YEAR], "age", "2015", False),
        ([WRONG, YEAR], "age", "૨૦૧૫", False),
        ([WRONG, YEAR], "age", "२०१५", False),
        ([WRONG, YEAR], "age", "๒๕๕๘", False),
        ([WRONG, YEAR], "age", "0012", True),
        ([WRONG, YEAR], "age", "5678", True),
        ([NEEDED, YEAR], "age", "2015", True),
        ([WRONG, SECTOR], "sector", "2015", True),
    ],
)
async def test_a_year_that_the_intake_asks_for_is_a_year(
    gateway_desk: MakeDesk, form: str, said: list[Said], asked: str, digits: str, mine: bool
) -> None:
    desk = gateway_desk([Said(key="language-set", args={"language": form})], said)
    await desk.say("hello")
    with desk.database.write() as connection:
        draft = told.tell(connection, desk.notified[-1], "in-msme", language=form)
        drafts.ask(connection, draft.id, asked, START)
    await desk.say("hello again")
    await desk.say(digits)
    assert desk.dialogue.asked[-1].action == (awaited(digits) if mine else None)
