"""A bundle: built, immutable knowledge in one folder, opened read-only.

knowledge.sqlite   documents, passages in every language, full-text index, transliteration words
vectors.faiss      flat inner-product index of 16-bit numbers; row numbers are those of the table ``vectors``
language.npz       the Latin-script language model
exemplars.npz, talk.npz   examples of what is refused and of what is no question; see confidence.py, talk.py
raw.sqlite, raw.faiss   the second tier, where there is one: see knowledge/raw.py
manifest.json      what it was built from, the encoder, the calibration of refusal
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.language import LatinModel
from knowledge.raw import INDEX as RAW_INDEX
from knowledge.raw import RawTier
from knowledge.romanised import Transliterator

FORMAT = 3
KINDS = ("fact", "question", "document", "alias")


class BundleError(RuntimeError):
    """The bundle cannot be read; the message says how to make one."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is known about one document besides its facts."""

    id: str
    title: str
    titles: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    country: str
    kind: str
    needs: tuple[str, ...]
    audience: str
    language: str  #: of the text of record
    as_of: str
    checked_on: str
    valid_until: str
    sources: tuple[Mapping[str, Any], ...]  #: number, title, url, date, grade


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One fact, with its text in every language there is one."""

    id: str  #: ``<document>#<fact key>``
    document: str
    section: str
    texts: Mapping[str, str]  #: language -> text; the record's language first
    sources: tuple[int, ...]
    absent: bool  #: says that something could not be found
    places: tuple[str, ...] = ()  #: where in each source, "p. 4" or ""; empty when no source tells

    @property
    def record(self) -> str:
        """The text of record."""
        return next(iter(self.texts.values()))


class Bundle:
    """Opened once, shared by threads; every read is of immutable data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        try:
            self.manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise BundleError(f"no bundle in {folder}; build one with: sahayak kb build") from problem
        if self.manifest.get("format") != FORMAT:
            raise BundleError(f"the bundle in {folder} is of another version; build it again with: sahayak kb build")
        self.hash: str = self.manifest["hash"]
        try:
            self._open()
        except (OSError, RuntimeError, ValueError, KeyError, sqlite3.Error) as problem:
            cure = "build it again with: sahayak kb build"
            raise BundleError(f"the bundle in {folder} is not whole ({problem}); {cure}") from problem

    def _open(self) -> None:
        uri = f"file:{self.folder / 'knowledge.sqlite'}?mode=ro&immutable=1"
        self.db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        # Threads that spin against a busy neighbour made a search of 1 ms take 11.
        faiss.omp_set_num_threads(1)
        self.index = faiss.read_index(str(self.folder / "vectors.faiss"))
        self.language = LatinModel.load(self.folder / "language.npz")
        self.raw = RawTier(self.folder) if (self.folder / RAW_INDEX).exists() else None
        self._passages: dict[int, Passage] = {}
        self._read_vectors()
        self._read_documents()

    def _read_vectors(self) -> None:
        rows = self.db.execute("select passage, kind, form from vectors order by row").fetchall()
        self.vector_passage: NDArray[np.int32] = np.array([row[0] for row in rows], np.int32)
        self.vector_kind: NDArray[np.int8] = np.array([KINDS.index(row[1]) for row in rows], np.int8)
        self.vector_form: list[str] = [row[2] for row in rows]

    def _read_documents(self) -> None:
        self.cards: dict[str, Card] = {}
        for (blob,) in self.db.execute("select card from documents order by position"):
            facts = json.loads(blob)
            facts["aliases"] = {form: tuple(names) for form, names in facts["aliases"].items()}
            for name in ("needs", "sources"):
                facts[name] = tuple(facts[name])
            self.cards[facts["id"]] = Card(**facts)
        self.documents = list(self.cards)
        position = {document: place for place, document in enumerate(self.documents)}
        rows = self.db.execute("select id, document from passages order by position").fetchall()
        self.passage_ids = [row[0] for row in rows]
        self.passage_document: NDArray[np.int32] = np.array([position[row[1]] for row in rows], np.int32)

    def passage(self, place: int) -> Passage:
        """The passage at a position of ``passage_ids``."""
        # Every question looks at a dozen; read again by another thread, it is the same.
        if place not in self._passages:
            row = self.db.execute(
                "select id, document, section, texts, sources, absent from passages where position = ?", (place,)
            ).fetchone()
            self._passages[place] = _passage(row)
        return self._passages[place]

    def passages_of(self, document: str) -> list[Passage]:
        rows = self.db.execute(
            "select id, document, section, texts, sources, absent from passages where document = ? order by position",
            (document,),
        ).fetchall()
        return [_passage(row) for row in rows]

    def places_of(self, document: str) -> NDArray[np.int64]:
        return np.flatnonzero(self.passage_document == self.documents.index(document))

    @cached_property
    def transliterators(self) -> Mapping[str, Transliterator]:
        kept = frozenset(row[0] for row in self.db.execute("select word from english_words"))
        found = {}
        for form in ("hi-Latn", "gu-Latn"):
            rows = self.db.execute("select spelling, word from native_words where form = ?", (form,))
            found[form] = Transliterator(dict(rows.fetchall()), kept)
        return found


def stored_sources(passage: Passage) -> str:
    """Numbers; [number, place] where the place is told. Bundles without places stay what they were."""
    places = passage.places or ("",) * len(passage.sources)
    return json.dumps([[n, p] if p else n for n, p in zip(passage.sources, places, strict=True)], ensure_ascii=False)


def _passage(row: tuple[Any, ...]) -> Passage:
    cited = [one if isinstance(one, list) else [one, ""] for one in json.loads(row[4])]
    places = tuple(place for _, place in cited)
    return Passage(
        id=row[0],
        document=row[1],
        section=row[2],
        texts=json.loads(row[3]),
        sources=tuple(number for number, _ in cited),
        absent=bool(row[5]),
        places=places if any(places) else (),
    )


def live_folder(build: Path) -> Path:
    """Where the live bundle is: ``build/live`` is a link that publishing swaps."""
    return build / "live"


def make_live(build: Path, bundle: Path) -> None:
    """Point ``build/live`` at a bundle in one atomic step; readers keep the one they have open."""
    link = live_folder(build)
    aside = build / f".live-{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(os.path.relpath(bundle.resolve(), build.resolve()))
    aside.replace(link)


class LiveBundle:
    """Hands out the live bundle and notices a new one without a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bundle: Bundle | None = None

    def get(self) -> Bundle:
        target = Path(os.path.realpath(self._folder))
        bundle = self._bundle
        if bundle is None or bundle.folder != target:
            try:
                bundle = self._bundle = Bundle(target)
            except BundleError:
                if Path(os.path.realpath(self._folder)) == target:
                    raise
                return self.get()  # swapped again, and this one removed, while it was being opened
        return bundle
