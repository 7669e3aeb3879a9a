from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import build as building
from knowledge.bundle import Bundle
from knowledge.confidence import Confidence, choose_threshold, reliability
from knowledge.evaluate import Judged, auroc
from knowledge.language import FORMS
from knowledge.questions import REASONS
from knowledge.search import Search
from tests.knowledge import made, small
from tests.knowledge.test_text import ANY_TEXT, FIXED

#: Worded for this test; nothing like them is indexed or learnt from.
ANSWERED = [
    ("en", "How much subsidy does PMFME give to one food unit?"),
    ("en", "Is the Tele MANAS helpline free?"),
    ("hi", "पीएमएफएमई में कितने प्रतिशत सब्सिडी मिलती है"),
    ("hi", "टेली मानस का नंबर क्या है"),
    ("gu", "પીએમએફએમઈમાં કેટલી સબસિડી મળે"),
    ("gu", "જેમ પોર્ટલ પર કોણ ખરીદે છે"),
    ("th", "THAI SME-GP คืออะไร"),
    ("th", "สมาพันธ์เอสเอ็มอีไทยเป็นใคร"),
    ("hi-Latn", "pmfme me kitni subsidy milti hai"),
    ("hi-Latn", "gem portal par kaun kharidta hai"),
    ("gu-Latn", "pmfme ma ketli subsidy male"),
    ("gu-Latn", "msme mart ni fee parat male"),
]
REFUSED = [
    ("en", "Who won the cricket match yesterday?"),
    ("en", "Write a poem about the rain 🌧️"),
    ("hi", "आज सोने का भाव क्या है"),
    ("hi", "मेरे बेटे की शादी कब होगी"),
    ("gu", "કાલે વરસાદ પડશે?"),
    ("gu", "સારી ફિલ્મ બતાવો 🎬"),
    ("th", "พรุ่งนี้ฝนจะตกไหม"),
    ("th", "ร้านอาหารอร่อยแถวนี้"),
    ("hi-Latn", "aaj ka match kaun jeeta"),
    ("hi-Latn", "bitcoin ka rate kya hai"),
    ("gu-Latn", "aaje mausam kevu chhe"),
    ("gu-Latn", "saru gayan sambhlavo"),
]


@pytest.fixture(scope="session")
def plain(made_bundle: Path) -> Iterator[Confidence]:
    """Of a bundle without calibration."""
    bundle = Bundle(made_bundle)
    yield Confidence(Search(bundle, made.WordEncoder()))
    bundle.db.close()


def chance(confidence: Confidence, search: Search, text: str, form: str | None = None) -> float:
    return confidence.probability(search.search(search.prepare(text, form)))


def test_questions_that_are_answered_stand_above_those_that_are_not(confidence: Confidence, search: Search) -> None:
    judged = [
        Judged(
            form=form,
            wanted=("any",) if answerable else (),
            answerable=answerable,
            documents=(),
            answered=False,
            probability=chance(confidence, search, text, form),
        )
        for answerable, rows in ((True, ANSWERED), (False, REFUSED))
        for form, text in rows
    ]
    area = auroc(judged)
    assert area is not None
    assert area >= 0.95, [(row.form, row.answerable, round(row.probability, 2)) for row in judged]


def test_the_threshold_parts_most_of_them(confidence: Confidence, search: Search) -> None:
    right = [chance(confidence, search, text, form) >= confidence.threshold for form, text in ANSWERED]
    right += [chance(confidence, search, text, form) < confidence.threshold for form, text in REFUSED]
    assert np.mean(right) >= 0.85, right


@settings(FIXED, max_examples=40)
@given(ANY_TEXT, st.sampled_from(FORMS))
def test_a_probability_is_one(confidence: Confidence, search: Search, text: str, form: str) -> None:
    assert 0 <= chance(confidence, search, text, form) <= 1


@settings(FIXED, max_examples=40)
@given(ANY_TEXT)
def test_a_reason_is_one_of_the_closed_set(confidence: Confidence, search: Search, text: str) -> None:
    assert confidence.reason(search.search(search.prepare(text))) in REASONS


def test_the_reason_is_that_of_the_nearest_refused_example(confidence: Confidence, search: Search) -> None:
    for example in small.examples():
        if example.reason and not example.near:
            assert confidence.reason(search.search(search.prepare(example.text, example.form))) == example.reason


def test_what_is_as_near_to_an_answered_example_needs_no_person(confidence: Confidence, search: Search) -> None:
    """ "I am a potter of 58, can I still join?" tells of a person, and asks what the documents say."""
    for example in small.examples():
        if not example.reason:
            found = search.search(search.prepare(example.text, example.form))
            assert confidence.reason(found) != "needs_person", example


def test_only_examples_that_need_no_person_are_plain(confidence: Confidence, search: Search, plain: Confidence) -> None:
    for example in (example for example in small.examples() if not example.near):
        vector = search.prepare(example.text, example.form).vector
        same = confidence.likeness_to_plain(vector) > 0.999
        assert same == (example.reason != "needs_person"), example
        assert plain.likeness_to_plain(vector) == -1


def test_asking_for_a_contact_the_facts_do_not_hold_lowers_the_probability(
    confidence: Confidence, search: Search
) -> None:
    there = chance(confidence, search, "what is the phone number of Tele MANAS", "en")
    missing = chance(confidence, search, "what is the phone number of PMFME", "en")
    assert missing < there


def test_nothing_found_is_no_answer(confidence: Confidence, search: Search) -> None:
    found = search.search(search.prepare("What is PMFME?"))
    assert confidence.probability(replace(found, hits=(), documents=(), document_scores=())) == 0


def test_without_calibration_the_score_still_orders(plain: Confidence, made_bundle: Path) -> None:
    bundle = Bundle(made_bundle)
    search = Search(bundle, made.WordEncoder())
    told = chance(plain, search, "Tea stall loan. The tea stall loan helps people who sell tea.")
    unknown = chance(plain, search, "cricket")
    bundle.db.close()
    assert 0 <= unknown < told <= 1
    assert plain.threshold == 0.5
    assert plain.reason(search.search) == "not_in_documents"  # type: ignore[arg-type]


def test_what_calibration_stores_comes_from_its_examples(small_bundle: Path) -> None:
    examples = small.examples()
    calibration = Bundle(small_bundle).manifest["calibration"]
    assert calibration["examples"] == len(examples)
    assert calibration["reasons"] == [e.reason for e in examples if e.reason and not e.near]
    assert sum(row["count"] for row in calibration["reliability"]) == len(examples)
    assert len(calibration["coefficients"]) == len(calibration["signals"])


@pytest.mark.usefixtures("few_words")
def test_calibrating_leaves_the_examples_out_of_the_index(tmp_path: Path) -> None:
    plain, calibrated = (
        Bundle(building.build(made.inputs(tmp_path / "library", with_examples), made.WordEncoder(), tmp_path / name))
        for name, with_examples in (("plain", False), ("calibrated", True))
    )
    assert plain.manifest["calibration"] is None
    assert plain.index.ntotal == calibrated.index.ntotal
    assert plain.hash != calibrated.hash
    for bundle in (plain, calibrated):
        bundle.db.close()


@pytest.mark.parametrize(
    ("probabilities", "answers", "low", "high"),
    [
        ([0.905, 0.805, 0.405, 0.305], [1, 1, 0, 0], 0.405, 0.805),
        ([0.505, 0.455, 0.255, 0.1], [1, 1, 0, 0], 0.255, 0.455),
        ([0.755, 0.605, 0.705, 0.5], [1, 0, 1, 0], 0.605, 0.705),
    ],
)
def test_the_threshold_parts_what_can_be_parted(
    probabilities: list[float], answers: list[int], low: float, high: float
) -> None:
    assert low < choose_threshold(np.array(probabilities), np.array(answers)) <= high


def test_reliability_by_hand() -> None:
    rows = reliability(np.array([0.02, 0.08, 0.55, 0.51, 0.59, 1.0]), np.array([0, 1, 1, 1, 0, 1]))
    assert rows == [
        {"count": 2, "predicted": 0.05, "answerable": 0.5},
        {"count": 3, "predicted": 0.55, "answerable": 0.667},
        {"count": 1, "predicted": 1.0, "answerable": 1.0},
    ]
