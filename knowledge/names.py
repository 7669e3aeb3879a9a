"""Names of documents inside a question's words."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.bundle import Bundle
from knowledge.text import words


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
        # A name that several documents share tells them apart less.
        self._owners = {key: (places, 1 / len(places)) for key, places in owners.items() if len(places) <= 3}

    def found_in(self, terms: Sequence[str]) -> dict[int, float]:
        """Place of document -> worth in 0..1."""
        found: dict[int, float] = {}
        for start in range(len(terms)):
            for size in range(1, min(self._longest, len(terms) - start) + 1):
                places, worth = self._owners.get(tuple(terms[start : start + size]), ((), 0.0))
                for place in places:
                    found[place] = max(found.get(place, 0.0), worth)
        return found

    def spans(self, terms: Sequence[str]) -> list[tuple[int, int, set[int]]]:
        """(start, end, places of documents) of the names in these words, the longest of overlapping ones."""
        found: list[tuple[int, int, set[int]]] = []
        start = 0
        while start < len(terms):
            for size in range(min(self._longest, len(terms) - start), 0, -1):
                places, _ = self._owners.get(tuple(terms[start : start + size]), (set(), 0.0))
                if places:
                    found.append((start, start + size, places))
                    start += size - 1
                    break
            start += 1
        return found
