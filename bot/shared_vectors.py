"""One vector for both processes: the search's, sent along with the message for the classifier of intents.

Encoding is most of what a message costs, and both processes need the same vector, unless the words are romanised:
those are searched with in native letters, and classified as typed.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np

from actions.answer import Answerer
from knowledge.text import fold, for_encoder


def shared_vector(answerer: Callable[[], Answerer], text: str, form: str) -> dict[str, str] | None:
    """``encoder``: whose it is, ``of``: the words, ``values``: little-endian float32 in base64. None: not shared."""
    search = answerer().search
    encoded = search.read(text, form).encoded
    if for_encoder(encoded) != for_encoder(fold(text)):
        return None
    vector = search.encoder.encode([encoded], "query")[0]
    values = base64.b64encode(np.asarray(vector, "<f4").tobytes()).decode()
    return {"encoder": search.encoder.name, "of": encoded, "values": values}
