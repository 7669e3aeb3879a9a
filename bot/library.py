"""The project's knowledge as inputs of a bundle, and the build that `run` and `kb build` share."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.problems import UserProblem
from bot.settings import ROOT, Settings
from knowledge import build as building
from knowledge.bundle import make_live
from knowledge.documents import read_library, stamp
from knowledge.encoder import VectorCache, encoder_name, open_encoder
from knowledge.inputs import Inputs, from_documents, from_jsonl
from knowledge.questions import load_yaml, read_examples, read_intent_examples, read_questions, stale

KNOWLEDGE = ROOT / "knowledge"
#: Encoding takes about a second for this many texts.
WORTH_TELLING = 256
#: Seconds after which nobody works on a build any more.
UNFINISHED_FOR = 86_400
Say = Callable[[str], None]


def project_inputs() -> Inputs:
    """Documents, translations, questions and examples of the project. Raises DocumentError."""
    documents, translations = read_library(KNOWLEDGE / "documents")
    cards, passages = from_documents(documents, translations)
    return Inputs(
        cards=cards,
        passages=passages,
        questions=read_questions(KNOWLEDGE / "questions", {d.id: d for d in documents}),
        examples=read_examples(KNOWLEDGE / "calibration"),
        chat=read_intent_examples(ROOT / "nlu"),
    )


def corpus_inputs(path: Path) -> Inputs:
    """Passages of a JSONL file; language examples are the project's. Raises UserProblem naming the line."""
    try:
        cards, passages = from_jsonl(path)
    except (OSError, ValueError) as problem:
        raise UserProblem(str(problem)) from problem
    if not passages:
        raise UserProblem(f"{path} holds no passages")
    chat = read_intent_examples(ROOT / "nlu")
    return Inputs(cards=cards, passages=passages, questions=[], examples=[], chat=chat)


def quick(inputs: Inputs) -> Inputs:
    """Enough to answer while the rest is being encoded: facts of record and names, no questions."""
    passages = [replace(p, texts=dict([next(iter(p.texts.items()))])) for p in inputs.passages]
    return replace(inputs, passages=passages, questions=[])


def build(settings: Settings, inputs: Inputs, out: Path, say: Say) -> Path:
    """Build ``out`` unless it already is the bundle of these inputs."""
    encoder = VectorCache(settings.build / "vectors.sqlite", open_encoder(settings.encoder), _progress(say))
    if building.needed(out, inputs.hash(encoder.name)):
        return building.build(inputs, encoder, out, say)
    return out


def build_live(settings: Settings, say: Say, only_quick: bool = False) -> Path:
    """Build the project's bundle and make it live; older bundles are removed, but the one before stays."""
    inputs = project_inputs()
    if only_quick:
        inputs = quick(inputs)
    name = inputs.hash(encoder_name(settings.encoder))[:16]
    bundles = settings.build / "bundles"
    bundles.mkdir(parents=True, exist_ok=True)
    made = build(settings, inputs, bundles / name, say)
    make_live(settings.build, made)
    _remove_old(bundles, keep=made)
    return made


def _remove_old(bundles: Path, keep: Path) -> None:
    # Names with a dot in front are builds under way, or killed: never the bundle to go back to.
    unfinished = [p for p in bundles.glob(".*") if time.time() - p.stat().st_mtime > UNFINISHED_FOR]
    others = sorted((p for p in bundles.glob("[!.]*") if p != keep), key=lambda path: path.stat().st_mtime)
    for old in unfinished + others[:-1]:
        shutil.rmtree(old, ignore_errors=True)


def _progress(say: Say) -> Callable[[int, int], None]:
    last = 0

    def report(done: int, total: int) -> None:
        nonlocal last
        if total >= WORTH_TELLING and (done == total or done // WORTH_TELLING != last):
            last = done // WORTH_TELLING
            say(f"encoded {done} of {total} texts")

    return report


def stale_files() -> list[Path]:
    """Translations and question files whose document has changed since."""
    documents, translations = read_library(KNOWLEDGE / "documents")
    known = {d.id: d for d in documents}
    old = [t for t in translations if not t.is_current(known[t.id])]
    paths = [KNOWLEDGE / "documents" / t.language / f"{t.id}.md" for t in old]
    return paths + stale(KNOWLEDGE / "questions", known)


def stamp_files(paths: list[Path]) -> int:
    """Mark files as matching their document again, after a person has read them against it."""
    documents, _ = read_library(KNOWLEDGE / "documents")
    known = {d.id: d.content_hash for d in documents}
    return sum(stamp(path, known[path.stem]) for path in paths)


def helpline_table() -> dict[str, str]:
    """Country -> id of its helpline's document, from actions/helplines.yml."""
    table: dict[str, str] = load_yaml(ROOT / "actions" / "helplines.yml")
    return table
