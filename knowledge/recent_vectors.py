"""An encoder that keeps its latest vectors: one message is asked for several times within a second.

The gateway encodes a message to send the vector along to the dialogue process, whose classifier needs it; a moment
later an action searches with the same words.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from knowledge.text import for_encoder

if TYPE_CHECKING:  # which imports this module
    from knowledge.encoder import Encoder, Kind, Vectors

#: As many messages as are worked on at once, and then some.
SIZE = 64
#: More texts at once are a build's, and not asked for again.
A_FEW = 4


class RecentVectors:
    """Safe for threads; two that miss the same text at once both encode it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._lock = encoder, threading.Lock()
        self._kept: OrderedDict[tuple[Kind, str], Vectors] = OrderedDict()
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if len(texts) > A_FEW:
            return self._encoder.encode(texts, kind)
        rows = [self._one(text, kind) for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def _one(self, text: str, kind: Kind) -> Vectors:
        key = (kind, for_encoder(text))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        row: Vectors = self._encoder.encode([text], kind)[0]
        self.put(text, kind, row)
        return row

    def put(self, text: str, kind: Kind, vector: Vectors) -> None:
        """Somebody else encoded it with an encoder of the same name."""
        with self._lock:
            self._kept[kind, for_encoder(text)] = vector
            while len(self._kept) > SIZE:
                self._kept.popitem(last=False)
