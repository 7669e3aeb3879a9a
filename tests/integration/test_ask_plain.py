"""`ask` with the whole knowledge and no dialogue model: helplines for who is in distress, and for nobody else."""

from __future__ import annotations

import pytest

from bot import settings as configuration
from bot.asking import Asker
from bot.wording import say
from tests.bot.test_ask_guarded import DISTRESS

PLAIN = [
    ("en", "will I get a loan under cgtmse"),
    ("en", "how many days does pmegp take"),
    ("hi", "पीएमईजीपी का लोन कितने दिन में मिलता है"),
    ("gu", "મુદ્રા લોન કેટલા દિવસમાં મળે 🙂"),
    ("th", "กู้ SME D Bank กี่วันรู้ผล"),
    ("hi-Latn", "pmegp loan kitne din me milta hai"),
    ("gu-Latn", "cgtmse ma loan malse"),
]


@pytest.fixture(scope="module")
def asker(prepared: None) -> Asker:
    return Asker(configuration.from_env().live_bundle)


def _helplines(asker: Asker, form: str, text: str) -> bool:
    return say(form, "distress-helplines", helplines="")[:20] in asker.ask(text, form)["text"]


@pytest.mark.parametrize(("form", "text"), PLAIN)
def test_a_plain_question_brings_no_helpline(asker: Asker, form: str, text: str) -> None:
    assert not _helplines(asker, form, text)


@pytest.mark.parametrize(("form", "text"), DISTRESS.items())
def test_distress_does(asker: Asker, form: str, text: str) -> None:
    assert _helplines(asker, form, text)
