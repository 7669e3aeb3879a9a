"""A question -> Answer, Clarify or NoAnswer, each a value; composed of quoted facts only.

Nothing here writes prose: bot/wording.py frames what stands here in the person's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from actions.comparing import comparison
from actions.contact_of_one import contact_of_one
from actions.context import asks_what_it_is, compared, is_bare
from actions.finding import MOST as MOST_FOUND
from actions.finding import fitting, told
from actions.first_fact import ALIKE, ASKED_BESIDE, beside_it, in_order
from actions.following import FollowUps
from actions.outcomes import DETAILS, Answer, Choice, Clarify, NoAnswer, Outcome, Topic
from actions.parts import Parts
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
# A caution that ranks first lets the facts it is about come forward.
CAUTIONS, _PAST_CAUTION = SECTIONS[-1], 0.03
# A question that is a name and no more is one about it.
_NAMED = 0.9
# Documents of the search that a wish is matched with.
_LOOKED_AT = 60
# Two documents nearer than this, and nothing named: ask which one.
_CLOSE = 0.004


#: Whose schemes are offered to somebody who tells of themselves, by the language they write.
COUNTRIES = {"en": "IN", "hi": "IN", "gu": "IN", "th": "TH"}


class Answerer:
    """Answers from one bundle. ``today`` tells which schemes' periods have passed."""

    def __init__(self, search: Search, today: date) -> None:
        self._search, self._today = search, today
        self._confidence = Confidence(search)
        self._follow_ups = FollowUps(search, self._confidence, self._outcome, self.detail)
        self._parts = Parts(search, self._is_sure)

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
            return comparison(self._search, query, both, topic.detail, self._today, self._is_sure)
        result = self._search.search(query)
        probability = self._confidence.probability(result)
        about = asks_what_it_is(self._search, query)
        if about and about == result.documents[0]:
            return replace(self.detail(about, "", query.form), probability=round(max(probability, self._surely), 4))
        outcome = self._contact(result, probability)
        outcome = outcome or self._follow_ups.answer(question, topic, result, probability)
        outcome = outcome or self._bare(result)
        outcome = outcome or self._outcome(result, probability, topic.detail)
        if isinstance(outcome, Answer):
            return self._parts.told(outcome, question)
        return self._beside_raw(outcome, result) if isinstance(outcome, NoAnswer) else outcome

    def _contact(self, result: Result, probability: float) -> Outcome | None:
        """None when no contact is asked of one document, or that document is the best and may say that it has none."""
        contact = contact_of_one(self._search, result)
        if contact is None or (not contact.found.hits and contact.document == result.documents[0]):
            return None
        if contact.found.hits:
            itself = contact.document == result.documents[0]
            found = probability if itself else self._confidence.probability(contact.found)
            return self._outcome(contact.found, max(found, self._confidence.threshold if contact.alone else 0.0))
        card, form = self._search.bundle.cards[contact.document], result.query.form
        return NoAnswer(language=form, reason="not_in_documents", nearest=choice(card, form),
                        documents=contact.found.documents[:MOST_DOCUMENTS],
                        probability=round(min(probability, self._confidence.threshold / 2), 4))  # fmt: skip

    def _bare(self, result: Result) -> NoAnswer | None:
        """What says no more than "loan" fits dozens of documents: none of them is the answer."""
        if not is_bare(self._search, result.query):
            return None
        return NoAnswer(language=result.query.form, reason="ambiguous", nearest=None,
                        documents=result.documents[:MOST_DOCUMENTS], probability=0.0)  # fmt: skip

    def _is_sure(self, result: Result) -> bool:
        return self._confidence.probability(result) >= self._confidence.threshold

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

    def _outcome(self, result: Result, probability: float, detail: str | None = None) -> Outcome:
        form = result.query.form
        documents = result.documents[:MOST_DOCUMENTS]
        rounded = round(probability, 4)
        if not result.hits:
            return NoAnswer(language=form, reason="out_of_scope", nearest=None, documents=(), probability=0.0)
        result = in_order(self._search, result)
        best = result.hits[0]
        if best.passage.absent and probability >= self._confidence.threshold * 0.8:
            absence = quote(best.passage, best.card, form, best.score)
            return NoAnswer(language=form, reason="not_in_documents", nearest=choice(best.card, form),
                            documents=documents, probability=rounded, absence=absence)  # fmt: skip
        if probability < self._confidence.threshold:
            reason = self._why_not(result)
            nearest = choice(best.card, form) if reason in ("not_in_documents", "expired") else None
            return NoAnswer(language=form, reason=reason, nearest=nearest, documents=documents, probability=rounded)
        choices = self._too_close(result)
        if choices:
            return Clarify(language=form, choices=choices, documents=documents, probability=rounded)
        return self._answer(result, rounded, documents, DETAILS.get(detail or "", ()))

    def _why_not(self, result: Result) -> str:
        """The reason of the nearest refused example, unless the question is too bare or its scheme has ended."""
        reason = self._confidence.reason(result)
        if reason != "not_in_documents":
            return reason
        if not result.named and self._too_close(result):
            return "ambiguous"
        card, query = result.hits[0].card, result.query
        # A phone number was never there: that the scheme has ended is not why it is not known.
        ended = card.id in result.named and expired(card, self._today) and not asked_for(query.text, query.form)
        return "expired" if ended else reason

    def _answer(
        self, result: Result, probability: float, documents: tuple[str, ...], sections: Sequence[str]
    ) -> Answer:
        best = result.hits[0]
        reach = dict.fromkeys(sections, ASKED_BESIDE)
        near = _PAST_CAUTION if best.passage.section == CAUTIONS else ALIKE
        beside = [
            hit
            for hit in result.hits[1:]
            if hit.passage.document == best.passage.document
            and best.score - hit.score <= reach.get(hit.passage.section, near)
            and not hit.passage.absent
        ]
        beside.sort(key=beside_it(result.query.text, result.query.form))
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
