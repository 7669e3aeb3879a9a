"""The project's knowledge as inputs of a bundle, and the build that `run`, `kb build` and `kb publish` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from actions import helplines
from actions.helplines import Helpline
from bot.problems import UserProblem
from bot.settings import ROOT, Settings
from knowledge import build as building
from knowledge.bundle import Card
from knowledge.documents import Document, read_library, stamp
from knowledge.encoder import VectorCache, encoder_name, open_encoder
from knowledge.inputs import Inputs, from_documents, from_jsonl
from knowledge.questions import load_yaml, read_examples, read_intent_examples, read_questions, stale
from knowledge.raw import RawPassage, read_raw, sample

KNOWLEDGE = ROOT / "knowledge"
#: Encoding takes about a second for this many texts.
WORTH_TELLING = 256
Say = Callable[[str], None]


def project_inputs(knowledge: Path | None = None) -> Inputs:
    """Documents, translations, questions and examples of the project. Raises DocumentError."""
    folder = knowledge or KNOWLEDGE
    documents, translations = read_library(folder / "documents")
    cards, passages = from_documents(documents, translations)
    return Inputs(
        cards=cards,
        passages=passages,
        questions=read_questions(folder / "questions", {d.id: d for d in documents}),
        examples=read_examples(folder / "calibration"),
        chat=read_intent_examples(ROOT / "nlu"),
        raw=raw_passages(folder / "raw", documents) if (folder / "raw").is_dir() else (),
    )


def raw_passages(
    path: Path, documents: Iterable[Document | Card], leave_out: Sequence[str] = (), count: int | None = None
) -> Sequence[RawPassage]:
    """The second tier from a JSONL file or a folder of them; ``count``: a sample. Raises UserProblem."""
    with _explained(path):
        found = read_raw(path, {document.id for document in documents}, leave_out)
    return sample(found, count) if count else found


def with_raw(inputs: Inputs, path: Path, leave_out: Sequence[str] = (), count: int | None = None) -> Inputs:
    """These inputs with raw passages beside those they have. Raises UserProblem."""
    return replace(inputs, raw=(*inputs.raw, *raw_passages(path, inputs.cards, leave_out, count)))


def corpus_inputs(path: Path) -> Inputs:
    """Passages of a JSONL file; language examples are the project's. Raises UserProblem naming the line."""
    with _explained(path):
        cards, passages = from_jsonl(path)
    chat = read_intent_examples(ROOT / "nlu")
    return Inputs(cards=cards, passages=passages, questions=[], examples=[], chat=chat)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Raises UserProblem for what cannot be read, or says which line of it."""
    try:
        yield
    except OSError as problem:
        raise UserProblem(f"{problem.filename or path} cannot be read: {problem.strerror}") from problem
    except ValueError as problem:
        raise UserProblem(str(problem)) from problem


def quick(inputs: Inputs) -> Inputs:
    """Enough to answer while the rest is being encoded: names, and facts by their text of record; no questions."""
    return replace(inputs, first_language_only=True, questions=[], raw=())


def name_of(inputs: Inputs, settings: Settings) -> str:
    """The name of the bundle that these inputs make with the encoder in use."""
    return inputs.hash(encoder_name(settings.encoder))[:16]


def build(settings: Settings, inputs: Inputs, out: Path, say: Say) -> Path:
    """Build ``out`` unless it already is the bundle of these inputs."""
    encoder = VectorCache(settings.build / "vectors.sqlite", open_encoder(settings.encoder), progress(say))
    if building.needed(out, inputs.hash(encoder.name)):
        return building.build(inputs, encoder, out, say)
    return out


def progress(say: Say) -> Callable[[int, int], None]:
    last = 0

    def report(done: int, total: int) -> None:
        nonlocal last
        if total >= WORTH_TELLING and (done == total or done // WORTH_TELLING != last):
            last = done // WORTH_TELLING
            say(f"encoded {done} of {total} texts")

    return report


def stale_files(knowledge: Path | None = None) -> list[Path]:
    """Translations and question files whose document has changed since."""
    folder = knowledge or KNOWLEDGE
    documents, translations = read_library(folder / "documents")
    known = {d.id: d for d in documents}
    old = [t for t in translations if not t.is_current(known[t.id])]
    paths = [folder / "documents" / t.language / f"{t.id}.md" for t in old]
    return paths + stale(folder / "questions", known)


def stamp_files(paths: list[Path], knowledge: Path | None = None) -> int:
    """Mark files as matching their document again, after a person has read them against it."""
    documents, _ = read_library((knowledge or KNOWLEDGE) / "documents")
    known = {d.id: d.content_hash for d in documents}
    return sum(stamp(path, known[path.stem]) for path in paths)


def more_helplines(settings: Settings, today: date) -> tuple[Helpline, ...]:
    """What the operator's file adds. Raises HelplineError."""
    return helplines.read(Path(settings.helplines), today) if settings.helplines else ()


def helpline_table() -> dict[str, str]:
    """Country -> id of its helpline's document, from actions/helplines.yml."""
    table: dict[str, str] = load_yaml(ROOT / "actions" / "helplines.yml")
    return table
