"""What people write has no end that Fluent knows: 5,000 characters go through every message, whole."""

from __future__ import annotations

import pytest

from bot.wording import LONGEST_ARGUMENT, say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.floor import Floor
from tests.bot.test_wording import CHOOSING, ENGLISH, NUMBERS
from tests.fakes import Clock

LONG = {
    "Thai": "ขอสินเชื่อเพื่อร้านอาหาร " * 200,
    "Gujarati": "ધંધા માટે લોન જોઈએ છે. " * 220,
    "emoji": "👩🏽‍🌾🙏🏾🇮🇳" * 500,
}
TEXTS = [pytest.param(words[:5000].strip(), id=name) for name, words in LONG.items()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", TEXTS)
def test_every_message_takes_it_whole_wherever_it_takes_words(form: str, words: str) -> None:
    for key, names in ENGLISH.items():
        taken = names - NUMBERS - CHOOSING
        args = {name: 2 if name in NUMBERS else words for name in names} | dict.fromkeys(names & CHOOSING, "in-msme")
        assert say(form, key, **args).count(words) >= len(taken), key


@pytest.mark.parametrize("length", [LONGEST_ARGUMENT, LONGEST_ARGUMENT + 1, 2500, 2501])
def test_there_is_no_seam(length: int) -> None:
    words = "ก" * length
    assert say("th", "handover-taken", name=words) == say("th", "handover-taken", name="@").replace("@", words)


def test_nobody_can_type_a_stand_in() -> None:
    typed = "\ufdd0lines\ufdd1\ufdd0\ufdd0lines\ufdd1"
    said = say("en", "staff-waiting", count=1, numbers=typed, lines="x" * 5000)
    assert said.count("x" * 5000) == 1


@pytest.mark.parametrize("words", TEXTS)
async def test_who_takes_over_reads_it_and_nobody_hears_of_trouble(
    database: Database, clock: Clock, words: str
) -> None:
    floor = Floor(database, clock)
    floor.person("asha")
    for _ in range(3):
        assert say("en", "trouble") not in "".join(await floor.say("asker", words))
    floor.call("asker")
    floor.rounds()
    took = "".join(await floor.say("asha", "/take"))
    assert words[:250] in took
    await floor.say("asha", words)
    assert floor.heard("asker")[-1].endswith(words[-250:])
