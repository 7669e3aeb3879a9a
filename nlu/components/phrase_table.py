"""Finds listed phrases in a message: languages people name, details they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import regex
import yaml

# entity, value, phrase
Row = Tuple[str, str, str]
_NO_SPACES = regex.compile(r"\p{Thai}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


class PhraseTable:
    """Longest phrase first; words of scripts that use spaces match whole, Thai matches anywhere."""

    def __init__(self, rows: List[Row]) -> None:
        """Raises ValueError for a phrase that does not begin and end with a letter or a digit."""
        self.rows = list(rows)
        self._value = {phrase.casefold(): (entity, value) for entity, value, phrase in self.rows}
        if odd := [phrase for phrase in self._value if not phrase or _spans(phrase) != phrase]:
            raise ValueError(f"phrases must begin and end with a letter or a digit: {odd[:3]}")
        anywhere = sorted(filter(_NO_SPACES.search, self._value), key=len, reverse=True)
        self._anywhere = regex.compile("|".join(map(regex.escape, anywhere)), regex.IGNORECASE) if anywhere else None
        self._most_words = max((len(_WORD.findall(phrase)) for phrase in self._value), default=0)

    @classmethod
    def read(cls, folder: Path) -> PhraseTable:
        rows: List[Row] = []
        for file in sorted(folder.glob("*/entities.yml")):
            for entity, values in yaml.safe_load(file.read_text(encoding="utf-8")).items():
                rows.extend((entity, value, str(phrase)) for value, phrases in values.items() for phrase in phrases)
        return cls(rows)

    def find(self, text: str) -> List[Dict[str, Any]]:
        found, free = [], 0
        for start, end in sorted(self._candidates(text), key=lambda span: (span[0], -span[1])):
            if start >= free:
                entity, value = self._value[text[start:end].casefold()]
                found.append({"entity": entity, "value": value, "start": start, "end": end})
                free = end
        return found

    def _candidates(self, text: str) -> Iterator[Tuple[int, int]]:
        """Looked up word by word: one pattern of all phrases took a tenth of what the dialogue process does."""
        words = [match.span() for match in _WORD.finditer(text)]
        for first, (start, _) in enumerate(words):
            for _, end in words[first : first + self._most_words]:
                if text[start:end].casefold() in self._value:
                    yield start, end
        if self._anywhere and _NO_SPACES.search(text):
            yield from (match.span() for match in self._anywhere.finditer(text))


def _spans(phrase: str) -> str:
    """From its first letter or digit to its last."""
    words = [match.span() for match in _WORD.finditer(phrase)]
    return phrase[words[0][0] : words[-1][1]] if words else ""
