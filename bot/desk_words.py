"""The desk's message keys -> words and buttons: the intake's questions, its summary, the case that came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from actions import agencies, reference_number, regions, waiting
from actions.erasure import Certificate
from actions.intake_reading import SUMMARY
from actions.intake_spec import BY_NAME, FIELDS
from actions.listings import NEEDS as LISTED
from bot import match_words
from bot.certificate_words import certificate
from bot.dialogue import Said
from bot.messages import Action
from bot.wording import say

#: Where the desk's question stands, and can be answered.
_ASKING = ("case-status", "notice-your-turn", "notice-your-turn-again")
Choices = list[tuple[str, Action]]
#: Edit buttons shown at once; platforms allow thirteen buttons and cheap phones show fewer.
PAGE = 10
_KEYS = ("intake-question", "case-opened", "case-status", "erase-certificate")
#: Notices to officers that name an agency by its id.
_TO_OFFICERS = ("officer-remind-agency", "officer-mail-returned")


def meant(said: Said) -> Said:
    """The form for words to a person also takes an answer to the desk: then its reference is a case's."""
    if said.key == "ask-person-message" and waiting.is_case(str(said.args.get("reference", ""))):
        return replace(said, key="case-answer-ask")
    return said


def handles(key: str) -> bool:
    return key in (*_KEYS, *_BUTTONS, *_TO_OFFICERS) or key.startswith("notice-") or match_words.handles(key)


def text(key: str, args: Mapping[str, Any], form: str) -> str:
    if key == "intake-question":
        return _summary(args, form) if args["name"] == SUMMARY else _question(args, form)
    if match_words.handles(key):
        return match_words.text(key, args, form)
    if key == "case-opened":
        return _opened(args, form)
    if key == "case-status":
        return _status(args, form)
    if key == "erase-certificate":
        return certificate(Certificate.from_json(args["certificate"]), form)
    if key.startswith("notice-") or key in _TO_OFFICERS:
        return _notice(key, args, form)
    return say(form, key, **{name: value for name, value in args.items() if isinstance(value, str | int)})


def choices(key: str, args: Mapping[str, Any], form: str) -> Choices:
    if key == "intake-question":
        return _summary_buttons(args, form) if args["name"] == SUMMARY else _field_buttons(args, form)
    if match_words.handles(key):
        return match_words.choices(key, args, form)
    if args.get("question") and key in _ASKING:
        answers = Action(intent="case_status", entities={"do": "answer", "reference": str(args["reference"])})
        return [(say(form, "button-answer"), answers)]
    listed = [match_words.start(form)] if key == "case-opened" and LISTED.intersection(args.get("needs", ())) else []
    return [*((say(form, label), action) for label, action in _BUTTONS.get(key, ())), *listed]


def shares(key: str, args: Mapping[str, Any]) -> Literal["", "contact"]:
    """What the platform's own way of sharing may answer: the phone number."""
    return "contact" if key == "intake-question" and args["name"] == "phone" else ""


def _do(do: str, field: str = "") -> Action:
    return Action(intent="intake_do", entities={"do": do} | ({"field": field} if field else {}))


_BUTTONS: Mapping[str, Sequence[tuple[str, Action]]] = {
    "intake-which-desk": (
        ("programme-in-msme", Action(intent="start_intake", entities={"programme": "in-msme"})),
        ("programme-th-ssrc", Action(intent="start_intake", entities={"programme": "th-ssrc"})),
    ),
    "intake-cancel": (("button-continue", _do("resume")), ("button-forget", _do("forget"))),
    "intake-later": (("button-continue", _do("resume")), ("button-forget", _do("forget"))),
    "intake-kept": (("button-continue", _do("resume")), ("button-forget", _do("forget"))),
    "intake-refused": (("button-person", Action(intent="talk_to_human")),),
    "intake-gone": (("button-case", Action(intent="start_intake")),),
    "intake-moved-away": (("button-case", Action(intent="start_intake")),),
    "case-answer-ask": (("button-answer-later", Action(intent="deny")),),
    "case-opened": (("button-where-is-it", Action(intent="case_status")),),
    "erase-ask": (
        ("button-erase-now", Action(intent="delete_my_data", entities={"do": "erase"})),
        ("button-erase-keep", Action(intent="deny")),
    ),
}


def _question(args: Mapping[str, Any], form: str) -> str:
    name = args["name"]
    asked = say(form, f"ask-{_key(name)}", programme=args["programme"])
    place = say(form, "intake-place", place=args["place"], places=args["places"])
    given = value_words(name, args["given"].get(name), args["programme"], form)
    lines = [f"{place} {asked}"]
    if given:
        lines.append(say(form, "intake-given", value=given))
    return "\n".join(lines)


def _field_buttons(args: Mapping[str, Any], form: str) -> Choices:
    name, given = args["name"], args["given"].get(args["name"])
    several = BY_NAME[name].several
    found: Choices = [
        (
            ("✓ " if several and choice in (given or ()) else "") + choice_words(name, choice, form),
            Action(intent="intake_choose", entities={"field": name, "value": choice}),
        )
        for choice in args["choices"]
    ]
    if args.get("doubted"):
        doubted = Action(intent="intake_choose", entities={"field": name, "value": args["doubted"]})
        found.append((say(form, "button-doubted", typed=args["doubted"]), doubted))
    if several and given:
        found.append((say(form, "button-done"), _do("done")))
    if not BY_NAME[name].required:
        found.append((say(form, "button-skip"), _do("skip")))
    if name != "needs":
        found.append((say(form, "button-why"), _do("why")))
    return found


def _summary(args: Mapping[str, Any], form: str) -> str:
    lines = [say(form, "intake-summary")]
    for name, value in _told(args):
        lines.append(f"• {label(name, form)}: {value_words(name, value, args['programme'], form)}")
    return "\n".join([*lines, say(form, "intake-summary-end")])


def _told(args: Mapping[str, Any]) -> list[tuple[str, Any]]:
    given = args["given"]
    return [(one.name, given[one.name]) for one in FIELDS if given.get(one.name) and one.name != "consent"]


def _summary_buttons(args: Mapping[str, Any], form: str) -> Choices:
    # A field that was skipped may be answered after all.
    named = [one.name for one in FIELDS if one.name in args["given"] and one.name != "consent"]
    start = PAGE * args.get("page", 0)
    found: Choices = [(say(form, "button-send"), _do("send"))]
    found += [
        (say(form, "button-change", field=label(name, form)), _do("edit", name)) for name in named[start : start + PAGE]
    ]
    if len(named) > start + PAGE:
        found.append((say(form, "button-more"), _do("more")))
    return found


def label(name: str, form: str) -> str:
    """What a field is called."""
    return say(form, f"label-{_key(name)}")


def told_words(told: Mapping[str, Any], programme: str, form: str) -> list[tuple[str, str]]:
    """(label, value) of what an agency may know; the person's own words are not called theirs there."""
    return [
        (
            say(form, "agency-description") if name == "description" else label(name, form),
            value_words(name, value, programme, form),
        )
        for name, value in told.items()
    ]


def value_words(name: str, value: Any, programme: str, form: str) -> str:
    """A field's value as the person reads it; empty when there is none."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return "; ".join(choice_words(name, one, form) for one in value)
    if name == "region":
        return regions.name(programme, value, form)
    return choice_words(name, value, form) if name == "turnover" or BY_NAME[name].choices else str(value)


def choice_words(name: str, choice: str, form: str) -> str:
    return say(form, f"{_key(name)}-{choice}")


def _key(name: str) -> str:
    return name.replace("_", "-")


def _opened(args: Mapping[str, Any], form: str) -> str:
    lines = [say(form, "case-opened", reference=args["reference"])]
    if args["agencies"]:
        directory = agencies.load(args["programme"])
        names = "; ".join(directory.get(agency).name(form) for agency in args["agencies"])
        lines.append(say(form, "case-opened-agencies", agencies=names))
    if args["due"]:
        lines.append(say(form, "case-opened-due", due=_moment(args["due"], args["programme"])))
    return "\n".join([*lines, say(form, "case-opened-end")])


def _status(args: Mapping[str, Any], form: str) -> str:
    lines = [say(form, "case-status", reference=args["reference"], days=args["days"])]
    directory = agencies.load(args["programme"])
    for one in args["agencies"]:
        name = directory.get(one["agency"]).name(form)
        lines.append(say(form, f"case-with-{one['state'].replace('_', '-')}", agency=name))
    if args["state"] == "closed":
        return "\n".join([*lines, say(form, "case-closed", outcome=say(form, f"outcome-{args['outcome']}"))])
    if args["step"]:
        lines.append(say(form, args["step"]))
    if args.get("question"):
        lines.append(say(form, "case-question", question=args["question"]))
    if args["due"]:
        lines.append(say(form, "case-due", due=_moment(args["due"], args["programme"])))
    return "\n".join(lines)


def _notice(key: str, args: Mapping[str, Any], form: str) -> str:
    programme = _programme_of(args["reference"])
    words = {name: str(value) for name, value in args.items() if isinstance(value, str | int)}
    if "agency" in words:
        words["agency"] = agencies.load(programme).get(words["agency"]).name(form)
    if "date" in words:
        words["date"] = _moment(words["date"], programme)
    if "outcome" in words:
        words["outcome"] = say(form, f"outcome-{words['outcome']}")
    return say(form, key, **words)


def _programme_of(reference: str) -> str:
    read = reference_number.parse(reference)
    if isinstance(read, reference_number.Mistyped):
        raise LookupError(f"{reference} is no reference of a case")
    return read.programme


def moment(at: datetime, programme: str) -> str:
    """Date and time on the clocks of the programme's country, in figures that every form reads."""
    directory = agencies.load(programme)
    there = at.astimezone(directory.calendar_of(directory.agencies[0].id).zone)
    return there.strftime("%d.%m.%Y %H:%M")


def _moment(iso: str, programme: str) -> str:
    return moment(datetime.fromisoformat(iso), programme)
