"""Works a stored answer out again, from the bundle, the day and the context that it was given with."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actions import answers
from actions.answer import Answerer
from actions.answers import Keeping, Kept
from bot.problems import UserProblem
from bot.replies import outcome_words
from bot.settings import ROOT, Settings
from knowledge.bundle import Bundle, BundleError
from knowledge.encoder import kind_of, open_encoder
from knowledge.search import Search
from records.database import Database

#: Settings that change an answer given from one and the same bundle: name such a one here. None does today: which
#: encoder is the bundle's affair, and the weights of the search are hashed as they are (actions/answers.py).
ANSWERING: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replayed:
    kept: Kept
    text: str
    same_text: bool
    same_outcome: bool
    why: str  #: empty when the bytes are the same


@functools.lru_cache(1)
def program_hash() -> str:
    """Of everything between a bundle and the words that a person reads."""
    paths = [path for room in ("knowledge", "actions") for path in (ROOT / room).glob("*.py")]
    # Tables that are read as they stand, and are in no bundle.
    paths += [*(ROOT / "actions").glob("*.yml"), *(ROOT / "knowledge" / "attributes").glob("*.yml")]
    paths += [ROOT / "bot" / "wording.py", ROOT / "bot" / "replies.py"]
    return answers.code_hash([*paths, *(ROOT / "bot" / "words").rglob("*.ftl")])


def keeping(settings: Settings) -> Keeping:
    return Keeping(word=outcome_words, settings=answer_settings(settings), code=program_hash())


def answer_settings(settings: Settings) -> Mapping[str, Any]:
    return {name: getattr(settings, name) for name in ANSWERING}


def open_answerer(folder: Path, today: date) -> Answerer:
    """Raises BundleError, or UserProblem when the bundle's encoder is not at hand."""
    bundle = Bundle(folder)
    try:
        return Answerer(Search(bundle, open_encoder(kind_of(bundle.manifest["encoder"]))), today)
    except ValueError as problem:
        raise UserProblem(str(problem)) from problem


def stored(database: Database, reference: str) -> Kept:
    """An answer as it was given. Raises UserProblem when there is none."""
    with database.read() as connection:
        kept = answers.find(connection, reference)
    if kept is None:
        raise UserProblem(f"there is no answer {reference}; an id looks like A-26-0001, see: sahayak answers")
    return kept


def replay(settings: Settings, database: Database, reference: str, folder: Path | None = None) -> Replayed:
    """Raises UserProblem when there is no such answer, its words were erased, or its bundle is gone."""
    kept = stored(database, reference)
    if kept.erased:
        raise UserProblem(f"{kept.reference} cannot be worked out again: what the person wrote was erased")
    folder = folder or settings.build / "bundles" / kept.bundle[:16]
    if not (folder / "manifest.json").exists():
        raise UserProblem(
            f"the bundle {kept.bundle} that {kept.reference} was given from is gone; it is kept for "
            f"{settings.keep_bundles_days} days (SAHAYAK_KEEP_BUNDLES_DAYS). "
            f"What was shown is still stored: sahayak replay {kept.reference} --stored"
        )
    try:
        answerer = open_answerer(folder, date.fromisoformat(kept.today))
    except (BundleError, UserProblem) as problem:
        raise UserProblem(
            f"the bundle {kept.bundle} is there, but this version cannot read it ({problem}); {kept.reference} can be "
            f"worked out with the version of then. What was shown: sahayak replay {kept.reference} --stored"
        ) from problem
    if answerer.bundle_hash != kept.bundle:
        raise UserProblem(f"{folder} holds the bundle {answerer.bundle_hash}; {kept.reference} needs {kept.bundle}")
    return compare(kept, answerer, keeping(settings))


def compare(kept: Kept, answerer: Answerer, now: Keeping) -> Replayed:
    outcome = answers.work_out(answerer, kept.asked)
    text = now.word(answers.key_of(kept.asked.kind, outcome), outcome, kept.asked.form or outcome.language)
    same_text = text == kept.text
    same_outcome = answers.outcome_json(outcome) == answers.outcome_json(kept.outcome)
    return Replayed(
        kept=kept,
        text=text,
        same_text=same_text,
        same_outcome=same_outcome,
        why="" if same_text and same_outcome else _why(kept, answerer, now),
    )


def _why(kept: Kept, answerer: Answerer, now: Keeping) -> str:
    found = []
    if kept.code != now.code:
        found.append(f"the program or its words changed ({kept.code} then, {now.code} now)")
    if kept.settings != answers.settings_hash(now, answerer):
        found.append(f"settings that change an answer are others ({kept.settings} then)")
    return " and ".join(found) or "nothing that is stored explains it: a fault of the program or of the machine"


def as_json(done: Replayed) -> dict[str, Any]:
    """Without what the person wrote."""
    kept = done.kept
    return {
        "answer": kept.reference,
        "text": done.text,
        "same_text": done.same_text,
        "same_outcome": done.same_outcome,
        "why": done.why,
        "bundle": kept.bundle,
        "settings": kept.settings,
        "code": kept.code,
        "today": kept.today,
        "given_at": kept.created_at.isoformat(),
    }
