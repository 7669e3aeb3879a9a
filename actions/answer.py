"""A question -> Answer, Clarify or NoAnswer, each a value; composed of quoted facts only.

Nothing here writes prose: bot/wording.py frames what stands here in the person's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from actions.outcomes import DETAILS, Answer, Choice, Clarify, NoAnswer, Outcome, Quote, Topic
from actions.unchecked import unchecked
from knowledge.bundle import Card, Passage
from knowledge.confidence import Confidence
from knowledge.documents import GRADES, SECTIONS
from knowledge.language import native
from knowledge.lexical import STOP_WORDS
from knowledge.romanised import romanise
from knowledge.search import Result, Search

MOST_FACTS = 3
MOST_DOCUMENTS = 5
# A further fact of the same document stands beside the first when its score is this near.
_BESIDE = 0.012
# A fact under the very heading that was asked for may stand further behind.
_ASKED_BESIDE = 0.05
# A caution that ranks first lets the facts it is about come forward.
CAUTIONS, _PAST_CAUTION = SECTIONS[-1], 0.03
# Content words of a message that may be a follow-up; above this probability it needs no context.
SHORT, _SURE = 4, 0.8
# How much less sure the reading in context may be than the one without.
_FAVOUR = 0.15
# Two documents nearer than this, and nothing named: ask which one.
_CLOSE = 0.004


#: Whose schemes are offered to somebody who tells of themselves, by the language they write.
COUNTRIES = {"en": ("IN",), "hi": ("IN",), "gu": ("IN",), "th": ("TH",)}


class Answerer:
    """Answers from one bundle. ``today`` tells which schemes' periods have passed."""

    def __init__(self, search: Search, today: date) -> None:
        self._search, self._today = search, today
        self._confidence = Confidence(search)

    @property
    def bundle_hash(self) -> str:
        return self._search.bundle.hash

    @property
    def confidence(self) -> Confidence:
        return self._confidence

    @property
    def search(self) -> Search:
        return self._search

    @property
    def today(self) -> date:
        return self._today

    @property
    def settings(self) -> dict[str, Any]:
        """What of this answerer's setting up changes its answers, beside the bundle and the day."""
        return {"encoder": self._search.encoder.name, "weights": asdict(self._search.weights)}

    def passage(self, document: str, passage_id: str) -> Passage | None:
        return next((p for p in self._search.bundle.passages_of(document) if p.id == passage_id), None)

    def answer(self, question: str, form: str | None = None, topic: Topic = Topic()) -> Outcome:
        """``topic`` is what was just discussed, against which a short follow-up is understood."""
        query = self._search.prepare(question, form)
        result = self._search.search(query)
        probability = self._confidence.probability(result)
        if self._may_follow(topic, result, probability):
            result, probability = self._follow_up(question, query.form, topic, result, probability)
        outcome = self._outcome(result, probability, topic.detail)
        return self._beside_raw(outcome, result) if isinstance(outcome, NoAnswer) else outcome

    def _beside_raw(self, no: NoAnswer, result: Result) -> NoAnswer:
        """The raw tier is looked at only when the curated one does not know, and never instead of it."""
        tier = self._search.bundle.raw
        if tier is None or no.reason != "not_in_documents" or no.absence:
            return no
        quotes = unchecked(tier, result.query)
        known = (quote.doc_id for quote in quotes if quote.doc_id not in no.documents)
        return replace(no, unchecked=quotes, documents=(*no.documents, *known))

    def _may_follow(self, topic: Topic, alone: Result, probability: float) -> bool:
        """A message that makes good sense by itself, or names another document, is no follow-up."""
        if topic.document not in self._search.bundle.cards or alone.named - {topic.document}:
            return False
        short = len([term for term in alone.query.terms if term not in STOP_WORDS]) <= SHORT
        return short and (probability < _SURE or alone.documents[:1] == (topic.document,))

    def _follow_up(
        self, question: str, form: str, topic: Topic, alone: Result, alone_probability: float
    ) -> tuple[Result, float]:
        """The question read with the document's name and the question before it, where that makes sense of it."""
        focus = topic.document or ""
        card = self._search.bundle.cards[focus]
        name = card.titles.get(native(form), card.title)
        query = self._search.prepare(f"{name}: {topic.question} {question}", form)
        sections = DETAILS.get(topic.detail or "", ())
        together = self._search.search(query, focus=focus, sections=sections)
        probability = self._confidence.probability(together)
        stays = bool(together.hits) and together.hits[0].passage.document == focus
        if stays and probability >= max(self._confidence.threshold, alone_probability - _FAVOUR):
            return together, probability
        return alone, alone_probability

    def _outcome(self, result: Result, probability: float, detail: str | None = None) -> Outcome:
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
        return self._answer(result, rounded, documents, DETAILS.get(detail or "", ()))

    def _answer(
        self, result: Result, probability: float, documents: tuple[str, ...], sections: Sequence[str]
    ) -> Answer:
        best = result.hits[0]
        reach = dict.fromkeys(sections, _ASKED_BESIDE)
        near = _PAST_CAUTION if best.passage.section == CAUTIONS else _BESIDE
        beside = [
            hit
            for hit in result.hits[1:]
            if hit.passage.document == best.passage.document
            and best.score - hit.score <= reach.get(hit.passage.section, near)
            and not hit.passage.absent
        ]
        # What holds comes before what to be careful about.
        shown = sorted([best, *beside][:MOST_FACTS], key=lambda hit: hit.passage.section == CAUTIONS)
        quotes = [self._quote(hit.passage, hit.card, result.query.form, hit.score) for hit in shown]
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
        result = self._search.search(query, limit=60)
        named = {self._search.bundle.cards[document].country for document in result.named}
        here = named or COUNTRIES[native(query.form)]
        fitting = [
            document
            for document in result.documents
            if (card := self._search.bundle.cards[document]).kind in ("scheme", "programme", "")
            and card.country in (*here, "")
        ]
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
        found = (p for p in self._search.bundle.passages_of(document) if p.section == section and not p.absent)
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
    # Who types in Latin letters knows the schemes by their English names.
    return card.title if form != native(form) else card.titles.get(form, card.title)


def _overview(passages: Sequence[Passage]) -> list[Passage]:
    """The first facts of what it is and of its benefits."""
    what = [p for p in passages if p.section == SECTIONS[0]][:2]
    return (what + [p for p in passages if p.section == SECTIONS[1]][:2])[:MOST_FACTS]


def best_source(card: Card, numbers: Sequence[int]) -> dict[str, str]:
    """The best-graded source of a fact; the first of equals."""
    cited = [source for source in card.sources if source["number"] in numbers] or list(card.sources)
    order = {grade: place for place, grade in enumerate(GRADES)}
    return dict(min(cited, key=lambda source: order.get(source["grade"], len(order))))
