"""Names of documents inside a question's words."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.bundle import Bundle
from knowledge.text import words

#: Gujarati writes its case endings onto a name: "સીજીટીએમએસઈમાં" is "in CGTMSE".
ENDINGS = ("માં", "ની", "નો", "નું", "ના", "ને", "થી", "નુ")
_SHORTEST_STEM = 2


class Names:
    """Finds document names and aliases inside a question's words."""

    def __init__(self, bundle: Bundle) -> None:
        owners: dict[tuple[str, ...], set[int]] = {}
        for place, card in enumerate(bundle.cards.values()):
            names = [name for aliases in card.aliases.values() for name in aliases] + list(card.titles.values())
            for name in names:
                key = tuple(words(name))
                if key:
                    owners.setdefault(key, set()).add(place)
        self._longest = max((len(key) for key in owners), default=0)
        self._first = frozenset(key[0] for key in owners)
        # A name that several documents share tells them apart less.
        self._owners = {key: (places, 1 / len(places)) for key, places in owners.items() if len(places) <= 3}

    def found_in(self, terms: Sequence[str]) -> dict[int, float]:
        """Place of document -> worth in 0..1."""
        found: dict[int, float] = {}
        for start in (start for start, term in enumerate(terms) if self._begins(term)):
            for size in range(1, min(self._longest, len(terms) - start) + 1):
                places, worth = self._named(terms[start : start + size])
                for place in places:
                    found[place] = max(found.get(place, 0.0), worth)
        return found

    def spans(self, terms: Sequence[str]) -> list[tuple[int, int, set[int]]]:
        """(start, end, places of documents) of the names in these words, the longest of overlapping ones."""
        found: list[tuple[int, int, set[int]]] = []
        start = 0
        while start < len(terms):
            longest = min(self._longest, len(terms) - start) if self._begins(terms[start]) else 0
            for size in range(longest, 0, -1):
                places, _ = self._named(terms[start : start + size])
                if places:
                    found.append((start, start + size, places))
                    start += size - 1
                    break
            start += 1
        return found

    def _begins(self, term: str) -> bool:
        """Whether a name begins with this word."""
        return term in self._first or stem_of(term) in self._first

    def _named(self, terms: Sequence[str]) -> tuple[set[int], float]:
        """Documents of this name as it stands, else without the ending of its last word."""
        found = self._owners.get(tuple(terms))
        if found is None and (stem := stem_of(terms[-1])):
            found = self._owners.get((*terms[:-1], stem))
        return found or (set(), 0.0)


def stem_of(word: str) -> str:
    """A Gujarati word without its case ending; empty when it has none."""
    if not word.endswith(ENDINGS):
        return ""
    stem = word.removesuffix(next(ending for ending in ENDINGS if word.endswith(ending)))
    return stem if len(stem) >= _SHORTEST_STEM else ""
