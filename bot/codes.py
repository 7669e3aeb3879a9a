"""Messages that are nothing but a code of ours: a draft's link code, a case's reference and phone digits."""

from __future__ import annotations

import regex

from actions import reference_number
from bot.messages import Action

#: As drafts.link_code writes them; letters and digits that are read as another are not among them.
_LINK = regex.compile(r"\s*([2-9A-HJKMNP-Z]{4})[-\s]([2-9A-HJKMNP-Z]{4})\s*", regex.IGNORECASE)
_DIGIT = regex.compile(r"\d")
#: A message about a case may be a sentence; one longer than this is a matter of its own.
LONGEST = 60


def action_of(text: str) -> Action | None:
    """What a code means to the dialogue; None for every other text."""
    link = _LINK.fullmatch(text)
    if link and _DIGIT.search(text):
        return Action(intent="move_draft", entities={"code": "".join(link.groups()).upper()})
    if len(text) <= LONGEST and reference_number.find(text) is not None:
        return Action(intent="case_status", entities={"reference": text})
    return None
