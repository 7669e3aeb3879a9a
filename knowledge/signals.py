"""What is known about how well a search's best passages answer its question: a row of numbers.

From the search (scores, margin, agreement), from the words (which of them this document knows), from what is
asked for (slots), from names the document does not know, and from the nearest examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.entities import KINDS as ENTITY_KINDS
from knowledge.entities import named_in, stands_in, years_asked, years_in
from knowledge.facts import SECTIONS
from knowledge.language import FORMS
from knowledge.search import Result, Search
from knowledge.slots import asked_for, beside_what_asks, holds, holds_all, slots
from knowledge.text import words

GROUPS = ("contact", "particular", "rate", "figure")
SIGNALS = (
    "fact", "question", "document", "alias", "margin", "coverage", "lexical", "named", "named_first",
    "known_in_document", "known_in_passage", "question_agrees", "fact_agrees", "first_three",
    *(f"{group}_{where}" for group in GROUPS for where in ("asked", "missing", "missing_in_document")),
    "slot_present", "missing_in_named", "held_by_other",
    *(f"{kind}_elsewhere" for kind in ENTITY_KINDS), "year_elsewhere", "place_and_detail",
    "absent", "caution", "short", "unanswerable", "question_over_unanswerable", "answerable",
    "answerable_over_unanswerable", "chat",
    *(f"form_{form}" for form in FORMS[1:]),
)  # fmt: skip
#: Of a document that is named, what it does not hold is known nowhere.
NAMED_GROUPS = ("contact", "particular")
#: A message of at most so many telling words leaves much open.
SHORT = 2


@dataclass(frozen=True, kw_only=True)
class Near:
    """Cosines of the nearest example of each kind; 0 where there is none."""

    answerable: float = 0.0
    unanswerable: float = 0.0
    chat: float = 0.0


class Signals:
    """Computes the row of one bundle's searches."""

    def __init__(self, search: Search) -> None:
        self._search = search
        # Bounded by the number of documents; a bundle's texts never change.
        self._facts = lru_cache(512)(self._read_facts)
        self._words = lru_cache(512)(self._read_words)

    def of(self, result: Result, near: Near) -> dict[str, float]:
        """By name, in SIGNALS order."""
        best = result.hits[0]
        of_words = self._of_words(result)
        knows_all = of_words["known_in_document"] == 1.0
        row = self._of_search(result) | of_words | self._of_slots(result, knows_all) | self._of_names(result)
        if row["place_elsewhere"] or row["bank_elsewhere"]:
            row["place_and_detail"] = float(any(row[f"{group}_asked"] for group in GROUPS))
        question = best.parts.question / max(self._search.weights.question, 1e-9)
        row |= {
            "absent": float(best.passage.absent),
            "caution": float(best.passage.section == SECTIONS[-1]),
            "short": float(len(result.query.alternatives) <= SHORT),
            "unanswerable": near.unanswerable,
            "question_over_unanswerable": (question - near.unanswerable) * 10,
            "answerable": near.answerable,
            "answerable_over_unanswerable": (near.answerable - near.unanswerable) * 10,
            "chat": near.chat,
            **{f"form_{form}": float(result.query.form == form) for form in FORMS[1:]},
        }
        return {name: row[name] for name in SIGNALS}

    def _of_search(self, result: Result) -> dict[str, float]:
        best = result.hits[0]
        document = best.passage.document
        first, second = (*result.document_scores, 0.0)[:2]
        by_question = max(result.hits, key=lambda hit: hit.parts.question)
        by_fact = max(result.hits, key=lambda hit: hit.parts.fact)
        return {
            "fact": best.parts.fact,
            "question": best.parts.question,
            "document": best.parts.document,
            "alias": best.parts.alias,
            "margin": (first - second) * 10,
            "coverage": result.coverage,
            "lexical": best.parts.lexical * 10,
            "named": float(bool(result.named)),
            "named_first": float(document in result.named),
            "question_agrees": float(by_question is best) + float(by_question.passage.document == document),
            "fact_agrees": float(by_fact is best) + float(by_fact.passage.document == document),
            "first_three": float(len({hit.passage.document for hit in result.hits[:3]})),
        }

    def _of_words(self, result: Result) -> dict[str, float]:
        best = result.hits[0]
        places = self._search.bundle.places_of(best.passage.document)
        known = self._search.lexical.known_in
        return {
            "known_in_document": known(result.query.alternatives, int(places[0]), int(places[-1])),
            "known_in_passage": known(result.query.alternatives, best.place, best.place),
        }

    def _of_slots(self, result: Result, knows_all: bool) -> dict[str, float]:
        best = result.hits[0]
        wanted = asked_for(result.query.text, result.query.form)
        beside = " ".join(
            hit.passage.record for hit in result.hits[:3] if hit.passage.document == best.passage.document
        )
        whole = self._facts(best.passage.document)
        if result.named and best.passage.document not in result.named and not knows_all:
            # "CGTMSE toll free": a number of somebody else is no answer. "UP ODOP margin money" is a scheme of its own.
            beside = whole = "\n".join(map(self._facts, sorted(result.named)))
        row = {"slot_present": float(any(holds(slot, best.passage.record) for slot in wanted))}
        for group in GROUPS:
            mine = [slot for slot in wanted if slots()[slot].group == group]
            row[f"{group}_asked"] = float(bool(mine))
            row[f"{group}_missing"] = float(any(not holds(slot, beside) for slot in mine))
            row[f"{group}_missing_in_document"] = float(any(not holds(slot, whole) for slot in mine))
        missing = any(row[f"{group}_missing_in_document"] for group in NAMED_GROUPS)
        row["missing_in_named"] = float(missing and best.passage.document in result.named)
        row["held_by_other"] = self._held_by_other(result, wanted)
        return row

    def _held_by_other(self, result: Result, wanted: Sequence[str]) -> float:
        """1 when the best fact holds nothing of what is asked, and those that do know less of what it is asked of.

        "Interest on SMILE": the one fact of SIDBI's document with an interest in it is about another scheme.
        """
        best, known_in = result.hits[0], self._search.lexical.known_in
        bundle = self._search.bundle
        if not wanted or holds_all(wanted, best.passage.record):
            return 0.0
        words = beside_what_asks(result.query.text, result.query.alternatives)
        places = [int(place) for place in bundle.places_of(best.passage.document)]
        holding = [place for place in places if holds_all(wanted, bundle.passage(place).record)]
        here = known_in(words, best.place, best.place)
        return float(bool(holding) and all(known_in(words, place, place) < here for place in holding))

    def _of_names(self, result: Result) -> dict[str, float]:
        document = result.hits[0].passage.document
        known = self._words(document)
        missing = [entity.kind for entity in named_in(result.query.terms) if not stands_in(entity, known)]
        known_years = years_in(self._facts(document))
        years = years_asked(result.query.text, max(known_years, default=0)) - known_years
        row = {f"{kind}_elsewhere": float(kind in missing) for kind in ENTITY_KINDS}
        return row | {"year_elsewhere": float(bool(years)), "place_and_detail": 0.0}

    def _read_facts(self, document: str) -> str:
        return "\n".join(p.record for p in self._search.bundle.passages_of(document) if not p.absent)

    def _read_words(self, document: str) -> Sequence[str]:
        card = self._search.bundle.cards[document]
        names = [*card.titles.values(), *(name for aliases in card.aliases.values() for name in aliases)]
        texts = [text for p in self._search.bundle.passages_of(document) for text in p.texts.values()]
        return words(" . ".join([*names, *texts]))
