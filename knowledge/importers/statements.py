"""Paragraphs cut into statements: one sentence each, short enough to be quoted."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from knowledge.importers.letters import by_script, count_letters

LONGEST = 400
#: Thai marks the end of a sentence with nothing but a space, which also stands elsewhere.
THAI_PIECE = 220
_ABBREVIATIONS = frozenset(
    "rs no nos dr mr mrs ms smt shri sh ltd pvt co inc e.g i.e viz etc vs sec art para cl govt dept approx max min st "
    "fig ref tel ph ext vol pp p रु डॉ नं क्र श्री રૂ ડૉ નં ક્ર શ્રી พ.ศ ค.ศ ก บ ช จ น ม ต อ ว ร".split()
)
_END = regex.compile(r"(?<=[.!?।॥…])(?P<closing>[\"”’)\]]*)\s+(?=[\"“‘(]?[\p{Lu}\p{Lo}\p{Nd}₹฿])")
_LAST_WORD = regex.compile(r"([\p{L}\p{M}.]+)\.$")
_PIECE = regex.compile(r"(?<=[;,])\s+|\s+")


def statements(text: str) -> Iterator[str]:
    """``text``: one safe line. Brackets become round: square ones are our marks for sources."""
    text = text.translate({ord("["): "(", ord("]"): ")"})
    for sentence in _sentences(text):
        thai = by_script(sentence)["th"] > len(sentence) // 3
        for piece in _pieces(sentence, THAI_PIECE if thai else LONGEST):
            if count_letters(piece) > 1:
                yield piece.lstrip("-#*>| ").strip()


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        if not _is_abbreviation(text[start : end.start()]):
            yield text[start : end.end("closing")].strip()
            start = end.end()
    yield text[start:].strip()


def _is_abbreviation(text: str) -> bool:
    last = _LAST_WORD.search(text)
    # A full stop after Thai letters never ends a sentence: they are ธพว., พ.ศ. and the like.
    return bool(last and (len(last[1]) == 1 or last[1].lower() in _ABBREVIATIONS or by_script(last[1])["th"]))


def _pieces(sentence: str, longest: int) -> Iterator[str]:
    """At semicolons first, then commas, then spaces; a run without any is left whole up to three times the length."""
    while len(sentence) > longest:
        cut = _cut(sentence, longest)
        if cut <= 0:
            break
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    yield sentence


def _cut(sentence: str, longest: int) -> int:
    for mark in ("; ", ", ", " "):
        place = sentence.rfind(mark, longest // 3, longest)
        if place > 0:
            return place + len(mark)
    place = sentence.find(" ", longest)
    return place if place > 0 else (3 * longest if len(sentence) > 3 * longest else 0)
