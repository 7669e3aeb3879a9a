"""How the business goes, in people's own words: "not good" is no growth, "no money for the instalment" is a loan.

A word for a choice inside a sentence may mean the opposite there; a wrong choice is worse than a second question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import amounts
from actions.choice_words import chosen, unsure
from knowledge.text import fold

_NOT = re.compile(r"\b(?:not?|never|hardly|nahin?|nathi|nai)\b|n't\b|नहीं|नही|નથી|નહીં|નહિ|ไม่")
_PAYS = re.compile(r"\b(?:pay|paid|repay|bhar|chuk)|भर|चुक|दी\b|दिया|ભર|ચુક|ચૂક|จ่าย|ผ่อน|ส่งงวด")
_UNIT = r"(?:months?|mahin\w*|mahin|emis?|instal+ments?|kist\w*|hapt\w*|महीन|माह|किस्त|મહિન|હપ્ત|เดือน|งวด)"
YEARS = r"(?:years?|yrs?|saal|sal\b|varas|varsh|baras|साल|वर्ष|बरस|વર્ષ|વરસ|ปี)"
_OVER = re.compile(r"more than|over|zyada|jyada|vadhare|vadhu|ज्यादा|अधिक|વધુ|વધારે|เกิน|กว่า")
#: What the choices call late, and not yet overdue.
MOST_LATE = 3
#: Words of a no that is said of nothing else.
MOST_WORDS = 4
#: Words of an answer that is nothing but a time.
MOST_BARE = 3


def trading(text: str, choices: Sequence[str]) -> str | None:
    found = chosen("trading", text, choices)
    return "falling" if found in ("growing", "steady") and negated(text) else found


def sector(text: str, choices: Sequence[str]) -> str | None:
    """A shop for something is of the trade of that something: "चाय की दुकान"."""
    others = [choice for choice in choices if choice != "retail"]
    return chosen("sector", text, choices) or chosen("sector", text, others, numbers=False)


def orders(text: str, choices: Sequence[str]) -> str | None:
    found = chosen("orders", text, choices)
    if found == "plenty" and negated(text):
        return "some"
    # "Koi order nahi": a short no without any other word for a choice.
    none = found is None and negated(text) and not unsure(text) and len(text.split()) <= MOST_WORDS
    said = chosen("orders", text, ("plenty", "some"), numbers=False)
    return "none" if none and said is None and "none" in choices else found


def loan(text: str, choices: Sequence[str]) -> str | None:
    found = chosen("loan", text, choices)
    if chosen("up-to-date", text, ("regular",), numbers=False):
        return "regular"
    if found in ("court", "overdue") or (found == "regular" and not negated(text)):
        return found
    # "Twelve instalments paid" is not late by twelve.
    late = found == "late" or negated(text) or len(text.split()) <= MOST_BARE
    months = _months(fold(text)) if late else None
    if months is not None:
        return "overdue" if months > MOST_LATE else "late"
    if found == "regular":
        return "late"
    # "No money for the instalment" names a loan.
    return None if found == "none" and _PAYS.search(fold(text)) else found


def negated(text: str) -> bool:
    return _NOT.search(fold(text)) is not None


def counted(plain: str, unit: str) -> int | None:
    """The number before the unit, in figures or in words of any form."""
    found = (amounts.number_before(plain, one.start()) for one in re.finditer(unit, plain))
    number = next((one for one in found if one is not None), None)
    return None if number is None else int(number)


def _months(plain: str) -> int | None:
    """Months, or instalments, that are named; one more where it is said to be more than that."""
    if counted(plain, YEARS):
        return 12
    count = counted(plain, _UNIT)
    return None if count is None else count + bool(_OVER.search(plain))
