"""Offers, wishes and matches -> words and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.listings import KINDS
from bot.messages import Action
from bot.wording import say


def handles(key: str) -> bool:
    return key.startswith(("listing-", "match-"))


def text(key: str, args: Mapping[str, Any], form: str) -> str:
    words = {name: value for name, value in args.items() if isinstance(value, str | int)}
    if key == "match-proposed":
        words["kind"] = say(form, f"listing-{words['kind']}")
        words["until"] = datetime.fromisoformat(str(args["until"])).strftime("%d.%m.%Y")
    return say(form, key, **words)


def choices(key: str, args: Mapping[str, Any], form: str) -> list[tuple[str, Action]]:
    if key == "listing-which":
        return [(say(form, f"listing-{kind}"), _listing("kind", value=kind)) for kind in KINDS]
    if key == "listing-needs-case":
        return [(say(form, "button-case"), Action(intent="start_intake"))]
    if key == "match-proposed":
        return [
            (
                say(form, f"button-match-{value}"),
                Action(intent="match_answer", entities={"match": str(args["match"]), "value": value}),
            )
            for value in ("yes", "no")
        ]
    number = str(args.get("listing", ""))
    return [(say(form, f"button-listing-{label}"), _listing(do, listing=number)) for label, do in _BUTTONS.get(key, ())]


_BUTTONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "listing-consent": (("yes", "agree"), ("no", "close")),
    "listing-open": (("pause", "pause"), ("close", "close")),
    "listing-paused": (("resume", "resume"), ("close", "close")),
    "listing-expired": (("again", "resume"), ("close", "close")),
}


def start(form: str) -> tuple[str, Action]:
    """The button that begins a listing, at the end of a case."""
    return say(form, "button-listing"), _listing("start")


def _listing(do: str, **entities: str) -> Action:
    return Action(intent="listing", entities={"do": do, **entities})
