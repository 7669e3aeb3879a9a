"""What publishing works with, taken from the settings: documents, encoder, golden questions, answers, records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from actions import answers
from actions.outcomes import Clarify, NoAnswer, Outcome
from bot import library
from bot.asking import Asker
from bot.problems import UserProblem
from bot.publishing import Ask, Judgement, Wish, Workshop, publish_now, put_live
from bot.settings import ROOT, Settings
from knowledge import golden, shelf
from knowledge.bundle import Bundle, BundleError
from knowledge.documents import read_document, read_library
from knowledge.encoder import encoder_name
from knowledge.history import Record
from knowledge.inputs import Inputs
from knowledge.language import FORMS, detect
from knowledge.publish import Golden, Reply
from knowledge.questions import read_examples, read_intent_examples, read_questions
from knowledge.review import Check, check_of, sign
from knowledge.text import clean, fold
from records.database import Database

Say = Callable[[str], None]


class RealWorkshop:
    """The project's own knowledge; documents are read once, when they are first needed."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self.settings, self.say = settings, say
        self.build, self.margin = settings.build, settings.publish_margin
        self.keep_bundles_days = settings.keep_bundles_days
        self._inputs: Inputs | None = None

    @property
    def inputs(self) -> Inputs:
        if self._inputs is None:
            self._inputs = library.project_inputs(self.settings.knowledge)
        return self._inputs

    def name(self) -> str:
        return library.name_of(self.inputs, self.settings)

    def make(self, out: Path) -> Path:
        return library.build(self.settings, self.inputs, out, self.say)

    def golden(self) -> Sequence[Golden]:
        return golden.read_golden(self.settings.knowledge / "golden")

    def asker(self, bundle: Path) -> Ask:
        asker = Asker(bundle)
        return lambda question: reply(asker.answerer.answer(question.text, question.form))

    def checks(self, documents: Sequence[str]) -> dict[str, Check]:
        folder = self.settings.knowledge / "documents" / "en"
        # What has no file here is of the raw tier, which nobody signs.
        paths = {name: path for name in documents if (path := folder / f"{name}.md").is_file()}
        return {name: check_of(path, read_document(path)) for name, path in paths.items()}

    def stale(self) -> Sequence[str]:
        folder = self.settings.knowledge
        return [str(path.relative_to(folder)) for path in library.stale_files(folder)]

    def cited(self) -> Collection[str] | None:
        return cited_bundles(self.settings)

    def now(self) -> datetime:
        return datetime.now(UTC)


def reply(outcome: Outcome) -> Reply:
    """An outcome as publishing compares it: not its probability, which moves with every change."""
    if isinstance(outcome, Clarify):
        return Reply(status="clarify", documents=tuple(choice.document for choice in outcome.choices))
    quotes = answers.quotes_of(outcome)
    return Reply(
        status=outcome.status,
        reason=outcome.reason if isinstance(outcome, NoAnswer) else "",
        documents=tuple(dict.fromkeys(quote.doc_id for quote in quotes)),
        quotes=tuple(quote.quote for quote in quotes),
    )


def cited_bundles(settings: Settings) -> frozenset[str] | None:
    """Bundles that stored answers name; None when the records cannot be read, and then nothing is concluded."""
    database = Database(settings.database)
    try:
        with database.read() as connection:
            return answers.cited_bundles(connection)
    except sa.exc.SQLAlchemyError:
        return None
    finally:
        database.close()


def make_quick(workshop: RealWorkshop, wish: Wish) -> Record:
    """Facts of record and names alone, live in a minute: only where nothing usable is live."""
    inputs = library.quick(workshop.inputs)
    with shelf.one_at_a_time(workshop.build):
        name = library.name_of(inputs, workshop.settings)
        out = shelf.candidate_folder(workshop.build, name)
        candidate = library.build(workshop.settings, inputs, out, workshop.say)
        shelf.mark_quick(candidate)
        return put_live(workshop, shelf.shelve(workshop.build, candidate), wish, "build")


def live_state(settings: Settings) -> Literal["none", "quick", "whole"]:
    """``none``: nothing that the app could open with the encoder of the settings."""
    try:
        bundle = Bundle(settings.live_bundle)
    except BundleError:
        return "none"
    if bundle.manifest["encoder"] != encoder_name(settings.encoder):
        return "none"
    return "quick" if shelf.is_quick(settings.live_bundle) else "whole"


def sign_documents(settings: Settings, names: Sequence[str], by: str) -> list[str]:
    """Signs all or, when one cannot be read, those before it. Raises DocumentError."""
    folder = settings.knowledge / "documents" / "en"
    missing = [name for name in names if not (folder / f"{name}.md").is_file()]
    if missing:
        raise UserProblem(f"no document {missing[0]} in {folder}; nothing was signed")
    return [sign(folder / f"{name}.md", by, datetime.now(UTC).date().isoformat()).id for name in names]


def add_golden(
    settings: Settings, question: str, expect: str, says: Sequence[str], form: str, reason: str, by: str
) -> Path:
    """Raises DocumentError, and BundleError when the form must be detected and nothing is live."""
    if form and form not in FORMS:
        raise UserProblem(f"--lang {form}: must be one of {', '.join(FORMS)}")
    known = {path.stem for path in (settings.knowledge / "documents" / "en").glob("*.md")}
    documents, why_not = golden.expected(expect, reason, known)
    form = form or detect(question, Bundle(settings.live_bundle).language).form
    example = Golden(form=form, text=clean(question), documents=documents, reason=why_not, says=tuple(says))
    today = datetime.now(UTC).date().isoformat()
    return golden.add(settings.knowledge / "golden", example, learnt(settings.knowledge), by, today)


def learnt(folder: Path) -> dict[str, str]:
    """Folded text -> where it stands: all that is indexed, calibrated with or trained on."""
    documents, _ = read_library(folder / "documents")
    asked = read_questions(folder / "questions", {document.id: document for document in documents})
    rows = [(q.text, f"knowledge/questions/{q.form}/{q.document}.yml") for q in asked]
    rows += [(e.text, f"knowledge/calibration/{e.form}.yml") for e in read_examples(folder / "calibration")]
    rows += [(text, f"nlu/{form}/{intent}.yml") for form, intent, text in read_intent_examples(ROOT / "nlu")]
    return {fold(text): where for text, where in rows}


_: type[Workshop] = RealWorkshop  # mypy compares the two here


def publish_what_changed(settings: Settings, by: str, signed: bool, say: Say) -> Judgement:
    """For `run`, `prepare` and `kb build`: the gate is the same, the reason is theirs."""
    return publish_now(RealWorkshop(settings, say), Wish(by=by, why="documents or code have changed", signed=signed))


def build_only(settings: Settings, say: Say) -> str:
    """For `kb build`: live where nothing usable is, else a candidate to look at. Returns what to tell."""
    workshop = RealWorkshop(settings, say)
    if live_state(settings) == "none":
        judged = publish_what_changed(settings, "kb build", signed=False, say=say)
        return str(settings.live_bundle.resolve()) if judged.published else f"{judged.hash} is live already"
    with shelf.one_at_a_time(workshop.build):
        made = workshop.make(shelf.candidate_folder(workshop.build, workshop.name()))
    say("not live; to compare it with what is live and publish it: sahayak kb publish --why TEXT")
    return str(made)
