"""Every message that the program says exists, with no variable that it is not given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from knowledge.documents import GRADES, RAW_GRADE
from knowledge.questions import REASONS
from nlu.checks.entities import details_of
from nlu.checks.project import RECORD, Problem, Project, ProjectError, read_yaml
from nlu.checks.uses import Use, uses_in
from nlu.checks.words import FOLDER, Message, record_messages

#: Rasa's action that answers with person-<intent>.
TAKES_MESSAGE = "action_take_message"
#: Said by actions, worded by bot/desk_words.py from several messages.
COMPOSED = frozenset({"intake-question", "erase-certificate"})


def check(project: Project) -> Iterator[Problem]:
    messages = record_messages(project)
    uses = list(_of_domain(project))
    for package in ("bot", "actions"):
        for path in sorted((project.root / package).rglob("*.py")):
            uses += uses_in(path.read_text(encoding="utf-8"), project.show(path))
    endings = _endings(project)
    for use in uses:
        yield from (Problem(where=use.where, what=what, form=form) for what, form in _judge(use, messages, endings))


def _judge(
    use: Use, messages: Mapping[str, Message], endings: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """(what is wrong, the form it is left to do for)"""
    if not use.prefix:
        yield from ((what, "") for what in _said(use, use.key, messages))
    elif use.key in endings:
        for ending, form in endings[use.key]:
            yield from ((what, form) for what in _said(use, use.key + ending, messages))
    elif not any(key.startswith(use.key) for key in messages):
        yield f"says {use.key}…, and nothing in {FOLDER / RECORD}/ begins so; add those messages", ""


def _said(use: Use, key: str, messages: Mapping[str, Message]) -> Iterator[str]:
    message = messages.get(key)
    if key in COMPOSED:
        return
    if message is None:
        yield f"says {key}, which is not in {FOLDER / RECORD}/; add it there"
    elif use.given is not None:
        for name in sorted(message.variables - use.given):
            yield f"says {key} without ${name}; give it, or take it out of {FOLDER}/"


def _endings(project: Project) -> dict[str, Sequence[tuple[str, str]]]:
    """Prefix -> (ending, the form it belongs to), for the keys whose endings are a closed set."""
    return {
        "person-": [(intent, "") for intent in _intents_before(project, TAKES_MESSAGE)],
        "no-answer-": [(reason, "") for reason in REASONS],
        "grade-": [(grade, "") for grade in (*GRADES, RAW_GRADE)],
        "language-": [(form.code, form.code) for form in project.natives],
        "button-": [(detail, "") for detail in details_of(project)],
    }


def _intents_before(project: Project, action: str) -> list[str]:
    """Intents that nlu/rules.yml answers with ``action``."""
    found = []
    for rule in read_yaml(project.root / "nlu" / "rules.yml")["rules"]:
        steps = rule["steps"]
        if any(step.get("action") == action for step in steps):
            for step in steps:
                found += [one["intent"] for one in step.get("or", [step]) if "intent" in one]
    return found


def _of_domain(project: Project) -> Iterator[Use]:
    responses = read_yaml(project.root / "domain.yml").get("responses") or {}
    for name, variants in responses.items():
        for variant in variants:
            custom = variant.get("custom")
            if not isinstance(custom, dict) or "key" not in custom:
                raise ProjectError(f"domain.yml: {name}: needs custom: {{key: …}}; words stand in {FOLDER}/ alone")
            given = frozenset(custom.get("args") or {})
            yield Use(where=f"domain.yml: {name}", key=custom["key"], given=given)
