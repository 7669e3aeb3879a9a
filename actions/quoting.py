"""Quotes of a bundle's facts as a person of one language form is shown them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from actions.outcomes import Choice, Quote
from knowledge.bundle import Card, Passage
from knowledge.documents import GRADES
from knowledge.facts import SECTIONS
from knowledge.language import native
from knowledge.romanised import romanise

WHAT_IT_IS, BENEFITS, WHO = SECTIONS[:3]


def in_form(passage: Passage, form: str) -> str:
    """In the form's own language, romanised for a romanised form; else the text of record."""
    return text_in_form(passage.texts, form) or passage.record


def text_in_form(texts: Mapping[str, str], form: str) -> str | None:
    """Of texts by language: the form's own, else its native one romanised; None when there is neither."""
    if form in texts:
        return texts[form]
    text = texts.get(native(form))
    return None if text is None else romanise(text)


def quote(passage: Passage, card: Card, form: str, score: float) -> Quote:
    language = native(form) if native(form) in passage.texts else next(iter(passage.texts))
    source = best_source(card, passage.sources)
    place = next(
        (p for n, p in zip(passage.sources, passage.places, strict=False) if str(n) == str(source["number"])), ""
    )
    return Quote(
        doc_id=card.id,
        passage_id=passage.id,
        title=title(card, form),
        quote=in_form(passage, form),
        language=language,
        translated=language != card.language,
        as_of=card.as_of,
        source_title=", ".join(filter(None, (source["title"], place))),
        source_url=source["url"],
        grade=source["grade"],
        score=score,
    )


def title(card: Card, form: str) -> str:
    # Who types in Latin letters knows the schemes by their English names.
    return card.title if form != native(form) else card.titles.get(form, card.title)


def behind_name(card: Card, text: str, form: str) -> str:
    """What somebody asks of a document that they do not name, as if they had named it."""
    return f"{card.titles.get(native(form), card.title)}: {text}"


def choice(card: Card, form: str, why: Sequence[str] = ()) -> Choice:
    return Choice(document=card.id, title=title(card, form), why=tuple(why))


def expired(card: Card, today: date) -> str:
    """The end of the scheme's stated period when it has passed, else empty."""
    return card.valid_until if card.valid_until and card.valid_until < today.isoformat() else ""


def overview(passages: Sequence[Passage], most: int) -> list[Passage]:
    """What it is in one fact, then its main benefits; more of what it is where there are none."""
    what = [p for p in passages if p.section == WHAT_IT_IS and not p.absent]
    benefits = [p for p in passages if p.section == BENEFITS and not p.absent]
    who = [p for p in passages if p.section == WHO and not p.absent]
    return [*what[:1], *benefits[: most - 1], *what[1:], *who][:most]


def best_source(card: Card, numbers: Sequence[int]) -> dict[str, str]:
    """The best-graded source of a fact; the first of equals."""
    cited = [source for source in card.sources if source["number"] in numbers] or list(card.sources)
    order = {grade: place for place, grade in enumerate(GRADES)}
    return dict(min(cited, key=lambda source: order.get(source["grade"], len(order))))
