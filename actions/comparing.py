"""Two documents side by side: of each the facts that were asked about, quoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.outcomes import DETAILS, Answer, Choice, Quote
from actions.quoting import BENEFITS, choice, expired, overview, quote
from knowledge.bundle import Passage
from knowledge.search import Query, Search
from knowledge.slots import asked_for, holds

#: Facts of each document: two of both, a title and a line of sources are six lines.
OF_EACH = 2
#: Hits of one document that are looked at.
_LOOKED_AT = 12


def comparison(search: Search, query: Query, documents: Sequence[str], detail: str | None, today: date) -> Answer:
    """Both documents on what is asked; on what they are and give where nothing is."""
    form = query.form
    quotes: list[Quote] = []
    missing: list[Choice] = []
    for document in documents:
        card = search.bundle.cards[document]
        shown = _facts(search, query, document, detail)
        quotes += [quote(passage, card, form, 1.0) for passage in shown]
        if not shown:
            missing.append(choice(card, form))
    if not quotes:  # neither says it: what both are is still an answer to "which"
        missing = []
        for document in documents:
            card = search.bundle.cards[document]
            facts = overview(search.bundle.passages_of(document), OF_EACH)
            quotes += [quote(passage, card, form, 1.0) for passage in facts]
    ended = [expired(search.bundle.cards[document], today) for document in documents]
    return Answer(
        language=form,
        quotes=tuple(quotes),
        documents=tuple(documents),
        probability=1.0,
        details=(),
        expired_on=max(ended),
        missing=tuple(missing),
    )


def _facts(search: Search, query: Query, document: str, detail: str | None) -> list[Passage]:
    sections = DETAILS.get(detail or "", ())
    wanted = asked_for(" ".join(spellings[0] for spellings in search.beside_names(query)), query.form)
    passages = search.bundle.passages_of(document)
    if sections:
        return [p for p in passages if p.section in sections and not p.absent][:OF_EACH]
    if not wanted:
        return _main(passages)
    hits = search.search(query, limit=_LOOKED_AT, within=document).hits
    fitting = [hit.passage for hit in hits if not hit.passage.absent and answers(hit.passage, wanted)]
    return fitting[:OF_EACH]


def _main(passages: Sequence[Passage]) -> list[Passage]:
    """The first benefit says the most; what it is comes in front of it."""
    found = overview(passages, OF_EACH)
    return sorted(found, key=lambda passage: passage.section == BENEFITS)


def answers(passage: Passage, wanted: Sequence[str]) -> bool:
    """Does the fact hold everything that is asked for?"""
    return all(holds(slot, passage.record) for slot in wanted)
