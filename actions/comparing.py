"""Two documents side by side: of each the facts that were asked about, quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.context import compares, goes_on
from actions.outcomes import DETAILS, Answer, NoAnswer
from actions.quoting import BENEFITS, behind_name, choice, expired, overview, quote
from knowledge.bundle import Card, Passage
from knowledge.search import Query, Result, Search
from knowledge.slots import asked_for, holds_all

Sure = Callable[[Result], bool]

#: Facts of each document: two of both, a title and a line of sources are six lines.
OF_EACH = 2
#: Nearest facts of a document among which an answer is looked for.
LOOKED_AT = 60
#: The same where two documents share the lines.
_LOOKED_AT_EACH = 12


def comparison(
    search: Search, query: Query, documents: Sequence[str], detail: str | None, today: date, sure: Sure
) -> Answer | NoAnswer:
    """Both documents on what is asked; on what they are and give where nothing is.

    ``sure``: is what was found likely enough an answer?
    """
    cards = [search.bundle.cards[document] for document in documents]
    asked = _asked(search, query, detail)
    shown = {card.id: _facts(search, query, card, asked, sure) for card in cards}
    if not any(shown.values()):
        if asked.firm:
            return NoAnswer(language=query.form, reason="not_in_documents", nearest=choice(cards[0], query.form),
                            documents=tuple(documents), probability=0.0)  # fmt: skip
        # Neither says it: what both are is still an answer to "which".
        shown = {card.id: _main(search.bundle.passages_of(card.id)) for card in cards}
    return Answer(
        language=query.form,
        quotes=tuple(quote(passage, card, query.form, 1.0) for card in cards for passage in shown[card.id]),
        documents=tuple(documents),
        probability=1.0,
        details=(),
        expired_on=max(expired(card, today) for card in cards if shown[card.id]),
        missing=tuple(choice(card, query.form) for card in cards if not shown[card.id]),
    )


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What both are asked: slots, else the words themselves, else the sections of a heading, else nothing."""

    slots: Sequence[str]
    words: str
    sections: Sequence[str]
    firm: bool  #: who asks for this is told when neither says it


def _asked(search: Search, query: Query, detail: str | None) -> _Asked:
    beside = search.beside_names(query)
    slots = asked_for(" ".join(spellings[0] for spellings in beside), query.form)
    follows = goes_on(query.text) and not compares(query.text) and not search.named_documents(query)
    return _Asked(
        slots=slots,
        # "Should I take PMEGP or Mudra" has many words that ask nothing: those beside names count as slots alone.
        words=query.text if follows else "",
        sections=DETAILS.get(detail or "", ()),
        firm=bool(slots or detail) or follows,
    )


def _facts(search: Search, query: Query, card: Card, asked: _Asked, sure: Sure) -> list[Passage]:
    passages = search.bundle.passages_of(card.id)
    if asked.slots:
        return [hit.passage for hit in that_answer(search, query, card.id, asked.slots, _LOOKED_AT_EACH).hits][:OF_EACH]
    if asked.sections:
        return [p for p in passages if p.section in asked.sections and not p.absent][:OF_EACH]
    if not asked.words:
        return _main(passages)
    found = search.search(search.prepare(behind_name(card, asked.words, query.form), query.form), focus=card.id)
    if found.documents[:1] != (card.id,) or not sure(found):
        return []
    return [hit.passage for hit in found.hits if hit.card.id == card.id and not hit.passage.absent][:OF_EACH]


def _main(passages: Sequence[Passage]) -> list[Passage]:
    """The first benefit says the most; what it is comes in front of it."""
    found = overview(passages, OF_EACH)
    return sorted(found, key=lambda passage: passage.section == BENEFITS)


def that_answer(search: Search, query: Query, document: str, slots: Sequence[str], limit: int = LOOKED_AT) -> Result:
    """Of the document's ``limit`` nearest facts those that hold everything that is asked for, best first."""
    inside = search.search(query, limit=limit, within=document)
    hits = tuple(hit for hit in inside.hits if not hit.passage.absent and answers(hit.passage, slots))
    return replace(inside, hits=hits)


def answers(passage: Passage, slots: Sequence[str]) -> bool:
    """Does the fact hold everything that is asked for?"""
    return holds_all(slots, passage.record)
