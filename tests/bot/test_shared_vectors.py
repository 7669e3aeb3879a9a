"""The vector of a message travels to the dialogue process when both would make the same one."""

from __future__ import annotations

import base64
from datetime import date

import numpy as np
import pytest

from actions.answer import Answerer
from bot.shared_vectors import shared_vector
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.search import Search
from knowledge.text import fold


@pytest.fixture(scope="module")
def answerer(opened_bundle: Bundle) -> Answerer:
    return Answerer(Search(opened_bundle, open_encoder()), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("en", "What is CGTMSE?"),
        ("hi", "सीजीटीएमएसई क्या है?"),
        ("gu", "સીજીટીએમએસઈ શું છે? 👍🏽"),
        ("th", "บสย. ค้ำประกันเท่าไร"),
    ],
)
def test_it_is_the_one_the_classifier_would_make(answerer: Answerer, form: str, text: str) -> None:
    sent = shared_vector(lambda: answerer, text, form)
    assert sent is not None
    assert sent["encoder"] == answerer.search.encoder.name
    values = np.frombuffer(base64.b64decode(sent["values"]), "<f4")
    assert (values == open_encoder().encode([fold(text)], "query")[0]).all()


@pytest.mark.parametrize(
    ("form", "text"), [("hi-Latn", "mudra me loan kitna milta hai"), ("gu-Latn", "loan mate shu joie")]
)
def test_romanised_words_are_searched_in_native_letters_and_classified_as_typed(
    answerer: Answerer, form: str, text: str
) -> None:
    assert shared_vector(lambda: answerer, text, form) is None
