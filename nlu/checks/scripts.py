"""Is a text written in its form's letters?"""

from __future__ import annotations

import functools

import regex

from nlu.checks.project import Form

#: A bare Latin text of at most so many characters is a scheme's name (CGTMSE, GeM portal), in any form.
LONGEST_NAME = 20

# Emoji joiners and accents that any script may use belong to no script.
_LETTER = r"[[\p{L}\p{M}]--[\p{Script=Common}\p{Script=Inherited}]]"


@functools.lru_cache(64)
def _patterns(script: str, only_ascii: bool) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Letters of the form's own script, and letters that may not stand in it."""
    own = "[A-Za-z]" if only_ascii else rf"\p{{Script={script}}}"
    allowed = own if only_ascii else rf"[{own}\p{{Script=Latin}}]"
    foreign = rf"[{_LETTER}--{allowed}]"
    return regex.compile(rf"[{_LETTER}&&{own}]", regex.V1), regex.compile(foreign, regex.V1)


def wrong_script(text: str, form: Form, names: bool = False) -> str | None:
    """What is wrong with the letters, or None. With ``names`` a short Latin name may stand alone."""
    own, foreign = _patterns(form.script, form.ascii)
    found = foreign.search(text)
    if found:
        wanted = "plain a-z" if form.ascii else form.script
        return f"{found.group()!r} is not {wanted}"
    latin = regex.search(_LETTER, text, regex.V1)
    if latin and not own.search(text) and not (names and len(text) <= LONGEST_NAME):
        return f"has no {form.script} letters"
    return None
