"""A workshop over made-up documents and a made-up encoder: publishing without seconds of building.

``python -m tests.bot.publish_made FOLDER [STAGE]`` publishes what stands in FOLDER in a process of its own. With
STAGE it says "waiting" and waits for ever at the STAGE-th thing that publishing tells, to be killed there.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import wordfreq

from bot.publishing import Ask, Judgement, Wish, publish_now
from knowledge import build as building
from knowledge import history, shelf
from knowledge.bundle import Bundle
from knowledge.documents import read_document, read_library
from knowledge.inputs import Inputs, from_documents
from knowledge.publish import Golden, Reply
from knowledge.review import Check, check_of, sign
from knowledge.search import Search
from tests.knowledge import made
from tests.knowledge.made import WordEncoder

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WISH = Wish(by="Asha", why="the ceiling was raised")
#: Answered by a fact of the tea loan, or by none of the made-up documents.
GOLDEN = [
    Golden(form="en", text="loan up to 50,000 interest", documents=("in-tea",), reason=""),
    Golden(form="en", text="phone of the tea office", documents=("in-tea",), reason=""),
    Golden(form="hi", text="ऋण 50,000 रुपये", documents=("in-tea",), reason=""),
    Golden(form="gu", text="રેશમ મેળો", documents=("th-silk",), reason=""),
    Golden(form="th", text="งานผ้าไหม", documents=("th-silk",), reason=""),
    Golden(form="en", text="who won yesterday's cricket 🏏", documents=(), reason="out_of_scope"),
    Golden(form="hi-Latn", text="kal barish hogi kya", documents=(), reason="out_of_scope"),
]


@dataclass
class Made:
    """Everything of one folder: ``library`` and ``build``."""

    folder: Path
    margin: float = 0.06
    keep_bundles_days: int = 90
    time: datetime = NOW
    said: list[str] = field(default_factory=list)
    cites: Collection[str] | None = frozenset()
    questions: Sequence[Golden] = field(default_factory=lambda: list(GOLDEN))
    left_out: Sequence[str] = ()  #: files that are older than their document
    unreadable: set[str] = field(default_factory=set)  #: bundles that "this version" cannot ask

    @property
    def build(self) -> Path:
        return self.folder / "build"

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def inputs(self) -> Inputs:
        cards, passages = from_documents(*read_library(self.library))
        return Inputs(cards=cards, passages=passages, questions=[], examples=[], chat=made.CHAT)

    def name(self) -> str:
        return self.inputs().hash(WordEncoder.name)[:16]

    def make(self, out: Path) -> Path:
        if not building.needed(out, self.name()):
            return out
        return building.build(self.inputs(), WordEncoder(), out, self.say)

    def golden(self) -> Sequence[Golden]:
        return self.questions

    def asker(self, bundle: Path) -> Ask:
        if bundle.name in self.unreadable:
            raise ValueError("of another encoder")
        search = Search(Bundle(bundle), WordEncoder())

        def ask(question: Golden) -> Reply:
            result = search.search(search.prepare(question.text, question.form))
            if result.coverage < 0.5:
                return Reply(status="no_answer", reason="out_of_scope")
            best = result.hits[0].passage
            return Reply(status="answer", documents=(best.document,), quotes=(next(iter(best.texts.values())),))

        return ask

    def checks(self, documents: Sequence[str]) -> dict[str, Check]:
        paths = {name: self.library / "en" / f"{name}.md" for name in documents}
        return {name: check_of(path, read_document(path)) for name, path in paths.items()}

    def stale(self) -> Sequence[str]:
        return self.left_out

    def cited(self) -> Collection[str] | None:
        return self.cites

    def now(self) -> datetime:
        return self.time

    def say(self, text: str) -> None:
        self.said.append(text)

    # --- what an admin does

    def edit(self, old: str, new: str, signed: bool = True) -> None:
        path = self.library / "en" / "in-tea.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        if signed:
            sign(path, "Asha", "2026-11-21")

    def regress(self) -> None:
        """The fact behind two golden answers goes."""
        self.edit("- The loan is up to Rs 50,000 at 4% interest. [1][2]\n", "- It helps. [1]\n")
        self.edit("Phone of the tea office: 1800-111-222", "Ask somebody")

    def publish(self, wish: Wish = WISH) -> Judgement:
        return publish_now(self, wish)

    def live(self) -> str:
        return (self.build / "live").resolve().name

    def records(self) -> list[history.Record]:
        return history.read(shelf.history_file(self.build))


class Waits(Made):
    at = 0

    def say(self, text: str) -> None:
        super().say(text)
        if len(self.said) == self.at:
            print("waiting", flush=True)
            threading.Event().wait()


def main(folder: str, stage: str = "0") -> None:
    wordfreq.get_frequency_dict = made.few_hindi_words
    workshop = Waits(Path(folder))
    workshop.at = int(stage)
    print("begun", flush=True)
    print(workshop.publish().hash, len(workshop.said))


if __name__ == "__main__":
    main(*sys.argv[1:])
