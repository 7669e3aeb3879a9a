"""What cutting a long message before it is encoded loses: python -m bench.long_questions [--kb FOLDER]

Questions of knowledge/calibration (never indexed) with small talk of the same form in front or behind, over 400
characters in all: right document first, and milliseconds of encoding, for the whole message, its beginning alone,
its end alone, and both ends as the search does it. Short questions are never cut.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.library import KNOWLEDGE
from bot.settings import ROOT, from_env
from knowledge.bundle import Bundle
from knowledge.confidence import QUESTION_INTENTS
from knowledge.encoder import kind_of, open_encoder
from knowledge.language import FORMS, NATIVE
from knowledge.questions import Example, read_examples, read_intent_examples
from knowledge.search import QUESTION_LIMIT, QUESTION_START, Search
from knowledge.text import both_ends, fold

OF_EACH_FORM, PADDING = 4, 400
CUTS: Mapping[str, Callable[[str], str]] = {
    "whole": lambda text: text,
    "beginning": lambda text: text[:QUESTION_LIMIT],
    "end": lambda text: text[-QUESTION_LIMIT:],
    "both ends": lambda text: both_ends(text, QUESTION_START, QUESTION_LIMIT),
}


def padded(examples: Sequence[Example]) -> dict[str, list[tuple[Example, str]]]:
    """Where the question stands -> examples with their long message."""
    chance = random.Random(7)
    talk: dict[str, list[str]] = {form: [] for form in FORMS}
    for form, intent, text in read_intent_examples(ROOT / "nlu"):
        if intent not in QUESTION_INTENTS:
            talk[form].append(text)
    found: dict[str, list[tuple[Example, str]]] = {"question last": [], "question first": []}
    for form in FORMS:
        for example in [one for one in examples if one.form == form and one.documents][:OF_EACH_FORM]:
            words = ""
            while len(words) < PADDING:
                words += chance.choice(talk[form]) + ". "
            found["question last"].append((example, words + example.text))
            found["question first"].append((example, f"{example.text}. {words}"))
    return found


def _read(search: Search, text: str, form: str) -> str:
    """As the search reads it: romanised words in native letters."""
    folded = fold(text)
    return search.bundle.transliterators[form](folded) if form in NATIVE else folded


def main() -> None:
    parser = argparse.ArgumentParser(description="What cutting a long message before encoding loses.")
    parser.add_argument("--kb", type=Path)
    options = parser.parse_args()
    bundle = Bundle(options.kb or from_env().live_bundle)
    search = Search(bundle, open_encoder(kind_of(bundle.manifest["encoder"])))
    print("| message | encoded | hit@1 | ms of encoding |\n|---|---|---|---|")
    for where, rows in padded(read_examples(KNOWLEDGE / "calibration")).items():
        for name, cut in CUTS.items():
            right, spent = 0, 0.0
            for example, text in rows:
                query = search.prepare(text, example.form)
                began = time.perf_counter()
                vector = search.encoder.encode([cut(_read(search, text, example.form))], "query")[0]
                spent += time.perf_counter() - began
                right += search.search(replace(query, vector=vector)).documents[0] in example.documents
            print(f"| {where} | {name} | {right / len(rows):.2f} | {spent / len(rows) * 1e3:.0f} |")


if __name__ == "__main__":
    main()
