"""What a message means while the intake asks: a control, a value for the field asked, or something aside from it.

The classifier never decides alone: at a field that takes free words, what is no control is the value, unless it is
plainly a question. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.choice_words import has_none
from actions.intake_words import Do, asks, command, despairs, field_alone, field_named, language_alone
from knowledge.text import words

SUMMARY = "summary"
#: Fields whose answer is the person's own words.
FREE = frozenset({"name", "enterprise", "district", "description"})
#: Of these, where names are told; of a few words.
NAMES, MOST_NAME_WORDS = frozenset({"name", "enterprise", "district"}), 3
#: Where whole sentences are answers, so that few of them are commands.
TOLD_FREELY = FREE | {"needs"}
#: Where a number is asked that may have a mistake in it.
NUMBERED = frozenset({"registration", "phone"})
#: From so many digits on, a message without a question word gives a number, whatever it sounds like.
MANY_DIGITS = 3
#: Where a yes or a no is asked.
AGREEING = frozenset({"consent", SUMMARY})
#: Typed intents that a rule answers before the same question is put again; see nlu/rules.yml.
ASIDE = frozenset({"ask_scheme", "find_scheme"})
PRESSED_ASIDE = ASIDE | {
    "show_detail", "choose_document", "choose_language", "change_language", "rate_answer", "tell_me", "distress",
    "talk_to_human", "case_status", "delete_my_data", "stop_messages",
    "match_answer",
}  # fmt: skip
#: Commands that a sure classifier is believed in, where the field takes no free words.
COMMANDS: Mapping[str, Do] = {"skip": "skip", "back": "back", "why": "why", "cancel": "cancel"}
SURE, VERY_SURE = 0.6, 0.8
#: At the summary whatever is no plain yes is about what stands there: "ok, but the name is spelled wrong".
MOST_EDIT_WORDS, MOST_SUMMARY_WORDS = 6, 15
MOST_QUESTION_LETTERS, LEAST_QUESTION_WORDS = 160, 3
#: Intents of somebody who tells what happened -> words from which on there is something told.
TELLS: Mapping[str, int] = {"need_help": 4, "complaint": 4, "start_intake": 10}
#: Words from which on any message that is no question tells something.
TELLING = 6
#: No answer and no wish, but not to be met with silence -> what is said before the question is put again.
REMARKS: Mapping[str, str] = {
    "greet": "intake-greeted", "thanks": "intake-thanked", "out_of_scope": "no-answer-out_of_scope",
}  # fmt: skip
#: Asking for another person, another language, or in distress: these interrupt whatever is asked.
INTERRUPTS = frozenset({"change_language", "talk_to_human", "delete_my_data", "stop_messages", "case_status"})


@dataclass(frozen=True, kw_only=True)
class Message:
    """The message as the dialogue understood it; ``pressed``: a button of ours, so its intent is certain."""

    text: str
    intent: str
    confidence: float
    entities: Mapping[str, str]
    pressed: bool


@dataclass(frozen=True, kw_only=True)
class Control:
    do: Do
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer, still to be validated, for ``field``."""

    field: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Not for the intake: a rule handles it, then the question is put again."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The person's matter in their own words, where a choice was asked: it belongs into the description."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Small talk, or a question that nobody here can answer: ``key`` is said, and the question put again."""

    key: str


Meaning = Control | Given | Aside | Told | Remark


def read(message: Message, asked: str) -> Meaning:
    """``asked`` is a field's name or SUMMARY."""
    if message.pressed:
        return _pressed(message)
    control = _control(message.text, asked)
    if control:
        return control
    if message.intent == "distress" and message.confidence >= SURE and not _may_be_a_name(message, asked):
        return Aside()
    if asked in FREE and _wants_language(message):
        return Aside()
    if asked in FREE:
        return Aside() if _plainly_a_question(message) else Given(field=asked, text=message.text)
    return _at_a_closed_field(message, asked)


def _may_be_a_name(message: Message, asked: str) -> bool:
    """ "Mary D'Souza" sounds like despair to the classifier. A word of despair, or a sure classifier, counts."""
    short = asked in NAMES and len(words(message.text)) <= MOST_NAME_WORDS
    return short and message.confidence < VERY_SURE and not despairs(message.text)


def _pressed(message: Message) -> Meaning:
    if message.intent == "intake_choose":
        return Given(field=message.entities.get("field", ""), text=message.entities.get("value", ""))
    if message.intent == "intake_do":
        return Control(do=message.entities.get("do", "why"), field=message.entities.get("field", ""))  # type: ignore[arg-type]
    if message.intent in COMMANDS:
        return Control(do=COMMANDS[message.intent])
    if message.intent == "start_intake":
        return Control(do="resume")
    return Aside() if message.intent in PRESSED_ASIDE else Control(do="why")


def _at_a_closed_field(message: Message, asked: str) -> Meaning:
    if message.intent in ASIDE and message.confidence >= SURE and asks(message.text):
        return Aside()
    # A sentence may hold a word for a choice by chance ("where is my case"); a single word such as "Gujrat" does not.
    if _interrupts(message, asked) and len(words(message.text)) >= LEAST_QUESTION_WORDS:
        return Aside()
    if message.intent == "out_of_scope" and message.confidence >= SURE and _plainly_asks(message.text):
        return Remark(key=REMARKS[message.intent])
    if asked == "registration" and has_none(message.text):
        return Control(do="skip")
    # "He has not paid": a word of refusal in what is told of a trouble refuses nothing.
    if asked in AGREEING and _tells_of_trouble(message):
        return Told(text=message.text)
    return Given(field=asked, text=message.text)


def _tells_of_trouble(message: Message) -> bool:
    least = TELLS.get(message.intent)
    return least is not None and message.confidence >= SURE and len(words(message.text)) >= least


def _wants_language(message: Message) -> bool:
    return message.intent == "change_language" and message.confidence >= SURE and language_alone(message.text)


def _interrupts(message: Message, asked: str) -> bool:
    """ "Call me at 98765 43210" is the answer where the phone is asked, and no wish for another person."""
    answers = asked in NUMBERED and sum(letter.isdecimal() for letter in message.text) >= MANY_DIGITS
    return message.intent in INTERRUPTS and message.confidence >= VERY_SURE and not answers


def instead(message: Message, asked: str) -> Control | Aside | Told | Remark | None:
    """What a message that was no valid answer means by its intent; None: it is a wrong answer.

    Only then: "Gujrat" is a state before it is a wish for another language.
    """
    if message.pressed:
        return None
    if message.intent in COMMANDS and message.confidence >= SURE:
        return Control(do=COMMANDS[message.intent])
    aside = message.intent in ASIDE and (message.confidence >= SURE or _plainly_asks(message.text))
    if (aside and not _gives_number(message.text, asked)) or _interrupts(message, asked):
        return Aside()
    if asked not in FREE and _tells_of_trouble(message):
        return Told(text=message.text)
    return _small_talk(message) or (_long_words(message) if asked == "consent" else None)


def _gives_number(text: str, asked: str) -> bool:
    """ "UDYAM-GJ-1-123" names a document to the classifier; here it is a number with a mistake in it."""
    digits = sum(letter.isdecimal() for letter in text)
    return digits >= (1 if asked in NUMBERED else MANY_DIGITS) and not asks(text)


def _small_talk(message: Message) -> Remark | None:
    sure = message.confidence >= SURE or (message.intent == "out_of_scope" and _plainly_asks(message.text))
    return Remark(key=REMARKS[message.intent]) if sure and message.intent in REMARKS else None


def _long_words(message: Message) -> Told | None:
    """Whatever the classifier makes of it; "I want to open a case" says nothing that is not known."""
    least = TELLS.get(message.intent, TELLING)
    tells = len(words(message.text)) >= max(least, TELLING) and not asks(message.text)
    return Told(text=message.text) if tells else None


def _plainly_a_question(message: Message) -> bool:
    return message.intent in ASIDE and message.confidence >= SURE and _plainly_asks(message.text)


def _plainly_asks(text: str) -> bool:
    fitting = len(words(text)) >= LEAST_QUESTION_WORDS and len(text) <= MOST_QUESTION_LETTERS
    return fitting and asks(text)


def _control(text: str, asked: str) -> Control | None:
    do = command(text)
    if do:
        return Control(do=do)
    if asked in TOLD_FREELY:
        field = field_alone(text)
    else:
        field = field_named(text, MOST_SUMMARY_WORDS if asked == SUMMARY else MOST_EDIT_WORDS)
    return Control(do="edit", field=field) if field else None
