"""What the dialogue wants said -> replies with their buttons, in one language form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from actions.outcomes import DETAILS, Answer, Choice, Clarify, NoAnswer, Outcome, Quote
from bot.dialogue import Said
from bot.messages import Action, Button, Reply
from bot.wording import outcome_text, say
from knowledge.language import FORMS, native

MakeButton = Callable[[str, Action], Button]

LANGUAGE_NAMES = {
    "en": "English",
    "hi": "हिन्दी",
    "gu": "ગુજરાતી",
    "th": "ไทย",
    "hi-Latn": "Hindi (ABC)",
    "gu-Latn": "Gujarati (ABC)",
}
_DETAIL_ACTIONS = {detail: f"button-{detail}" for detail in DETAILS}


def compose(said: Sequence[Said], language: str, button: MakeButton) -> list[Reply]:
    """One reply for each thing said; words that follow each other without buttons are joined."""
    replies: list[Reply] = []
    for one in said:
        form = one.args.get("language", language) if one.key == "language-set" else language
        text, choices = _text(one, form), _choices(one, form)
        made = tuple(button(label, action) for label, action in choices)
        if replies and not replies[-1].buttons and replies[-1].language == form:
            text = f"{replies.pop().text}\n{text}"
        replies.append(Reply(text=text, language=form, buttons=made))
    return replies


def _text(said: Said, form: str) -> str:
    if said.outcome:
        outcome = parse_outcome(said.outcome)
        if said.key == "find":
            return _found(outcome, form)
        return outcome_text(outcome)
    args = {name: value for name, value in said.args.items() if isinstance(value, str | int)}
    if said.key == "distress":
        return say(form, "distress", helplines="\n".join(said.args["helplines"]), reference=args["reference"])
    if said.key == "person-status":
        lines = [say(form, "person-status-line", **line) for line in said.args["lines"]]
        return "\n".join([say(form, "person-status", count=args["count"]), *lines, say(form, "person-status-end")])
    args.pop("language", None)
    args.pop("document", None)
    return say(form, said.key, **args)


def _found(outcome: Outcome, form: str) -> str:
    if isinstance(outcome, Clarify):
        return "\n".join([say(form, "find-scheme"), *(f"• {choice.title}" for choice in outcome.choices)])
    return say(form, "find-nothing")


def _choices(said: Said, form: str) -> list[tuple[str, Action]]:
    if said.outcome:
        return _outcome_choices(parse_outcome(said.outcome), form)
    if said.key in ("greet", "help", "emoji-only", "empty", "unreadable", "old-button"):
        return [
            (say(form, "button-ask-example"), Action(intent="choose_document", entities={"document": EXAMPLE[form]})),
            (say(form, "button-find"), Action(intent="find_scheme")),
            (say(form, "button-person"), Action(intent="talk_to_human")),
            (say(form, "button-language"), Action(intent="change_language")),
        ]
    if said.key in ("language-ask", "unknown-script"):
        return [
            (LANGUAGE_NAMES[other], Action(intent="choose_language", entities={"language": other})) for other in FORMS
        ]
    if said.key == "language-set":
        return [
            (LANGUAGE_NAMES[other], Action(intent="choose_language", entities={"language": other}))
            for other in FORMS
            if other != form and native(other) == native(form)
        ]
    if said.key == "ask-person-message":
        return [(say(form, "button-that-is-all"), Action(intent="deny"))]
    if said.key == "detail-missing":
        return [(say(form, "button-person"), Action(intent="talk_to_human"))]
    return []


#: The document behind the greeting's example question; a Thai reader is shown a Thai agency.
EXAMPLE: Mapping[str, str] = {form: "th-tcg" if form == "th" else "in-cgtmse" for form in FORMS}


def _outcome_choices(outcome: Outcome, form: str) -> list[tuple[str, Action]]:
    if isinstance(outcome, Answer):
        document = outcome.quotes[0].doc_id
        return [
            (say(form, _DETAIL_ACTIONS[d]), Action(intent="show_detail", entities={"document": document, "detail": d}))
            for d in outcome.details
        ]
    if isinstance(outcome, Clarify):
        return [_document_choice(choice) for choice in outcome.choices]
    found = [_document_choice(outcome.nearest)] if outcome.nearest else []
    return [*found, (say(form, "button-person"), Action(intent="talk_to_human"))]


def _document_choice(choice: Choice) -> tuple[str, Action]:
    return choice.title, Action(intent="choose_document", entities={"document": choice.document})


def parse_outcome(body: Mapping[str, Any]) -> Outcome:
    """The value that actions sent through Rasa as JSON, as it was."""
    fields = dict(body)
    status = fields["status"]
    fields["documents"] = tuple(fields["documents"])
    if status == "answer":
        quotes = tuple(Quote(**quote) for quote in fields.pop("quotes"))
        return Answer(**fields | {"quotes": quotes, "details": tuple(fields["details"])})
    if status == "clarify":
        return Clarify(**fields | {"choices": tuple(Choice(**choice) for choice in fields["choices"])})
    nearest, absence = fields["nearest"], fields["absence"]
    return NoAnswer(
        **fields | {"nearest": Choice(**nearest) if nearest else None, "absence": Quote(**absence) if absence else None}
    )
