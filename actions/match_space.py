"""Texts of six language forms as vectors that can be compared with each other."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.questions import load_yaml

#: Text and language form -> its vector, of any length.
Encode = Callable[[str, str], NDArray[np.float32]]


class Space:
    """Vectors that can be compared across languages: what a form's own manner adds is taken off."""

    def __init__(self, name: str, encode: Encode) -> None:
        self.name, self._encode = name, encode
        self._means: dict[str, NDArray[np.float32]] = {}

    def vector(self, text: str, form: str) -> bytes:
        if form not in self._means:
            self._means[form] = np.mean([self._encode(one, form) for one in anchors()[form]], axis=0)
        centred = self._encode(text, form) - self._means[form]
        length = float(np.linalg.norm(centred))
        return (centred / length if length else centred).astype("<f4").tobytes()


@functools.cache
def anchors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load_yaml(Path(__file__).parent / "match_anchors.yml")
    return found
