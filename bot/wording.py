"""Words: message keys and answers -> what a person reads, from the Fluent catalogues in bot/words/."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from actions.outcomes import Answer, Clarify, NoAnswer, Outcome, Quote
from knowledge.language import FORMS
from knowledge.text import shorten

WORDS = Path(__file__).parent / "words"
CATALOGUES = tuple(sorted(path.stem for path in (WORDS / "en").glob("*.ftl")))
#: A reply is read on a small screen: six lines at most.
MOST_LINES = 6
FACT_LENGTH = 320


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
    text, errors = bundle.format_pattern(pattern, args)
    if errors:
        raise WordsError(f"{key} in bot/words/{form}/: {errors[0]}")
    return str(text)


def has(form: str, key: str) -> bool:
    return bool(catalogue(form).has_message(key))


def outcome_text(outcome: Outcome) -> str:
    """An answer, a question back or an honest no, as the person sees it: at most six lines."""
    if isinstance(outcome, Answer):
        lines = _answer_lines(outcome)
    elif isinstance(outcome, Clarify):
        lines = [say(outcome.language, "clarify"), *(f"• {choice.title}" for choice in outcome.choices)]
    else:
        lines = _no_answer_lines(outcome)
    # Facts of a foreign corpus may hold line breaks of their own.
    return "\n".join(" ".join(line.split()) for line in lines[:MOST_LINES])


def _answer_lines(answer: Answer) -> list[str]:
    form, first = answer.language, answer.quotes[0]
    closing = [_source_line(form, first)]
    if answer.expired_on:
        closing.append(say(form, "caution-expired", date=answer.expired_on))
    if first.grade == "private":
        closing.append(say(form, "caution-private"))
    room = MOST_LINES - 1 - len(closing)
    return [_title_line(form, first), *(_fact_line(quote) for quote in answer.quotes[:room]), *closing]


def _title_line(form: str, quote: Quote) -> str:
    """The title, and whose words the facts below it are."""
    if quote.language != form and not form.startswith(f"{quote.language}-"):
        return f"{quote.title} {say(form, 'label-original', language=_language_name(form, quote.language))}"
    return f"{quote.title} {say(form, 'label-translated')}" if quote.translated else quote.title


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
