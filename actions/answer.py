"""A question -> Answer, Clarify or NoAnswer, each a value; composed of quoted facts only.

Nothing here writes prose: bot/wording.py frames what stands here in the person's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from actions.comparing import answers, comparison
from actions.context import asks_what_it_is, compared, goes_on, is_short
from actions.finding import MOST as MOST_FOUND
from actions.finding import fitting, told
from actions.outcomes import DETAILS, Answer, Choice, Clarify, NoAnswer, Outcome, Topic
from actions.quoting import choice, expired, overview, quote, title
from actions.unchecked import unchecked
from knowledge.bundle import Card, Passage
from knowledge.confidence import Confidence
from knowledge.facts import SECTIONS
from knowledge.language import native
from knowledge.search import Result, Search
from knowledge.slots import asked_for

MOST_FACTS = 3
MOST_DOCUMENTS = 5
# A further fact of the same document stands beside the first when its score is this near.
_BESIDE = 0.012
# A fact under the very heading that was asked for may stand further behind.
_ASKED_BESIDE = 0.05
# A caution that ranks first lets the facts it is about come forward.
CAUTIONS, _PAST_CAUTION = SECTIONS[-1], 0.03
# A short message above this probability needs no context.
_SURE = 0.8
# A question that is a name and no more is one about it.
_NAMED = 0.9
# Documents of the search that a wish is matched with.
_LOOKED_AT = 60
# How much less sure the reading in context may be than the one without.
_FAVOUR = 0.15
# Two documents nearer than this, and nothing named: ask which one.
_CLOSE = 0.004


#: Whose schemes are offered to somebody who tells of themselves, by the language they write.
COUNTRIES = {"en": "IN", "hi": "IN", "gu": "IN", "th": "TH"}


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
        both = compared(self._search, query, topic)
        if both:
            return comparison(self._search, query, both, topic.detail, self._today)
        result = self._search.search(query)
        probability = self._confidence.probability(result)
        about = asks_what_it_is(self._search, query)
        if about and about == result.documents[0]:
            return replace(self.detail(about, "", query.form), probability=round(max(probability, self._surely), 4))
        outcome = None
        if self._may_follow(topic, result, probability):
            outcome = self._follow_up(question, topic, result, probability)
        outcome = outcome or self._outcome(result, probability, topic.detail)
        return self._beside_raw(outcome, result) if isinstance(outcome, NoAnswer) else outcome

    @property
    def _surely(self) -> float:
        """Of a question that is a document's name and nothing else."""
        return max(self._confidence.threshold, _NAMED)

    def _beside_raw(self, no: NoAnswer, result: Result) -> NoAnswer:
        """The raw tier is looked at only when the curated one does not know, and never instead of it."""
        tier = self._search.bundle.raw
        if tier is None or no.reason != "not_in_documents" or no.absence:
            return no
        quotes = unchecked(tier, result.query)
        known = (quote.doc_id for quote in quotes if quote.doc_id not in no.documents)
        return replace(no, unchecked=quotes, documents=(*no.documents, *known))

    def _may_follow(self, topic: Topic, alone: Result, probability: float) -> bool:
        """A message that makes good sense by itself is no follow-up, unless it says that it is one."""
        focus = next(iter(topic.documents), None)
        if focus not in self._search.bundle.cards or not is_short(alone.query):
            return False
        named = set(self._search.named_documents(alone.query)) - {focus}
        if named:
            return goes_on(alone.query.text) and len(named) == 1 and bool(topic.question)
        return goes_on(alone.query.text) or probability < _SURE or alone.documents[:1] == (focus,)

    def _follow_up(self, question: str, topic: Topic, alone: Result, alone_probability: float) -> Outcome | None:
        """The message behind the document's name, then also behind the question before: the first that makes sense.

        "And Mudra?" is the question before, about Mudra. A thing that is asked for must stand in what is quoted.
        """
        form = alone.query.form
        named = self._search.named_documents(alone.query)
        focus = next((document for document in named if document not in topic.documents[:1]), topic.documents[0])
        card = self._search.bundle.cards[focus]
        name = card.titles.get(native(form), card.title)
        before = self._without_names(topic.question, form)
        other = focus in named and focus != topic.documents[0]
        readings = [f"{name}: {before}"] if other else [f"{name}: {question}", f"{name}: {before} {question}"]
        least = self._confidence.threshold
        if not goes_on(question):
            least = max(least, alone_probability - _FAVOUR)
        wanted = asked_for(before if other else question, form)
        for reading in readings:
            query = self._search.prepare(reading, form)
            found = self._search.search(query, focus=focus, sections=DETAILS.get(topic.detail or "", ()))
            probability = self._confidence.probability(found)
            sure = found.documents[:1] == (focus,) and probability >= least
            # "And the interest?" is about the document, however unlikely it looks by itself.
            if sure or (wanted and goes_on(question)):
                return self._holding(found, focus, wanted, max(probability, least), topic.detail)
        return None

    def _holding(
        self, found: Result, focus: str, wanted: Sequence[str], probability: float, detail: str | None
    ) -> Outcome:
        """Facts of the document that hold all that is wanted come first; without one it is not known."""
        if found.documents[:1] == (focus,) and (not wanted or answers(found.hits[0].passage, wanted)):
            return self._outcome(found, probability, detail)
        inside = self._search.search(found.query, limit=_LOOKED_AT, within=focus)
        fitting = tuple(hit for hit in inside.hits if not hit.passage.absent and answers(hit.passage, wanted))
        if fitting:
            return self._outcome(replace(inside, hits=fitting), probability, detail)
        card = self._search.bundle.cards[focus]
        return NoAnswer(
            language=found.query.form,
            reason="not_in_documents",
            nearest=choice(card, found.query.form),
            documents=found.documents[:MOST_DOCUMENTS],
            probability=round(min(probability, self._confidence.threshold / 2), 4),
        )

    def _without_names(self, question: str, form: str) -> str:
        read = self._search.read(question, form)
        return " ".join(spellings[0] for spellings in self._search.beside_names(read))

    def _outcome(self, result: Result, probability: float, detail: str | None = None) -> Outcome:
        form = result.query.form
        documents = result.documents[:MOST_DOCUMENTS]
        rounded = round(probability, 4)
        if not result.hits:
            return NoAnswer(language=form, reason="out_of_scope", nearest=None, documents=(), probability=0.0)
        best = result.hits[0]
        if best.passage.absent and probability >= self._confidence.threshold * 0.8:
            absence = quote(best.passage, best.card, form, best.score)
            return NoAnswer(language=form, reason="not_in_documents", nearest=choice(best.card, form),
                            documents=documents, probability=rounded, absence=absence)  # fmt: skip
        if probability < self._confidence.threshold:
            reason = self._confidence.reason(result)
            nearest = choice(best.card, form) if reason == "not_in_documents" else None
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
        quotes = [quote(hit.passage, hit.card, result.query.form, hit.score) for hit in shown]
        return Answer(
            language=result.query.form,
            quotes=tuple(quotes),
            documents=documents,
            probability=probability,
            details=self.details_of(best.passage.document),
            expired_on=expired(best.card, self._today),
        )

    def _too_close(self, result: Result) -> tuple[Choice, ...]:
        """Two or three documents that a bare or vague question fits equally well."""
        if len(result.document_scores) < 2 or len(result.query.terms) > 3 or len(result.named) == 1:
            return ()
        best = result.document_scores[0]
        close = [d for d, s in zip(result.documents, result.document_scores, strict=True) if best - s <= _CLOSE][:3]
        if len(close) < 2:
            return ()
        return tuple(choice(self._search.bundle.cards[document], result.query.form) for document in close)

    def detail(self, document: str, detail: str, form: str) -> Answer | NoAnswer:
        """What a document says under one heading, for a button or a word like "papers"."""
        card = self._search.bundle.cards[document]
        sections = DETAILS.get(detail, SECTIONS[:3])
        passages = [p for p in self._search.bundle.passages_of(document) if p.section in sections and not p.absent]
        if not passages:
            return NoAnswer(language=form, reason="not_in_documents", nearest=choice(card, form),
                            documents=(document,), probability=0.0)  # fmt: skip
        shown = passages[: MOST_FACTS + 1] if detail in DETAILS else overview(passages, MOST_FACTS)
        return Answer(
            language=form,
            quotes=tuple(quote(passage, card, form, 1.0) for passage in shown),
            documents=(document,),
            probability=1.0,
            details=tuple(name for name in self.details_of(document) if name != detail),
            expired_on=expired(card, self._today),
        )

    def find(self, wish: str, form: str | None = None) -> Clarify | NoAnswer:
        """Documents that may fit what a person tells of themselves, best first, each with what it is for."""
        query = self._search.prepare(wish, form)
        result = self._search.search(query, limit=_LOOKED_AT)
        cards = self._search.bundle.cards
        named = {cards[document].country for document in result.named} - {""}
        country = min(named) if len(named) == 1 else COUNTRIES[native(query.form)]
        facets = told(wish, query.form)
        fits = fitting(facets, result.documents, result.document_scores, country, cards) if facets else ()
        choices = [choice(cards[fit.document], query.form, fit.why) for fit in fits]
        chosen = {one.document for one in choices}
        for document in result.documents:
            card = cards[document]
            if not facets and len(choices) < MOST_FOUND and document not in chosen and _is_offered(card, country):
                choices.append(choice(card, query.form))
        if not choices:
            return NoAnswer(language=query.form, reason="ambiguous", nearest=None, documents=(), probability=0.0)
        return Clarify(
            language=query.form,
            choices=tuple(choices),
            documents=tuple(dict.fromkeys([*(one.document for one in choices), *result.documents]))[:MOST_DOCUMENTS],
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
        return title(self._search.bundle.cards[document], form)


def _is_offered(card: Card, country: str) -> bool:
    return card.kind in ("scheme", "programme", "") and card.country in (country, "")
