"""Several things asked in one message, "how much is it, and for how many years?": a fact for each.

Only an answer is looked at again: what is refused stays refused, however sure one of its parts may be. What finds no
fact is passed over in silence: on 30 such questions four of five parts that seemed to find none were told already.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from actions.comparing import answers, that_answer
from actions.context import TABLE
from actions.first_fact import in_order
from actions.outcomes import Answer
from actions.quoting import behind_name, quote
from knowledge.bundle import Passage
from knowledge.questions import load_yaml
from knowledge.search import Result, Search
from knowledge.slots import asked_for

#: With a title and a line of sources, as many as fit on a small screen.
_MOST = 3
#: Before a question people tell this of themselves; after one, they ask what it changes.
_OF_PEOPLE = frozenset({"women", "caste", "disabled"})


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a message that asks for something of its own."""

    text: str
    slots: tuple[str, ...]


@functools.lru_cache(1)
def _joint() -> regex.Pattern[str]:
    words = "|".join(load_yaml(TABLE)["joins"])
    return regex.compile(rf"[.?!।,;\n]+\s+|\s+(?:{words})\s+", regex.I)


def parts(text: str, form: str) -> tuple[Part, ...]:
    """The pieces in their order, what asks for nothing beside the one after it; empty when fewer than two ask."""
    found: list[Part] = []
    before = ""
    for piece in filter(None, map(str.strip, _joint().split(text))):
        words = f"{before} {piece}".strip()
        slots = asked_for(piece, form)
        if not slots or (not found and _OF_PEOPLE.issuperset(slots)):
            before = words
            continue
        before = ""
        if found and set(slots) <= set(found[-1].slots):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {words}")
        else:
            found.append(Part(text=words, slots=slots))
    return tuple(found) if len(found) > 1 else ()


class Parts:
    """``sure``: is what was found likely enough an answer?"""

    def __init__(self, search: Search, sure: Callable[[Result], bool]) -> None:
        self._search, self._sure = search, sure

    def told(self, answer: Answer, question: str) -> Answer:
        """The answer with a fact for each thing that was asked of its one document."""
        asked = parts(question, answer.language)
        if not asked or len(answer.discussed) != 1:
            return answer
        document, form = answer.discussed[0], answer.language
        facts = [self._fact(part, document, form) for part in asked[:_MOST]]
        card = self._search.bundle.cards[document]
        quotes = {fact.id: quote(fact, card, form, 1.0) for fact in facts if fact}
        if not all(facts):
            # What was found for the whole message may well be of the part that finds nothing by itself.
            quotes = {answer.quotes[0].passage_id: answer.quotes[0]} | quotes
        return replace(answer, quotes=tuple(quotes.values())[:_MOST]) if len(quotes) > 1 else answer

    def _read(self, part: Part, document: str, form: str) -> str:
        """The part with the document's name, unless it has it itself."""
        if document in self._search.named_documents(self._search.read(part.text, form)):
            return part.text
        return behind_name(self._search.bundle.cards[document], part.text, form)

    def _fact(self, part: Part, document: str, form: str) -> Passage | None:
        query = self._search.prepare(self._read(part, document, form), form)
        found = self._search.search(query, focus=document)
        if found.documents[:1] != (document,) or not self._sure(found):
            return None
        best = in_order(self._search, found).hits[0].passage
        if answers(best, part.slots) and not best.absent:
            return best
        fitting = that_answer(self._search, query, document, part.slots).hits
        return fitting[0].passage if fitting else None
