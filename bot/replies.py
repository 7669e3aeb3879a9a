"""What the dialogue wants said -> replies with their buttons, in one language form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from actions.outcomes import DETAILS, Answer, Choice, Clarify, NoAnswer, Outcome, parse_outcome
from bot import desk_words, staff_words
from bot.dialogue import Said
from bot.messages import Action, Button, Reply
from bot.wording import answer_card, choice_line, outcome_text, say
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
    form = language
    for one in map(desk_words.meant, said):
        # What follows a change of language in the same turn, such as a question put again, is in the new one.
        form = one.args.get("language", form) if one.key == "language-set" else form
        outcome = parse_outcome(one.outcome) if one.outcome else None
        text, choices = _text(one, outcome, form), _choices(one, outcome, form)
        made = tuple(button(label, action) for label, action in choices)
        card = answer_card(outcome) if isinstance(outcome, Answer) else None
        if replies and not replies[-1].buttons and replies[-1].language == form:
            text, card = f"{replies.pop().text}\n{text}", None  # a card says its answer alone
        ask_for = desk_words.shares(one.key, one.args)
        replies.append(Reply(text=text, language=form, buttons=made, ask_for=ask_for, card=card))
    return replies


def _text(said: Said, outcome: Outcome | None, form: str) -> str:
    if outcome:
        return outcome_words(said.key, outcome, form)
    if desk_words.handles(said.key):
        return desk_words.text(said.key, said.args, form)
    args = {name: value for name, value in said.args.items() if isinstance(value, str | int)}
    if said.key == "distress":
        return say(form, "distress", helplines="\n".join(said.args["helplines"]), reference=args["reference"])
    if said.key == "person-status":
        lines = [say(form, "person-status-line", **line) for line in said.args["lines"]]
        return "\n".join([say(form, "person-status", count=args["count"]), *lines, say(form, "person-status-end")])
    return say(form, said.key, **args)


def outcome_words(key: str, outcome: Outcome, form: str) -> str:
    """An outcome as a person reads it, under the message key that it is said with."""
    if key == "find":
        return _found(outcome, form)
    if key == "detail-missing" and isinstance(outcome, NoAnswer) and outcome.nearest:
        return say(form, "detail-missing", title=outcome.nearest.title)
    return outcome_text(outcome)


def _found(outcome: Outcome, form: str) -> str:
    if isinstance(outcome, Clarify):
        return "\n".join([say(form, "find-scheme"), *(choice_line(form, one) for one in outcome.choices)])
    return say(form, "find-nothing")


def _choices(said: Said, outcome: Outcome | None, form: str) -> list[tuple[str, Action]]:
    if outcome:
        return [*_outcome_choices(outcome, form), *_feedback_choices(said, outcome, form)]
    if desk_words.handles(said.key):
        return desk_words.choices(said.key, said.args, form)
    if said.key in ("greet", "help", "emoji-only", "empty", "unreadable", "old-button"):
        return [
            (say(form, "button-ask-example"), Action(intent="choose_document", entities={"document": EXAMPLE[form]})),
            (say(form, "button-find"), Action(intent="find_scheme")),
            (say(form, "button-case"), Action(intent="start_intake")),
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
    if said.key in ("rated-up", "rated-down"):
        return [
            (
                say(form, f"button-{wish}"),
                Action(intent="tell_me", entities={"answer": said.args["answer"], "wish": wish}),
            )
            for wish in ("yes", "no")
        ]
    if said.key in ("detail-missing", "shared-contact"):
        return [(say(form, "button-person"), Action(intent="talk_to_human"))]
    return staff_words.choices(said.key, said.args, form)


#: Reasons that more documents may one day mend.
TOLD_LATER = frozenset({"not_in_documents", "expired"})
#: The document behind the greeting's example question; a Thai reader is shown a Thai agency.
EXAMPLE: Mapping[str, str] = {form: "th-tcg" if form == "th" else "in-cgtmse" for form in FORMS}


def _outcome_choices(outcome: Outcome, form: str) -> list[tuple[str, Action]]:
    if isinstance(outcome, Answer):
        documents = dict.fromkeys(quote.doc_id for quote in outcome.quotes)
        if len(documents) > 1:
            titles = {quote.doc_id: quote.title for quote in outcome.quotes}
            return [_document_choice(Choice(document=one, title=titles[one])) for one in documents]
        document = outcome.quotes[0].doc_id
        return [
            (say(form, _DETAIL_ACTIONS[d]), Action(intent="show_detail", entities={"document": document, "detail": d}))
            for d in outcome.details
        ]
    if isinstance(outcome, Clarify):
        return [_document_choice(choice) for choice in outcome.choices]
    found = [_document_choice(outcome.nearest)] if outcome.nearest else []
    return [*found, (say(form, "button-person"), Action(intent="talk_to_human"))]


def _feedback_choices(said: Said, outcome: Outcome, form: str) -> list[tuple[str, Action]]:
    """Thumbs under an answer; under what is not known yet, the wish to be told. Last, so that help comes first."""
    answer = str(said.args.get("answer", ""))
    if not answer:
        return []
    if isinstance(outcome, Answer):
        return [
            (say(form, label), Action(intent="rate_answer", entities={"answer": answer, "rating": rating}))
            for label, rating in (("button-good", "up"), ("button-bad", "down"))
        ]
    if isinstance(outcome, NoAnswer) and said.key == "outcome" and outcome.reason in TOLD_LATER:
        return [(say(form, "button-tell-me"), Action(intent="tell_me", entities={"answer": answer, "wish": "yes"}))]
    return []


def _document_choice(choice: Choice) -> tuple[str, Action]:
    return choice.title, Action(intent="choose_document", entities={"document": choice.document})
