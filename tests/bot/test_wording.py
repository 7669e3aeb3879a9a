"""Every message renders in every form; an answer is at most six lines, with its date, source and cautions."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast, visitor
from hypothesis import given
from hypothesis import strategies as st

from actions.outcomes import Choice, NoAnswer
from bot.wording import (
    CATALOGUES,
    FACT_LENGTH,
    MOST_LINES,
    WORDS,
    WordsError,
    catalogue,
    has,
    outcome_text,
    say,
)
from knowledge.documents import GRADES
from knowledge.language import FORMS
from knowledge.questions import REASONS
from tests.fakes import answer, clarify, no_answer, quote

NUMBERS = {"count", "limit"}


class Variables(visitor.Visitor):
    """Names of the variables a message takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def messages(form: str) -> dict[str, frozenset[str]]:
    """Key -> variables, of all catalogues of a form."""
    found = {}
    for name in CATALOGUES:
        resource = FluentParser().parse((WORDS / form / f"{name}.ftl").read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, ast.Junk), f"{form}/{name}.ftl: {entry.content[:60]!r}"
            if isinstance(entry, ast.Message):
                variables = Variables()
                variables.visit(entry)
                assert entry.id.name not in found, f"{form}/{name}.ftl: {entry.id.name} stands there twice"
                found[entry.id.name] = frozenset(variables.names)
    return found


ENGLISH = messages("en")
#: Codes that choose between wordings and are never read themselves.
CHOOSING = {"programme", "country"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_messages_with_the_same_variables(form: str) -> None:
    assert messages(form) == ENGLISH


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ENGLISH)
def test_every_message_renders_with_its_arguments_inside(form: str, key: str) -> None:
    args: dict[str, Any] = {name: 1234 if name in NUMBERS else f"‹{name}›" for name in ENGLISH[key]}
    text = say(form, key, **args)
    assert text.strip() == text != ""
    assert "{" not in text
    assert "$" not in text
    for name in ENGLISH[key] - NUMBERS - CHOOSING:
        assert f"‹{name}›" in text
    # Cheap phones show isolation marks as boxes.
    assert not any(unicodedata.category(character) in ("Cf", "Co", "Cn") for character in text.replace("\u200d", ""))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 1000])
def test_counts_of_any_size_have_words(form: str, count: int) -> None:
    assert say(form, "person-status", count=count)


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_message_names_the_folder_to_add_it_to(form: str) -> None:
    assert not has(form, "no-such-message")
    with pytest.raises(WordsError, match=f"no-such-message is not in bot/words/{form}/"):
        say(form, "no-such-message")


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_argument_is_named(form: str) -> None:
    with pytest.raises(WordsError, match=r"message-added.*reference"):
        say(form, "message-added")


@pytest.mark.parametrize("form", ["", "xx", "../en", "EN"])
def test_an_unknown_form_is_refused(form: str) -> None:
    with pytest.raises(WordsError, match="not a language form"):
        catalogue(form)


# --- answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_is_title_fact_date_source_and_grade(form: str) -> None:
    fact = quote("ગેરંટી 85%", title="CGTMSE", language=form, source_url="https://example.org/a")
    title, line, source = outcome_text(answer(fact, language=form)).split("\n")
    assert title == "CGTMSE"
    assert line == "• ગેરંટી 85%"
    for part in ("2025-12", "Rajya Sabha unstarred question 1703 https://example.org/a", say(form, "grade-official")):
        assert part in source


def test_an_undated_fact_makes_no_date_up() -> None:
    assert outcome_text(answer(quote(as_of=""))).split("\n")[-1] == say(
        "en", "answer-undated", source="Rajya Sabha unstarred question 1703", grade="official"
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("grade", [*GRADES, "unknown"])
def test_only_a_private_source_is_cautioned_about(form: str, grade: str) -> None:
    text = outcome_text(answer(quote(grade=grade), language=form))
    assert say(form, f"grade-{grade}") in text
    assert (say(form, "caution-private") in text) is (grade == "private")


@pytest.mark.parametrize("form", FORMS)
def test_an_ended_scheme_is_cautioned_about_with_its_date(form: str) -> None:
    text = outcome_text(answer(language=form, expired_on="2026-03-31"))
    assert text.split("\n")[-1] == say(form, "caution-expired", date="2026-03-31")
    assert say(form, "caution-expired", date="2026-03-31") not in outcome_text(answer(language=form))


@pytest.mark.parametrize(
    ("form", "language", "translated", "label"),
    [
        ("en", "en", False, None),
        ("hi", "hi", False, None),
        ("hi", "hi", True, "label-translated"),
        ("gu", "gu", True, "label-translated"),
        ("th", "th", True, "label-translated"),
        ("hi-Latn", "hi", True, "label-translated"),
        ("gu-Latn", "gu", True, "label-translated"),
        ("hi", "en", False, "label-original"),
        ("gu", "en", False, "label-original"),
        ("th", "en", False, "label-original"),
        ("hi-Latn", "en", False, "label-original"),
        ("gu-Latn", "en", False, "label-original"),
        ("en", "th", False, "label-original"),
        ("gu", "hi", True, "label-original"),
    ],
)
def test_whose_words_a_fact_is_in_is_said(form: str, language: str, translated: bool, label: str | None) -> None:
    text = outcome_text(answer(quote("fact", language=language, translated=translated), language=form))
    named = say(form, f"language-{language}")
    labels = {
        "label-translated": say(form, "label-translated"),
        "label-original": say(form, "label-original", language=named),
    }
    assert {name for name, words in labels.items() if words in text} == ({label} if label else set())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["ta", "bn", "hi-Latn-x"])
def test_a_language_without_a_name_is_labelled_by_its_code(form: str, language: str) -> None:
    """A bundle of any corpus may hold it."""
    text = outcome_text(answer(quote("fact", language=language), language=form))
    assert say(form, "label-original", language=language) in text


def test_a_long_fact_is_cut_where_a_reader_can_bear_it() -> None:
    text = outcome_text(answer(quote("ગેરંટી ફી અને વ્યાજ " * 100)))
    fact = text.split("\n")[1].removeprefix("• ")
    assert FACT_LENGTH * 2 // 3 < len(fact) <= FACT_LENGTH
    assert fact.endswith("…")


# --- no answers ---------------------------------------------------------------------------------------------------

OFFERED = {"not_in_documents", "needs_person", "expired"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_honestly_and_a_person_offered_where_one_helps(form: str, reason: str) -> None:
    lines = outcome_text(no_answer(reason, language=form, nearest=None)).split("\n")
    assert lines[0] == say(form, f"no-answer-{reason}")
    assert lines[1:] == ([say(form, "no-answer-offer")] if reason in OFFERED else [])


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_nearest_is_named(form: str) -> None:
    lines = outcome_text(no_answer(language=form, nearest=Choice(document="th-tcg", title="บสย."))).split("\n")
    assert lines[1] == say(form, "no-answer-nearest", title="บสย.")


@pytest.mark.parametrize("form", FORMS)
def test_a_documents_own_sentence_that_nothing_was_found_is_quoted(form: str) -> None:
    absence = quote("We did not find a phone number.", title="Land and Houses Bank", language="en")
    text = outcome_text(no_answer(language=form, absence=absence))
    assert "We did not find a phone number." in text
    assert "Land and Houses Bank" in text
    source = say(form, "answer-as-of", date="2025-12", source=absence.source_title, grade=say(form, "grade-official"))
    assert source in text


@pytest.mark.parametrize("form", FORMS)
def test_a_question_back_lists_what_may_be_meant(form: str) -> None:
    assert outcome_text(clarify(language=form)).split("\n") == [say(form, "clarify"), "• CGTMSE", "• บสย."]


# --- whatever the facts are ---------------------------------------------------------------------------------------

LETTERS = st.sampled_from(
    list("ก่ำน้ำสิน กેરંટીક્ષ્મ क्षि ज्ञ़ aZ9 .,;:•–\n\r\t\x0b\u2028\u2029\x85👩🏽‍🌾🇮🇳👨‍👩‍👧1️⃣ﷺ\u200b\u200d")
)
WORDS_OF_ANY_SCRIPT = st.one_of(
    st.lists(LETTERS, max_size=700).map("".join), st.text(st.characters(codec="utf-8"), max_size=60)
)
QUOTES = st.builds(
    quote,
    WORDS_OF_ANY_SCRIPT,
    title=WORDS_OF_ANY_SCRIPT,
    language=st.sampled_from(["en", "hi", "gu", "th"]),
    translated=st.booleans(),
    as_of=st.sampled_from(["", "2025", "2025-12", "2025-12-09"]),
    source_title=WORDS_OF_ANY_SCRIPT,
    source_url=st.sampled_from(["", "https://example.org/?a=1"]),
    grade=st.sampled_from([*GRADES, "unknown"]),
)
FORM = st.sampled_from(FORMS)
TITLES = st.builds(Choice, document=st.just("in-cgtmse"), title=WORDS_OF_ANY_SCRIPT)


def build_no_answer(form: str, reason: str, nearest: Choice | None, absence: Any) -> NoAnswer:
    return no_answer(reason, language=form, nearest=nearest, absence=absence)


OUTCOMES = st.one_of(
    st.builds(
        lambda quotes, form, expired: answer(*quotes, language=form, expired_on=expired),
        st.lists(QUOTES, min_size=1, max_size=8),
        FORM,
        st.sampled_from(["", "2026-03-31"]),
    ),
    st.builds(lambda choices, form: clarify(choices=tuple(choices), language=form), st.lists(TITLES, max_size=9), FORM),
    st.builds(build_no_answer, FORM, st.sampled_from(REASONS), st.none() | TITLES, st.none() | QUOTES),
)


@given(OUTCOMES)
def test_no_outcome_is_longer_than_six_lines_whatever_stands_in_it(outcome: Any) -> None:
    lines = outcome_text(outcome).splitlines()
    assert 1 <= len(lines) <= MOST_LINES


@given(st.lists(QUOTES, min_size=1, max_size=8), FORM, st.sampled_from(["", "2026-03-31"]))
def test_no_fact_pushes_out_the_source_or_the_caution(quotes: list[Any], form: str, expired: str) -> None:
    lines = outcome_text(answer(*quotes, language=form, expired_on=expired)).splitlines()
    private = say(form, "caution-private")
    cautions = [say(form, "caution-expired", date=expired)] if expired else []
    cautions += [private] if lines[-1] == private else []
    *facts, source = lines[1 : len(lines) - len(cautions)]
    assert lines[len(lines) - len(cautions) :] == cautions
    assert facts
    assert say(form, f"grade-{quotes[0].grade}") in source
    assert (private in cautions) == (say(form, "grade-private") in source)
