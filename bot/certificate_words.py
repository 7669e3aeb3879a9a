"""The certificate of an erasure, in words."""

from __future__ import annotations

from actions import agencies
from actions.erasure import Certificate
from actions.triage_rules import programmes
from bot.wording import say


def certificate(made: Certificate, form: str) -> str:
    """What was deleted and what stays, as a reply to the person."""
    lines = [say(form, "erased", number=made.number)]
    lines += [f"• {say(form, f'erased-{kind}', count=count)}" for kind, count in made.deleted.items()]
    if not made.deleted:
        lines.append(say(form, "erased-nothing"))
    if made.cases:
        lines.append(say(form, "stays-case-counts", count=made.cases))
    lines += [say(form, f"stays-{code}") for code in made.stays if code != "case-counts"]
    if made.told:
        lines.append(say(form, "erased-told", agencies="; ".join(_name(agency, form) for agency in made.told)))
    return "\n".join(lines)


def _name(agency: str, form: str) -> str:
    """Its name in whichever programme's directory it stands; its id when it was taken out since."""
    every = (one for programme in programmes() for one in agencies.load(programme).agencies)
    return next((one.name(form) for one in every if one.id == agency), agency)
