"""Follow-ups and comparisons with the real assistant: each goes on from what was said before, in every form."""

from __future__ import annotations

import pytest

from bot.wording import say
from knowledge.language import FORMS
from tests.integration.talk import Person

#: which of two; the difference; the interest; "what if I'm SC?"
SAID = {
    "en": ("PMEGP or Mudra?", "what's the difference", "and the interest?", "what if I'm SC?"),
    "hi": ("पीएमईजीपी या मुद्रा?", "क्या अंतर है?", "और ब्याज?", "अगर मैं SC हूँ तो?"),
    "gu": ("પીએમઈજીપી કે મુદ્રા?", "શું તફાવત છે?", "અને વ્યાજ?", "જો હું SC હોઉં તો?"),
    "th": ("PMEGP หรือ Mudra", "ต่างกันยังไง", "แล้วดอกเบี้ยล่ะ", "ถ้าฉันเป็น SC ล่ะ"),
    "hi-Latn": ("PMEGP ya Mudra?", "kya fark hai?", "aur byaj?", "agar main SC hu to?"),
    "gu-Latn": ("pmegp saru ke mudra?", "su farak che?", "ane vyaj?", "jo hu SC hov to?"),
}


@pytest.mark.parametrize("form", FORMS)
def test_two_schemes_are_set_side_by_side_and_asked_on(person: Person, form: str) -> None:
    either, difference, interest, sc = ([reply.text for reply in person.say(said)][-1] for said in SAID[form])
    for text in (either, difference):
        assert "50" in text, text  # the largest project of PMEGP
        assert "Mudra" in text or "मुद्रा" in text or "મુદ્રા" in text, text
    lacking = say(form, "compare-missing", title="")
    assert "pmmy" in interest, interest  # Mudra's source: the lender sets it
    assert lacking in interest, interest
    assert "5%" in sc, sc
    assert lacking in sc, sc


@pytest.mark.parametrize("form", FORMS)
def test_one_scheme_is_asked_on(person: Person, form: str) -> None:
    person.say({"th": "PMEGP ของอินเดียคืออะไร"}.get(form, SAID[form][0].split()[0].removesuffix("?")))
    text = person.say(SAID[form][3])[-1].text
    # Who belongs to the special categories, or what they get.
    assert "SC" in text or "35%" in text, text
    assert "5%" in text, text
