"""States and provinces as people write them -> ISO 3166-2 codes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from knowledge.language import native
from knowledge.questions import load_yaml
from knowledge.text import fold

PLACES = Path(__file__).parent / "regions.yml"
COUNTRIES = {"in-msme": "IN", "th-ssrc": "TH"}
#: Words around a name that say what it is, not which.
_WORDS = ("จังหวัด", "จ.", "province", "state", "changwat", "राज्य", "રાજ્ય", "rajya")
#: Similarity from which a misspelt name is taken, and its lead over the second.
_NEAR, _LEAD = 0.84, 0.06
_SHORTEST_TO_GUESS, _LONGEST_TO_GUESS = 4, 60


@functools.cache
def regions(programme: str) -> Mapping[str, Mapping[str, Any]]:
    """Code -> names."""
    read: Mapping[str, Mapping[str, Mapping[str, Any]]] = load_yaml(PLACES)
    return read[COUNTRIES[programme]]


def name(programme: str, code: str, form: str) -> str:
    """What a reader of this form calls it; the English name where there is no other."""
    names = regions(programme)[code]
    return str(names["en"] if form.endswith("-Latn") else names.get(native(form), names["en"]))


def find(programme: str, typed: str) -> str | None:
    """The code of the place meant, a small slip of the hand allowed; None when it is not clear."""
    wanted = _plain(typed)
    known = _known(programme)
    if not wanted or wanted in known:
        return known.get(wanted)
    within = {code for spelt, code in known.items() if len(spelt) >= _SHORTEST_TO_GUESS and spelt in wanted}
    if len(within) == 1:
        return within.pop()
    return _nearest(wanted, known) if _SHORTEST_TO_GUESS <= len(wanted) <= _LONGEST_TO_GUESS else None


def _nearest(wanted: str, known: Mapping[str, str]) -> str | None:
    best: dict[str, float] = {}
    for spelt, code in known.items():
        likeness = SequenceMatcher(None, wanted, spelt, autojunk=False).ratio()
        best[code] = max(best.get(code, 0.0), likeness)
    (code, first), (_, second), *_ = sorted(best.items(), key=lambda pair: -pair[1])
    return code if first >= _NEAR and first - second >= _LEAD else None


@functools.cache
def _known(programme: str) -> Mapping[str, str]:
    """Folded spelling -> code. A spelling of two places names neither."""
    spelt = list(_spellings(programme))
    return {plain: code for plain, code in spelt if all(other == code for one, other in spelt if one == plain)}


def _spellings(programme: str) -> Iterator[tuple[str, str]]:
    for code, names in regions(programme).items():
        for language, spelt in names.items():
            for one in spelt if language == "also" else [spelt]:
                yield _plain(one), code
        yield code.lower().replace("-", ""), code
        if COUNTRIES[programme] == "IN":
            yield code[3:].lower(), code


def _plain(text: str) -> str:
    folded = fold(text)
    for word in _WORDS:
        folded = folded.replace(word, " ")
    return "".join(c for c in folded if c.isalnum() or not c.isascii()).replace(" ", "")
