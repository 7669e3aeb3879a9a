"""A question -> Answer, Clarify or NoAnswer, each a value; composed of quoted facts only.

Nothing here writes prose: bot/wording.py frames what stands here in the person's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.bundle import Card, Passage
from knowledge.confidence import Confidence
from knowledge.documents import GRADES, SECTIONS
from knowledge.language import native
from knowledge.questions import REASONS
from knowledge.romanised import romanise
from knowledge.search import Result, Search

#: What a button or a word may ask of a document, and the sections that answer it.
DETAILS = {
    "benefits": ("Benefits",),
    "eligibility": ("Who can apply", "Who cannot"),
    "papers": ("Papers needed",),
    "apply": ("How to apply",),
    "contact": ("Contacts",),
}
MOST_FACTS = 3
MOST_DOCUMENTS = 5
# A further fact of the same document stands beside the first when its score is this near.
_BESIDE = 0.012
# Two documents nearer than this, and nothing named: ask which one.
_CLOSE = 0.004


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A fact as it is shown, and where it comes from."""

    doc_id: str
    passage_id: str
    title: str
    quote: str
    language: str  #: of the quote
    translated: bool  #: the quote is our translation of the text of record
    as_of: str
    source_title: str
    source_url: str
    grade: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    document: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    language: str
    quotes: tuple[Quote, ...]  #: the first answers the question; all of one document
    documents: tuple[str, ...]
    probability: float
    details: tuple[str, ...]  #: what else the document can say, keys of DETAILS
    expired_on: str = ""  #: end of the scheme's stated period when it has passed
    status: str = "answer"


@dataclass(frozen=True, kw_only=True)
class Clarify:
    language: str
    choices: tuple[Choice, ...]
    documents: tuple[str, ...]
    probability: float
    status: str = "clarify"


@dataclass(frozen=True, kw_only=True)
class NoAnswer:
    language: str
    reason: str  #: one of knowledge.questions.REASONS
    nearest: Choice | None  #: what the documents do say something about
    documents: tuple[str, ...]
    probability: float
    absence: Quote | None = None  #: the document's own sentence that this could not be found
    status: str = "no_answer"

    def __post_init__(self) -> None:
        assert self.reason in REASONS, self.reason


Outcome = Answer | Clarify | NoAnswer


class Answerer:
    """Answers from one bundle. ``today`` tells which schemes' periods have passed."""

    def __init__(self, search: Search, today: date) -> None:
        self._search, self._today = search, today
        self._confidence = Confidence(search)

    @property
    def bundle_hash(self) -> str:
        return self._search.bundle.hash

    def answer(self, question: str, form: str | None = None, focus: str | None = None) -> Outcome:
        """``focus`` is the document just discussed, against which a short follow-up is understood."""
        query = self._search.prepare(question, form)
        result = self._search.search(query)
        probability = self._confidence.probability(result)
        if focus in self._search.bundle.cards and not (result.named - {focus}):
            result, probability = self._follow_up(question, query.form, focus, result, probability)
        return self._outcome(result, probability)

    def _follow_up(
        self, question: str, form: str, focus: str, alone: Result, alone_probability: float
    ) -> tuple[Result, float]:
        """The question read with the focus document's name in front, where that makes more sense of it."""
        card = self._search.bundle.cards[focus]
        name = card.titles.get(native(form), card.title)
        query = self._search.prepare(f"{name}: {question}", form)
        together = self._search.search(query, focus=focus)
        probability = self._confidence.probability(together)
        short = len(alone.query.terms) <= 5
        stays = bool(together.hits) and together.hits[0].passage.document == focus
        if stays and probability >= self._confidence.threshold and (short or alone_probability < probability):
            return together, probability
        return alone, alone_probability

    def _outcome(self, result: Result, probability: float) -> Outcome:
        form = result.query.form
        documents = result.documents[:MOST_DOCUMENTS]
        rounded = round(probability, 4)
        if not result.hits:
            return NoAnswer(language=form, reason="out_of_scope", nearest=None, documents=(), probability=0.0)
        best = result.hits[0]
        if best.passage.absent and probability >= self._confidence.threshold * 0.8:
            quote = self._quote(best.passage, best.card, form, best.score)
            return NoAnswer(language=form, reason="not_in_documents", nearest=self._choice(best.card, form),
                            documents=documents, probability=rounded, absence=quote)  # fmt: skip
        if probability < self._confidence.threshold:
            reason = self._confidence.reason(result)
            nearest = self._choice(best.card, form) if reason == "not_in_documents" else None
            return NoAnswer(language=form, reason=reason, nearest=nearest, documents=documents, probability=rounded)
        choices = self._too_close(result)
        if choices:
            return Clarify(language=form, choices=choices, documents=documents, probability=rounded)
        return self._answer(result, rounded, documents)

    def _answer(self, result: Result, probability: float, documents: tuple[str, ...]) -> Answer:
        best = result.hits[0]
        beside = [
            hit
            for hit in result.hits[1:]
            if hit.passage.document == best.passage.document and best.score - hit.score <= _BESIDE
            and not hit.passage.absent
        ]  # fmt: skip
        quotes = [self._quote(h.passage, h.card, result.query.form, h.score) for h in (best, *beside)][:MOST_FACTS]
        return Answer(
            language=result.query.form,
            quotes=tuple(quotes),
            documents=documents,
            probability=probability,
            details=self.details_of(best.passage.document),
            expired_on=self._expired(best.card),
        )

    def _too_close(self, result: Result) -> tuple[Choice, ...]:
        """Two or three documents that a bare or vague question fits equally well."""
        if len(result.document_scores) < 2 or len(result.query.terms) > 3 or len(result.named) == 1:
            return ()
        best = result.document_scores[0]
        close = [d for d, s in zip(result.documents, result.document_scores, strict=True) if best - s <= _CLOSE][:3]
        if len(close) < 2:
            return ()
        return tuple(self._choice(self._search.bundle.cards[document], result.query.form) for document in close)

    def detail(self, document: str, detail: str, form: str) -> Answer | NoAnswer:
        """What a document says under one heading, for a button or a word like "papers"."""
        card = self._search.bundle.cards[document]
        sections = DETAILS.get(detail, SECTIONS[:2])
        passages = [p for p in self._search.bundle.passages_of(document) if p.section in sections and not p.absent]
        if not passages:
            return NoAnswer(language=form, reason="not_in_documents", nearest=self._choice(card, form),
                            documents=(document,), probability=0.0)  # fmt: skip
        shown = passages[: MOST_FACTS + 1] if detail in DETAILS else _overview(passages)
        return Answer(
            language=form,
            quotes=tuple(self._quote(passage, card, form, 1.0) for passage in shown),
            documents=(document,),
            probability=1.0,
            details=tuple(name for name in self.details_of(document) if name != detail),
            expired_on=self._expired(card),
        )

    def find(self, wish: str, form: str | None = None) -> Clarify | NoAnswer:
        """Documents that may fit what a person tells of themselves, best first."""
        query = self._search.prepare(wish, form)
        result = self._search.search(query, limit=40)
        fitting = [d for d in result.documents if self._search.bundle.cards[d].kind in ("scheme", "programme", "")]
        choices = tuple(self._choice(self._search.bundle.cards[d], query.form) for d in fitting[:3])
        if not choices:
            return NoAnswer(language=query.form, reason="ambiguous", nearest=None, documents=(), probability=0.0)
        return Clarify(
            language=query.form,
            choices=choices,
            documents=result.documents[:MOST_DOCUMENTS],
            probability=round(self._confidence.probability(result), 4),
        )

    def details_of(self, document: str) -> tuple[str, ...]:
        sections = {p.section for p in self._search.bundle.passages_of(document) if not p.absent}
        return tuple(name for name, wanted in DETAILS.items() if sections & set(wanted))

    def knows(self, document: str) -> bool:
        return document in self._search.bundle.cards

    def first_fact(self, document: str, section: str) -> tuple[Card, Passage] | None:
        if not self.knows(document):
            return None
        found = (p for p in self._search.bundle.passages_of(document) if p.section == section)
        passage = next(found, None)
        return (self._search.bundle.cards[document], passage) if passage else None

    def title(self, document: str, form: str) -> str:
        return self._choice(self._search.bundle.cards[document], form).title

    def _choice(self, card: Card, form: str) -> Choice:
        return Choice(document=card.id, title=_title(card, form))

    def _expired(self, card: Card) -> str:
        return card.valid_until if card.valid_until and card.valid_until < self._today.isoformat() else ""

    def _quote(self, passage: Passage, card: Card, form: str, score: float) -> Quote:
        language = native(form) if native(form) in passage.texts else next(iter(passage.texts))
        text = passage.texts[language]
        if language != form and language == native(form):
            text = romanise(text)
        source = best_source(card, passage.sources)
        return Quote(
            doc_id=card.id,
            passage_id=passage.id,
            title=_title(card, form),
            quote=text,
            language=language,
            translated=language != card.language,
            as_of=card.as_of,
            source_title=source["title"],
            source_url=source["url"],
            grade=source["grade"],
            score=score,
        )


def _title(card: Card, form: str) -> str:
    title = card.titles.get(native(form), card.title)
    return romanise(title) if form != native(form) else title


def _overview(passages: Sequence[Passage]) -> list[Passage]:
    """The first facts of what it is and of its benefits."""
    what = [p for p in passages if p.section == SECTIONS[0]][:2]
    return (what + [p for p in passages if p.section == SECTIONS[1]][:2])[:MOST_FACTS]


def best_source(card: Card, numbers: Sequence[int]) -> dict[str, str]:
    """The best-graded source of a fact; the first of equals."""
    cited = [source for source in card.sources if source["number"] in numbers] or list(card.sources)
    order = {grade: place for place, grade in enumerate(GRADES)}
    return dict(min(cited, key=lambda source: order.get(source["grade"], len(order))))
