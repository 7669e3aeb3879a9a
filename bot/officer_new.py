"""/new: a walk-in, a letter, a phone call becomes a case on the same desk.

The first words say how it came and for which desk; then a line for each answer, "field: value". What is missing or
wrong is asked for with everything that was right, ready to be sent again.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from actions import desk, drafts, intake_fields, staff_traces
from actions.cases import ORIGINS, Case
from actions.intake_fields import Problem
from actions.intake_spec import BY_NAME, FIELDS, missing
from actions.reference_number import PREFIXES
from bot import officer_words
from bot.desk_words import label
from bot.officer_commands import Call, Wrong
from knowledge.language import FORMS

#: A chat opens its cases itself.
BY_HAND = tuple(one for one in ORIGINS if one != "chat")
_LANGUAGE = {"th-ssrc": "th", "in-msme": "hi"}
_LINE = re.compile(r"\s*([^:=：]{1,60}?)\s*[:=：]\s*(.*)", re.DOTALL)


def new(call: Call) -> str:
    head, *lines = [one.strip() for one in re.split(r"[\n;]", call.rest)]
    origin, programme = (*head.split(), "", "")[:2]
    if origin not in BY_HAND or programme not in PREFIXES or len(head.split()) > 2:
        raise Wrong(call.say("officer-new-head", origins=_origins(call), programmes=", ".join(PREFIXES)))
    given, language, wrong = _read(call, lines, programme)
    wrong += [call.say("officer-new-missing", field=_label(call, one)) for one in missing(given)]
    if given.get("consent") == "no":
        wrong.append(call.say("officer-new-no-consent"))
    if wrong:
        raise Wrong("\n".join([*wrong, "", *_again(call, origin, programme, lines, given)]))
    case, proposed = _open(call, origin, programme, language, given)
    staff_traces.opened(call.connection, call.key.partition(":")[0], call.person.id, case.id, call.now)
    told = [call.say("officer-new-opened", reference=case.reference)]
    told += [officer_words.referral_line(one, case, call.form, call.checked_since) for one in proposed]
    return "\n".join(told)


def _read(call: Call, lines: list[str], programme: str) -> tuple[dict[str, Any], str, list[str]]:
    given: dict[str, Any] = {}
    language, wrong = _LANGUAGE[programme], []
    for line in filter(None, lines):
        found = _LINE.fullmatch(line)
        name = _field(call, found[1]) if found else None
        if found is None or name is None:
            wrong.append(call.say("officer-new-no-field", line=line[:60]))
        elif name == "language":
            language, bad = (found[2], "") if found[2] in FORMS else (language, found[2])
            wrong += [call.say("officer-new-language", forms=", ".join(FORMS))] if bad else []
        elif found[2]:
            value = intake_fields.check(name, found[2], programme, call.now.date())
            if isinstance(value, Problem):
                wrong.append(f"{_label(call, name)}: {call.say(value.key, **value.args)}")
            else:
                given[name] = value.value
    return given, language, wrong


def _field(call: Call, typed: str) -> str | None:
    """By its name in the program, or by its label in the officer's language."""
    told = typed.strip().casefold().replace(" ", "_")
    if told == "language" or told in BY_NAME:
        return told
    labels = {_label(call, one.name).casefold(): one.name for one in FIELDS}
    return labels.get(typed.strip().casefold())


def _label(call: Call, name: str) -> str:
    return call.say("officer-label-consent") if name == "consent" else label(name, call.form)


def _again(call: Call, origin: str, programme: str, lines: list[str], given: dict[str, Any]) -> list[str]:
    """The command once more with what was right, and an empty line for each answer that is needed."""
    kept = [line for line in lines if (found := _LINE.fullmatch(line)) and _field(call, found[1]) in given]
    empty = [f"{_label(call, one)}:" for one in missing(given)]
    return [f"/new {origin} {programme}", *kept, *empty]


def _origins(call: Call) -> str:
    return "\n".join(f"• {one} – {call.say(f'origin-{one}')}" for one in BY_HAND)


def _open(call: Call, origin: str, programme: str, language: str, given: dict[str, Any]) -> tuple[Case, Any]:
    # The draft's id follows from the turn, so that a repeated turn finds the case it made.
    number = hashlib.sha256(f"desk entry {call.key}".encode()).hexdigest()[:16]
    draft = drafts.by_officer(call.connection, number, programme, language, given, call.now)
    return desk.take_in(
        call.connection, draft, call.key, call.now, conversation=None, origin=origin, actor=call.actor
    )  # fmt: skip
