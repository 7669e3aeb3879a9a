"""Which examples of what people say besides questions a message is nearest to, without the dialogue model.

The vectors are those of confidence.EXEMPLARS; talk.npz beside them names the intent of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.arrays import read_arrays
from knowledge.confidence import EXEMPLARS, QUESTION_INTENTS
from knowledge.encoder import Vectors

TALK = "talk.npz"


def write_talk(folder: Path, chat: Sequence[tuple[str, str, str]]) -> None:
    """``chat``: the (form, intent, text) that the exemplars were made of, in that order."""
    names = [intent for _, intent, _ in chat if intent not in QUESTION_INTENTS]
    np.savez(folder / TALK, intents=np.array(names, dtype=np.str_))


class Talk:
    """Of a bundle that was calibrated; one made before talk.npz was knows no intent."""

    def __init__(self, folder: Path) -> None:
        self._intents, self._vectors = np.array([], dtype=np.str_), np.zeros((0, 1), np.float32)
        if (folder / TALK).exists() and (folder / EXEMPLARS).exists():
            self._intents = read_arrays(folder / TALK)["intents"]
            self._vectors = read_arrays(folder / EXEMPLARS)["chat"].astype(np.float32)

    def knows(self, intent: str) -> bool:
        return bool((self._intents == intent).any())

    def likeness(self, intent: str, vector: Vectors) -> float:
        """Cosine of the nearest example of ``intent``; -1 without one."""
        return float((self._vectors[self._intents == intent] @ vector).max(initial=-1.0))

    def nearer(self, intent: str, vector: Vectors) -> float:
        """By how much an example of ``intent`` is nearer than any other: below 0 when another is."""
        cosines, own = self._vectors @ vector, self._intents == intent
        return float(cosines[own].max(initial=-1.0) - cosines[~own].max(initial=-1.0))
