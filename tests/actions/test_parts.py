"""A message is cut where it asks for another thing, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.outcomes import Answer
from actions.parts import Parts, parts
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.search import Result, Search
from tests.fakes import answer, quote
from tests.knowledge.test_text import ANY_TEXT, FIXED

TWO = [
    ("en", "What is the age limit and how much is the loan?", ["What is the age limit", "how much is the loan?"]),
    (
        "en",
        "I am a tailor from Surat. Which papers? What interest?",
        ["I am a tailor from Surat Which papers", "What interest?"],
    ),
    ("hi", "उम्र कितनी चाहिए और लोन कितना मिलता है", ["उम्र कितनी चाहिए", "लोन कितना मिलता है"]),
    ("hi", "ब्याज कितना है। फीस कितनी है", ["ब्याज कितना है", "फीस कितनी है"]),
    ("gu", "લોન કેટલી મળે અને પ્રોસેસિંગ ફી કેટલી", ["લોન કેટલી મળે", "પ્રોસેસિંગ ફી કેટલી"]),
    ("th", "กู้ได้เท่าไหร่ และ ดอกเบี้ยเท่าไหร่ 🙏", ["กู้ได้เท่าไหร่", "ดอกเบี้ยเท่าไหร่ 🙏"]),
    ("hi-Latn", "umar kitni chahiye aur loan kitna milta hai", ["umar kitni chahiye", "loan kitna milta hai"]),
    ("gu-Latn", "loan ketli male ane processing fee ketli", ["loan ketli male", "processing fee ketli"]),
    # Of themselves before it, of what it changes after it.
    ("en", "I am SC, what is the interest", []),
    ("en", "what is the subsidy, are women given more", ["what is the subsidy", "are women given more"]),
]
ONE = [
    ("en", "how much for bread and biscuits"),
    ("hi", "मैं और मेरी बहन दुकान चलाते हैं"),
    ("gu", "હું ને મારો ભાઈ ધંધો કરીએ"),
    ("th", "ร้านอาหารและร้านกาแฟ"),
    ("hi-Latn", "main aur mera bhai"),
    ("gu-Latn", "hu ane maro bhai"),
    ("en", ""),
    ("th", "🙏"),
]


@pytest.mark.parametrize(("form", "text", "pieces"), TWO)
def test_it_is_cut_between_two_things_asked(form: str, text: str, pieces: list[str]) -> None:
    assert [part.text for part in parts(text, form)] == pieces


@pytest.mark.parametrize(("form", "text"), ONE)
def test_what_asks_for_one_thing_or_none_is_whole(form: str, text: str) -> None:
    assert parts(text, form) == ()


@settings(FIXED, max_examples=60)
@given(ANY_TEXT, st.sampled_from(FORMS))
def test_any_text_has_none_or_several(text: str, form: str) -> None:
    found = parts(text, form)
    assert len(found) != 1
    assert all(part.slots and part.text for part in found)


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


def told(search: Search, sure: bool, question: str, *quoted: str) -> Answer:
    def judge(_: Result) -> bool:
        return sure

    facts = [quote("fact", doc_id=one.split("#")[0], passage_id=one) for one in quoted]
    return Parts(search, judge).told(answer(*facts, documents=tuple(dict.fromkeys(f.doc_id for f in facts))), question)


ASKED = "What is the limit of CGTMSE, and do I give collateral?"
LIMIT, GUARANTEE, WHO = "in-cgtmse#benefits-1", "in-cgtmse#what-it-is-1", "in-cgtmse#who-can-apply-1"


def test_every_thing_asked_finds_its_fact(search: Search) -> None:
    assert [one.passage_id for one in told(search, True, ASKED, WHO).quotes] == [LIMIT, GUARANTEE]


@pytest.mark.parametrize(
    ("sure", "question", "quoted"),
    [
        (False, ASKED, (WHO,)),
        (True, "What is the limit of CGTMSE?", (WHO,)),
        (True, ASKED, (WHO, "in-pmegp#benefits-1")),
    ],
)
def test_else_the_answer_is_as_it_was(search: Search, sure: bool, question: str, quoted: tuple[str, ...]) -> None:
    """Unlikely parts, a single one, and two documents side by side."""
    assert [one.passage_id for one in told(search, sure, question, *quoted).quotes] == list(quoted)


def test_what_was_found_for_the_whole_message_stays_where_a_part_finds_nothing(search: Search) -> None:
    asked = "What is the limit of CGTMSE, what is their phone number, do I give collateral?"
    assert [one.passage_id for one in told(search, True, asked, WHO).quotes] == [WHO, LIMIT, GUARANTEE]


def test_no_more_parts_are_looked_for_than_are_shown(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(Parts, "_fact", lambda self, part, *_: looked.append(part.text))
    told(search, True, " and ".join(["what fee", "which papers", "how old"] * 400), WHO)
    assert len(looked) == 3
