"""The classifier by itself: learns, survives a round trip, refuses another encoder's weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import Kind, Vectors, open_encoder
from nlu.components.intent_model import IntentModel
from nlu.components.spelling import ngrams, skeleton, spellings

EXAMPLES = {
    "greet": ["hello", "नमस्ते जी", "કેમ છો", "สวัสดีค่ะ", "namaste bhai", "kem cho", "good morning 🙏"],
    "ask_scheme": [
        "pmegp subsidy", "मुद्रा लोन का ब्याज", "ઉદ્યમ ની ફી", "บสย. ค้ำประกัน", "mudra loan kitna", "pmegp ma ketli subsidy",
        "how to apply for cgtmse",
    ],
    "cancel": ["cancel this", "रद्द करो", "રદ કરો", "ยกเลิก", "cancel kar do", "rad karo", "stop the form"],
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    return IntentModel(open_encoder()).fit([text for text, _ in pairs], [intent for _, intent in pairs])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello there", "greet"),
        ("पीएमईजीपी की सब्सिडी", "ask_scheme"),
        ("યોજના રદ કરો", "cancel"),
        ("ขอยกเลิก", "cancel"),
        ("mudra loan subsidy kitni", "ask_scheme"),
    ],
)
def test_it_learns_in_every_script(model: IntentModel, text: str, intent: str) -> None:
    assert model.classes[int(model.predict([text])[0].argmax())] == intent


def test_probabilities_are_probabilities(model: IntentModel) -> None:
    rows = model.predict(["hello", "", "🙏🙏", "\x00", "ก" * 5_000, "\ufdfa" * 50])
    assert rows.shape == (6, 3)
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-5)


def test_saved_and_loaded_it_says_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    texts = ["hello", "મુદ્રા લોન", "ยกเลิก"]
    np.testing.assert_array_equal(IntentModel.load(tmp_path, open_encoder()).predict(texts), model.predict(texts))


class OtherEncoder:
    name = "another"
    dimensions = 384

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        raise AssertionError("must not be used")


def test_weights_of_another_encoder_are_refused(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with pytest.raises(ValueError, match="make train"):
        IntentModel.load(tmp_path, OtherEncoder())


def test_ngrams_stay_inside_padded_words() -> None:
    assert list(ngrams("ab", 2, 4)) == [" a", "ab", "b ", " ab", "ab ", " ab "]
    assert all(" " not in gram.strip() for gram in ngrams("ઉદ્યમ नमस्ते สวัสดี", 2, 4))


@pytest.mark.parametrize(
    "spelt",
    [
        ("nahi", "nhi", "nai"),
        ("kharab", "karab", "khraab"),
        ("chhodo", "chodo"),
        ("wapas", "vaapas"),
        ("paisa", "pesa", "paise"),
        ("joiye", "joie"),
        ("zeher", "jehar"),
    ],
)
def test_words_of_latin_letters_are_one_however_they_are_spelt(spelt: tuple[str, ...]) -> None:
    assert len({skeleton(word) for word in spelt}) == 1


def test_only_words_of_latin_letters_have_many_spellings() -> None:
    assert list(spellings("Mera CASE kya, 42 मेरा h")) == ["mr", "cs", "k", "h", "mr cs", "cs k", "k h"]
    assert list(spellings("🙏 เคส")) == []
