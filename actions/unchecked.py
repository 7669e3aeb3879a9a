"""What the second tier holds on a question that no curated document answers; shown as read by nobody here."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from actions.outcomes import Quote
from knowledge.documents import RAW_GRADE
from knowledge.entities import named_in, stands_in
from knowledge.raw import RawHit, RawTier
from knowledge.search import Query
from knowledge.slots import asked_for, holds, slots
from knowledge.text import words

#: A passage is shown when it is this near and holds this share of the question's words. Read by eye on the
#: calibration's unanswerable questions against 25,000 raw passages: below, most of what comes is about other things.
NEAR, KNOWN = 0.855, 0.5
MOST, EXCERPT = 1, 300
_PIECE = regex.compile(r"[^.!?।]+[.!?।]*\s*|[.!?।]+\s*")


def unchecked(tier: RawTier, query: Query) -> tuple[Quote, ...]:
    """At most MOST quotes that seem to answer the question; nearness alone is not enough."""
    hits = tier.search(query.vector, query.terms, query.alternatives)
    return tuple(_quote(hit, query) for hit in hits if _fits(query, hit))[:MOST]


def _fits(query: Query, hit: RawHit) -> bool:
    """Near, of the question's own words, with what is asked for and every place and bank that is named."""
    if hit.cosine < NEAR or hit.known < KNOWN:
        return False
    text = hit.passage.encoded
    wanted = [slot for slot in asked_for(query.text, query.form) if slots()[slot].group not in ("rate", "figure")]
    if not all(holds(slot, text) for slot in wanted):
        return False
    known = words(text)
    return all(stands_in(entity, known) for entity in named_in(query.terms))


def _quote(hit: RawHit, query: Query) -> Quote:
    passage = hit.passage
    return Quote(
        doc_id=passage.document,
        passage_id=passage.id,
        title=passage.title,
        quote=excerpt(passage.text, query.terms),
        language=passage.language,
        translated=False,
        as_of=passage.date,
        source_title=passage.title,
        source_url=passage.url,
        grade=RAW_GRADE,
        score=hit.score,
    )


def excerpt(text: str, terms: Sequence[str], limit: int = EXCERPT) -> str:
    """The run of whole sentences within ``limit`` characters that holds the most of the terms; the first of equals."""
    pieces: list[str] = _PIECE.findall(text)
    best, most = text[:limit], -1
    for start in range(len(pieces)):
        run = pieces[start]
        for piece in pieces[start + 1 :]:
            if len(run) + len(piece) > limit:
                break
            run += piece
        found = len(set(words(run)) & set(terms))
        if found > most:
            best, most = run, found
    return best.strip()
