from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from knowledge.bundle import Bundle
from knowledge.lexical import LexicalIndex, LexicalResult, spell_out_acronyms
from knowledge.text import words
from tests.knowledge.test_text import ANY_TEXT, FIXED

MANY = 50


@pytest.fixture(scope="session")
def bundle(made_bundle: Path) -> Iterator[Bundle]:
    opened = Bundle(made_bundle)
    yield opened
    opened.db.close()


@pytest.fixture(scope="session")
def index(bundle: Bundle) -> LexicalIndex:
    return LexicalIndex(bundle.db)


def found(bundle: Bundle, result: LexicalResult) -> list[str]:
    """Ids of passages, best first."""
    return [bundle.passage_ids[place] for place in sorted(result.scores, key=lambda place: -result.scores[place])]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Which INTEREST?", "in-tea#benefits-1"),
        ("weavers", "th-silk#what-it-is-1"),
        ("ब्याज कितना", "in-tea#benefits-1"),
        ("चाय वाले को पैसा", "in-tea#benefits-1"),
        ("จัดงานผ้าไหมเมื่อไร", "th-silk#what-it-is-1"),
        ("cha ni loan no phone 📞", "in-tea#contacts-1"),
        ("५०,००० रुपये", "in-tea#benefits-1"),
        ("50,000", "in-tea#benefits-1"),
        ("1800-111-222", "in-tea#contacts-1"),
        ("yearly fair May", "th-silk#how-to-apply-1"),
    ],
)
def test_the_passage_with_the_words_is_found(bundle: Bundle, index: LexicalIndex, question: str, best: str) -> None:
    assert found(bundle, index.search(words(question), MANY))[0] == best


@pytest.mark.parametrize("spelt", ["टीएसएल", "ટીએસએલ", "ทีเอสแอล", "tsl", "TSL"])
def test_an_acronym_is_found_in_any_script(bundle: Bundle, index: LexicalIndex, spelt: str) -> None:
    hits = found(bundle, index.search(words(spelt), MANY))
    assert hits[0].startswith("in-tea#")


def test_names_of_a_document_find_all_its_passages(bundle: Bundle, index: LexicalIndex) -> None:
    hits = found(bundle, index.search(words("กู้ร้านชา"), MANY))
    assert {"in-tea#what-it-is-1", "in-tea#benefits-1", "in-tea#benefits-2", "in-tea#contacts-1"} <= set(hits)


@pytest.mark.parametrize(
    "question", ["cricket yesterday", "मौसम बारिश", "વરસાદ", "ฝนตกหนัก", "barish kal", "😀", "", "?!"]
)
def test_nothing_is_found_for_words_the_documents_do_not_know(index: LexicalIndex, question: str) -> None:
    assert index.search(words(question), MANY) == LexicalResult(scores={}, coverage=0.0)


@pytest.mark.parametrize(
    "question", ["what is the", "kya hai", "shu che", "क्या है", "શું છે", "คืออะไรครับ", "a", "क", "in the for"]
)
def test_words_without_a_topic_find_nothing(index: LexicalIndex, question: str) -> None:
    assert index.search(words(question), MANY).scores == {}


def test_coverage_is_the_share_of_known_words_weighted_by_rarity(index: LexicalIndex) -> None:
    assert index.search(["weavers", "silk"], MANY).coverage == 1
    half = index.search(["weavers", "cricket"], MANY).coverage
    assert 0 < half < 0.5  # an unknown word is rarer than a known one
    assert index.search(["weavers", "weavers", "cricket"], MANY).coverage == half
    # A word that stands everywhere says less about a question than a rare one.
    assert index.search(["loan", "cricket"], MANY).coverage < half


def test_scores_are_positive_and_as_many_as_asked(index: LexicalIndex) -> None:
    every = index.search(["interest", "office", "sell"], MANY).scores
    assert len(every) > 2
    assert min(every.values()) > 0
    best = index.search(["interest", "office", "sell"], 2).scores
    assert sorted(best.values()) == sorted(every.values())[-2:]


@pytest.mark.parametrize("terms", [["interest", "office", "sell"], ["loan"], ["weavers", "no-such-word", "office"]])
def test_scores_are_those_of_fts5(bundle: Bundle, index: LexicalIndex, terms: list[str]) -> None:
    query = " OR ".join(f'"{term}"' for term in terms)
    rows = bundle.db.execute("select rowid, -bm25(lexicon) from lexicon where lexicon match ?", (query,)).fetchall()
    assert index.search(terms, MANY).scores == pytest.approx(dict(rows), rel=1e-4)


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        '"tea"',
        "tea OR fair",
        "NEAR(tea fair)",
        "tea*",
        "text:tea",
        "-tea",
        "tea)",
        "'; drop table passages; --",
        "^tea",
    ],
)
def test_the_languages_of_the_database_mean_nothing_in_a_question(index: LexicalIndex, hostile: str) -> None:
    expected = index.search([], MANY) if hostile == '"' else None
    for terms in (words(hostile), [hostile]):
        result = index.search(terms, MANY)
        assert 0 <= result.coverage <= 1
        assert expected is None or result.scores == expected.scores


@FIXED
@given(ANY_TEXT)
def test_any_text_can_be_looked_up(index: LexicalIndex, text: str) -> None:
    result = index.search(words(text), MANY)
    assert 0 <= result.coverage <= 1
    assert bool(result.scores) <= bool(result.coverage)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("the CGTMSE trust", {"सीजीटीएमएसई", "સીજીટીએમએસઈ", "ซีจีทีเอ็มเอสอี"}),
        ("SME and SME", {"एसएमई", "એસએમઈ", "เอสเอ็มอี"}),
        ("No acronym, A or ABCDEFGH", set()),
        ("ग BC", {"बीसी", "બીસી", "บีซี"}),
        ("", set()),
    ],
)
def test_acronyms_are_spelt_in_native_letters(text: str, spelt: set[str]) -> None:
    assert set(spell_out_acronyms(text).split()) == spelt
