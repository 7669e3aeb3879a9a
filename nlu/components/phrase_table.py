"""Finds listed phrases in a message: languages people name, details they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Tuple

import regex
import yaml

# entity, value, phrase
Row = Tuple[str, str, str]
_NO_SPACES = regex.compile(r"\p{Thai}")


class PhraseTable:
    """Longest phrase first; words of scripts that use spaces match whole, Thai matches anywhere."""

    def __init__(self, rows: List[Row]) -> None:
        self.rows = [(entity, value, phrase) for entity, value, phrase in rows]
        self._value = {phrase.casefold(): (entity, value) for entity, value, phrase in self.rows}
        ordered = sorted(self._value, key=len, reverse=True)
        self._pattern = regex.compile("|".join(map(_as_pattern, ordered)), regex.IGNORECASE) if ordered else None

    @classmethod
    def read(cls, folder: Path) -> PhraseTable:
        rows: List[Row] = []
        for file in sorted(folder.glob("*/entities.yml")):
            for entity, values in yaml.safe_load(file.read_text(encoding="utf-8")).items():
                rows.extend((entity, value, str(phrase)) for value, phrases in values.items() for phrase in phrases)
        return cls(rows)

    def find(self, text: str) -> List[Dict[str, Any]]:
        found = []
        for match in self._pattern.finditer(text) if self._pattern else ():
            entity, value = self._value[match.group().casefold()]
            found.append({"entity": entity, "value": value, "start": match.start(), "end": match.end()})
        return found


def _as_pattern(phrase: str) -> str:
    exact = regex.escape(phrase)
    if _NO_SPACES.search(phrase):
        return exact
    return rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){exact}(?![\p{{L}}\p{{M}}\p{{N}}])"
