"""Four digits alone belong to the case whose digits were awaited last, and to nothing else."""

from __future__ import annotations

import pytest

from bot.dialogue import Said
from bot.messages import Action
from knowledge.language import FORMS
from tests.bot.desk import MakeDesk

REFERENCE = "IN-26-000001-7"
AWAITED = Action(intent="case_status", entities={"reference": f"{REFERENCE} 5678"})
WRONG = Said(key="case-unknown", args={"reference": REFERENCE})
YEAR = {"name": "age", "programme": "in-msme", "given": {}, "choices": [], "place": 9, "places": 12, "page": 0}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("said", "meant"),
    [([Said(key="case-need-phone", args={"reference": REFERENCE})], AWAITED),
     ([WRONG], AWAITED),
     ([WRONG, Said(key="intake-question", args=YEAR)], None),
     ([Said(key="case-locked")], None),
     ([Said(key="case-opened", args={"reference": REFERENCE, "programme": "in-msme"})], None)],
)  # fmt: skip
async def test_whose_digits_they_are(gateway_desk: MakeDesk, form: str, said: list[Said], meant: Action | None) -> None:
    desk = gateway_desk([Said(key="language-set", args={"language": form})], said)
    await desk.say("hello")
    await desk.say("hello again")
    await desk.say("5678")
    assert desk.dialogue.asked[-1].action == meant
