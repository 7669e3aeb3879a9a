"""Knowledge without a running service: ask, search, list, show, parse; plain values for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actions import helplines
from actions.answer import Answerer
from actions.answers import quotes_of
from actions.helplines import Helpline
from actions.outcomes import NoAnswer, Outcome, Quote
from actions.quoting import quote
from bot import dialogue_process, guard, library, row_files
from bot.problems import UserProblem
from bot.settings import Settings
from bot.wording import outcome_text, say
from knowledge.bundle import Bundle
from knowledge.documents import RAW_GRADE
from knowledge.encoder import kind_of, open_encoder
from knowledge.language import detect
from knowledge.search import Search
from knowledge.talk import Talk

#: How much nearer than any other example one of distress must be (cosines), by what would else be said: that a person
#: must decide, another no, an answer; who has an answer is not turned away for so little. ``BEYOND_PLAIN``: and nearer
#: than any example of a plain question, which "will I get a loan" is near to. Of our examples of distress, each left
#: out in turn, these find 90 of 100, and they take 2 of 100 other messages (without BEYOND_PLAIN: 84, 2.5).
NEARER = {"needs_person": -0.01, "no_answer": 0.0, "answer": 0.04, "clarify": 0.04}
BEYOND_PLAIN = 0.01


@dataclass(frozen=True, kw_only=True)
class ParseRow:
    qid: str | None
    text: str
    lang: str | None


def read_rows(path: Path) -> list[ParseRow]:
    """Rows of a batch file. Raises UserProblem naming the line."""
    rows = row_files.read(path, ("qid", "text"), ("text",))
    return [ParseRow(qid=row["qid"], text=row["text"], lang=row.get("lang")) for row in rows]


class Asker:
    """One bundle, opened once. ``more`` are the operator's own helplines."""

    def __init__(self, folder: Path, more: Sequence[Helpline] = ()) -> None:
        self.bundle = Bundle(folder)
        try:
            self.search_index = Search(self.bundle, open_encoder(kind_of(self.bundle.manifest["encoder"])))
        except ValueError as problem:
            raise UserProblem(str(problem)) from problem
        self.answerer = Answerer(self.search_index, datetime.now(UTC).date())
        self._talk, self._more = Talk(folder), more
        found = {
            country: self.answerer.first_fact(document, "Contacts")
            for country, document in library.helpline_table().items()
        }
        self._contacts = {country: contact for country, contact in found.items() if contact}

    def ask(self, text: str, form: str | None) -> dict[str, Any]:
        """The JSON object of `sahayak ask`."""
        if unread := self.unread(text, form):
            return unread
        checked = guard.check(text)
        shown = self.shown(checked.text, self.answerer.answer(checked.text, form))
        if checked.cut:
            shown["text"] = f"{say(shown['language'], 'too-long', limit=guard.LIMIT)}\n{shown['text']}"
        return shown

    def unread(self, text: str, form: str | None) -> dict[str, Any] | None:
        """What is said to a message that nobody can read, as the chat says it; None when it can be read."""
        checked = guard.check(text)
        if not checked.problem:
            return None
        form = form or detect(checked.text, self.bundle.language).form
        no = NoAnswer(language=form, reason="out_of_scope", nearest=None, documents=(), probability=0.0)
        return as_json(no) | {"text": say(form, checked.problem)}

    def shown(self, text: str, outcome: Outcome) -> dict[str, Any]:
        """The outcome, or the helplines where the message speaks of distress."""
        if not (self._contacts or self._more) or not self._in_distress(text, outcome):
            return as_json(outcome)
        form = outcome.language
        passages = {country: passage for country, (_, passage) in self._contacts.items()}
        whom = helplines.lines(passages, self._more, form)
        quotes = tuple(quote(fact, card, form, 1.0) for card, fact in self._contacts.values())
        quotes = tuple(one for one in quotes if one.quote in whom)
        documents = tuple(dict.fromkeys([*(one.doc_id for one in quotes), *outcome.documents]))
        no = NoAnswer(language=form, reason="needs_person", nearest=None, documents=documents, probability=0.0)
        return as_json(no) | {
            "text": say(form, "distress-helplines", helplines="\n".join(whom)),
            "passages": _passages(quotes),
        }

    def _in_distress(self, text: str, outcome: Outcome) -> bool:
        if not self._talk.knows("distress"):
            return False
        vector = self.search_index.encoder.encode([text], "query")[0]
        needs_person = isinstance(outcome, NoAnswer) and outcome.reason == "needs_person"
        if self._talk.nearer("distress", vector) <= NEARER["needs_person" if needs_person else outcome.status]:
            return False
        read = self.search_index.prepare(text, outcome.language).vector
        plain = self.answerer.confidence.likeness_to_plain(read)
        return self._talk.likeness("distress", vector) - plain > BEYOND_PLAIN


def as_json(outcome: Outcome) -> dict[str, Any]:
    quotes = quotes_of(outcome)
    if isinstance(outcome, NoAnswer) and not quotes:
        quotes = outcome.unchecked
    return {
        "status": outcome.status,
        "reason": outcome.reason if isinstance(outcome, NoAnswer) else None,
        "language": outcome.language,
        "text": outcome_text(outcome),
        "passages": _passages(quotes),
        "documents": list(outcome.documents),
        "probability": outcome.probability,
    }


def _passages(quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    names = ("doc_id", "passage_id", "title", "quote", "as_of", "source_url", "score")
    return [
        {name: getattr(one, name) for name in names} | ({"tier": RAW_GRADE} if one.grade == RAW_GRADE else {})
        for one in quotes
    ]


def parse_rows(settings: Settings, rows: Sequence[ParseRow]) -> list[dict[str, Any]]:
    """Intent, confidence, language and entities of each row."""
    model = Bundle(settings.live_bundle).language
    parsed = dialogue_process.parse(settings, [row.text for row in rows])
    return [
        {
            "intent": one["intent"],
            "confidence": one["confidence"],
            "language": row.lang or detect(row.text, model).form,
            "entities": one["entities"],
        }
        for row, one in zip(rows, parsed, strict=True)
    ]


def list_documents(folder: Path) -> list[dict[str, Any]]:
    bundle = Bundle(folder)
    return [
        {
            "id": card.id,
            "title": card.title,
            "kind": card.kind,
            "country": card.country,
            "as_of": card.as_of,
            "languages": sorted({form for p in bundle.passages_of(card.id) for form in p.texts}),
        }
        for card in bundle.cards.values()
    ]


def show_document(folder: Path, document: str) -> dict[str, Any] | None:
    bundle = Bundle(folder)
    card = bundle.cards.get(document)
    if card is None:
        return None
    return asdict(card) | {"facts": [asdict(passage) for passage in bundle.passages_of(document)]}


def as_text(shown: dict[str, Any]) -> str:
    lines = [shown["title"], f"as of {shown['as_of']}, checked on {shown['checked_on']}"]
    for fact in shown["facts"]:
        lines.append(f"  {fact['id']}  [{fact['section']}] {next(iter(fact['texts'].values()))}")
    for source in shown["sources"]:
        lines.append(f"  [{source['number']}] {source['title']} {source['url']} ({source['date']}, {source['grade']})")
    return "\n".join(lines)
