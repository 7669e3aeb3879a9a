"""Why an agency is proposed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk_words import choice_words
from bot.wording import say


def reason(key: str, args: Mapping[str, Any], form: str) -> str:
    """``key`` and ``args`` as actions.match gives them and referrals keep them."""
    words = {}
    if "need" in args:
        words["need"] = choice_words("needs", args["need"], form)
    if "needs" in args:
        words["needs"] = ", ".join(choice_words("needs", one, form) for one in args["needs"])
    return say(form, key, **words)
