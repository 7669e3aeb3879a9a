"""Words: message keys and answers -> what a person reads, from the Fluent catalogues in bot/words/."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from actions.outcomes import Answer, Choice, Clarify, NoAnswer, Outcome, Quote
from bot.messages import Card
from knowledge.language import FORMS
from knowledge.text import shorten

WORDS = Path(__file__).parent / "words"
CATALOGUES = tuple(sorted(path.stem for path in (WORDS / "en").glob("*.ftl")))
#: A reply is read on a small screen: six lines at most.
MOST_LINES = 6
FACT_LENGTH = 320
#: A longer one is put in after formatting; a wording may hold several, and their sum is limited too.
LONGEST_ARGUMENT = 200


class WordsError(KeyError):
    """A message is missing from a catalogue; the text names the file to add it to."""


@functools.lru_cache(len(FORMS))
def catalogue(form: str) -> FluentBundle:
    if form not in FORMS:
        raise WordsError(f"{form!r} is not a language form; there are {', '.join(FORMS)}")
    # No isolation marks: cheap phones show them as boxes.
    bundle = FluentBundle([form], use_isolating=False)
    for name in CATALOGUES:
        path = WORDS / form / f"{name}.ftl"
        # What a form has yet to translate is missing one message at a time; nlu.check names the file.
        if path.exists():
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def say(form: str, key: str, **args: Any) -> str:
    """One message in one form. Raises WordsError."""
    bundle = catalogue(form)
    try:
        pattern = bundle.get_message(key).value
    except LookupError as problem:
        raise WordsError(f"{key} is not in bot/words/{form}/; add it there (see bot/words/en/)") from problem
    long, marker = _stand_ins(args)
    text, errors = bundle.format_pattern(pattern, args | long)
    if errors:
        raise WordsError(f"{key} in bot/words/{form}/: {errors[0]}")
    return marker.sub(lambda found: str(args[found[1]]), str(text)) if marker else str(text)


def _stand_ins(args: Mapping[str, Any]) -> tuple[dict[str, str], re.Pattern[str] | None]:
    """What is formatted in place of each long argument, and what finds it again afterwards.

    fluent.runtime refuses 2,500 characters in one placeable, and what people write has no such end.
    """
    names = [name for name, value in args.items() if isinstance(value, str) and len(value) > LONGEST_ARGUMENT]
    if not names:
        return {}, None
    edge = "\ufdd0"
    # Nobody types a noncharacter; who does all the same is not taken for a stand-in.
    while any(edge in str(value) for value in args.values()):
        edge += "\ufdd0"
    return {name: f"{edge}{name}\ufdd1" for name in names}, re.compile(f"{edge}(\\w+)\ufdd1")


def has(form: str, key: str) -> bool:
    return bool(catalogue(form).has_message(key))


def outcome_text(outcome: Outcome) -> str:
    """An answer, a question back or an honest no, as the person sees it: at most six lines."""
    if isinstance(outcome, Answer):
        lines = _answer_lines(outcome)
    elif isinstance(outcome, Clarify):
        lines = [say(outcome.language, "clarify"), *(choice_line(outcome.language, one) for one in outcome.choices)]
    else:
        lines = _no_answer_lines(outcome)
    return "\n".join(map(_one_line, lines[:MOST_LINES]))


def answer_card(answer: Answer) -> Card:
    """The same words as the text's, apart; the address of a single source is a button and left out of its line."""
    heading, facts, closing, url = _answer_parts(answer)
    closing = [line.replace(f" {url}", "") for line in closing] if url else closing
    return Card(
        title=_one_line(heading),
        lines=tuple(map(_one_line, facts)),
        source="\n".join(map(_one_line, closing)),
        url=url,
    )


def _one_line(text: str) -> str:
    """Facts of a foreign corpus may hold line breaks of their own."""
    return " ".join(text.split())


def choice_line(form: str, choice: Choice) -> str:
    """A document to choose, with what it may be for."""
    if not choice.why:
        return f"• {choice.title}"
    why = ", ".join(say(form, f"facet-{facet}") for facet in choice.why)
    return f"• {say(form, 'find-choice', title=choice.title, why=why)}"


def _answer_lines(answer: Answer) -> list[str]:
    heading, facts, closing, _ = _answer_parts(answer)
    return [heading, *facts, *closing]


def _answer_parts(answer: Answer) -> tuple[str, list[str], list[str], str]:
    """Title; facts; where each comes from, and cautions; the address when there is one source.

    Facts give way to what qualifies them.
    """
    form = answer.language
    cautions = []
    if answer.expired_on:
        cautions.append(say(form, "caution-expired", date=answer.expired_on))
    lacking = [say(form, "compare-missing", title=choice.title) for choice in answer.missing]
    room = MOST_LINES - 2 - len(cautions) - len(lacking)
    shown = _of_each(answer.quotes, room)
    if _has_private(shown):
        shown = _of_each(answer.quotes, room - 1)  # the caution's line; without it, the private fact is left out
        cautions += [say(form, "caution-private")] if _has_private(shown) else []
    sources = list(dict.fromkeys(map(_source_of, shown)))
    marks = {source: f" [{n}]" if len(sources) > 1 else "" for n, source in enumerate(sources, 1)}
    facts = [f"{_fact_line(quote)}{marks[_source_of(quote)]}" for quote in shown]
    closing = [_sources_line(form, shown, sources), *cautions]
    return _heading(form, shown), [*facts, *lacking], closing, sources[0][1] if len(sources) == 1 else ""


def _has_private(quotes: Sequence[Quote]) -> bool:
    return any(quote.grade == "private" for quote in quotes)


def _of_each(quotes: Sequence[Quote], room: int) -> list[Quote]:
    """As many as there is room for, fairly of each document, in their order."""
    documents = list(dict.fromkeys(quote.doc_id for quote in quotes))
    ranks = {id(quote): [q for q in quotes if q.doc_id == quote.doc_id].index(quote) for quote in quotes}
    best = sorted(quotes, key=lambda quote: (ranks[id(quote)], documents.index(quote.doc_id)))[: max(room, 1)]
    return [quote for quote in quotes if any(quote is one for one in best)]


def _heading(form: str, shown: Sequence[Quote]) -> str:
    """The titles of what is quoted, each with whose words these are; once when they are the same for all."""
    labels = {quote.title: _label(form, quote) for quote in shown}
    if len(set(labels.values())) == 1:
        return f"{' / '.join(labels)} {_label(form, shown[0])}".strip()
    return " / ".join(f"{title} {label}".strip() for title, label in labels.items())


def _source_of(quote: Quote) -> tuple[str, str, str, str]:
    return quote.source_title, quote.source_url, quote.grade, quote.as_of


def _sources_line(form: str, shown: Sequence[Quote], sources: Sequence[tuple[str, str, str, str]]) -> str:
    """Every source that the facts above name, with its grade; the date once where it is one."""
    if len(sources) == 1:
        return _source_line(form, shown[0])
    dates = {as_of for *_, as_of in sources}
    told = []
    for number, (title, url, grade, as_of) in enumerate(sources, 1):
        words = [say(form, f"grade-{grade}"), *([as_of] if len(dates) > 1 and as_of else [])]
        told.append(f"[{number}] {f'{title} {url}'.strip()} ({', '.join(words)})")
    date = dates.pop() if len(dates) == 1 else ""
    key, args = ("answer-as-of-several", {"date": date}) if date else ("answer-undated-several", {})
    return say(form, key, sources="; ".join(told), **args)


def _title_line(form: str, quote: Quote) -> str:
    """The title, and whose words the facts below it are."""
    return f"{quote.title} {_label(form, quote)}".strip()


def _label(form: str, quote: Quote) -> str:
    if quote.language != form and not form.startswith(f"{quote.language}-"):
        return say(form, "label-original", language=_language_name(form, quote.language))
    return say(form, "label-translated") if quote.translated else ""


def _language_name(form: str, language: str) -> str:
    """The code itself for a language of a foreign corpus that the catalogues do not name."""
    return say(form, f"language-{language}") if has(form, f"language-{language}") else language


def _fact_line(quote: Quote) -> str:
    return f"• {shorten(quote.quote, FACT_LENGTH)}"


def _source_line(form: str, quote: Quote) -> str:
    grade = say(form, f"grade-{quote.grade}")
    source = f"{quote.source_title} {quote.source_url}".strip()
    if quote.as_of:
        return say(form, "answer-as-of", date=quote.as_of, source=source, grade=grade)
    return say(form, "answer-undated", source=source, grade=grade)


def _unchecked_lines(form: str, quote: Quote) -> list[str]:
    return [say(form, "no-answer-unchecked"), _title_line(form, quote), _fact_line(quote), _source_line(form, quote)]


def _no_answer_lines(no: NoAnswer) -> list[str]:
    form = no.language
    lines = [say(form, f"no-answer-{no.reason}")]
    if no.unchecked:
        lines += [line for quote in no.unchecked for line in _unchecked_lines(form, quote)]
    elif no.absence:
        lines += [_title_line(form, no.absence), _fact_line(no.absence), _source_line(form, no.absence)]
    elif no.nearest:
        lines.append(say(form, "no-answer-nearest", title=no.nearest.title))
    if no.reason in ("not_in_documents", "needs_person", "expired"):
        lines.append(say(form, "no-answer-offer"))
    return lines
