"""Knowledge without a running service: ask, search, list, show, parse; plain values for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actions.answer import Answerer
from actions.answers import quotes_of
from actions.outcomes import NoAnswer, Outcome
from bot import dialogue_process, row_files
from bot.problems import UserProblem
from bot.settings import Settings
from bot.wording import outcome_text
from knowledge.bundle import Bundle
from knowledge.documents import RAW_GRADE
from knowledge.encoder import kind_of, open_encoder
from knowledge.language import detect
from knowledge.search import Search


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
    """One bundle, opened once."""

    def __init__(self, folder: Path) -> None:
        self.bundle = Bundle(folder)
        try:
            self.search_index = Search(self.bundle, open_encoder(kind_of(self.bundle.manifest["encoder"])))
        except ValueError as problem:
            raise UserProblem(str(problem)) from problem
        self.answerer = Answerer(self.search_index, datetime.now(UTC).date())

    def ask(self, text: str, form: str | None) -> dict[str, Any]:
        """The JSON object of `sahayak ask`."""
        outcome = self.answerer.answer(text, form)
        return as_json(outcome)


def as_json(outcome: Outcome) -> dict[str, Any]:
    quotes = quotes_of(outcome)
    if isinstance(outcome, NoAnswer) and not quotes:
        quotes = outcome.unchecked
    names = ("doc_id", "passage_id", "title", "quote", "as_of", "source_url", "score")
    return {
        "status": outcome.status,
        "reason": outcome.reason if isinstance(outcome, NoAnswer) else None,
        "language": outcome.language,
        "text": outcome_text(outcome),
        "passages": [
            {name: getattr(quote, name) for name in names} | ({"tier": RAW_GRADE} if quote.grade == RAW_GRADE else {})
            for quote in quotes
        ],
        "documents": list(outcome.documents),
        "probability": outcome.probability,
    }


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
