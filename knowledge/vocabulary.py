"""What a bundle learns from its texts: how romanised words are read, and which Latin-script form a text is in."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import sqlite_utils

from knowledge import language
from knowledge.documents import RECORD
from knowledge.romanised import Transliterator
from knowledge.text import fold, words

if TYPE_CHECKING:
    from knowledge.inputs import Inputs


def write_words(database: sqlite_utils.Database, inputs: Inputs) -> None:
    """The words romanised questions are read with: native spellings, and the English that stays English."""
    english = _english_words(inputs)
    rows: list[dict[str, str]] = []
    for form, native in language.NATIVE.items():
        learnt = Transliterator.learn(native, _frequencies(inputs, native), english)
        rows += ({"form": form, "spelling": spelling, "word": word} for spelling, word in learnt.native.items())
    # One commit: sqlite-utils by itself makes one for every few hundred rows.
    with database.atomic():
        database["english_words"].insert_all(({"word": word} for word in sorted(english)), pk="word")  # type: ignore[union-attr]
        database["native_words"].insert_all(rows, pk=("form", "spelling"))  # type: ignore[union-attr]


def _english_words(inputs: Inputs) -> set[str]:
    texts: list[str] = [passage.texts[RECORD] for passage in inputs.passages if RECORD in passage.texts]
    for card in inputs.cards:
        texts += card.aliases.get(RECORD, ())
        texts += [card.titles[RECORD]] if RECORD in card.titles else []
    texts += [asked.text for asked in inputs.questions if asked.form == RECORD]
    counts = Counter(word for text in texts for word in words(text) if word.isascii() and word.isalpha())
    return {word for word, count in counts.items() if len(word) > 2} - NOT_ENGLISH


#: Hindi and Gujarati words whose Latin spelling is also an English word of the documents.
NOT_ENGLISH = frozenset("has are hai mane tame kar par main mein men pan hoy tem hun ane".split())


def _frequencies(inputs: Inputs, native: str) -> dict[str, float]:
    """Native words per million: the general language (Hindi: wordfreq) and our own texts."""
    own: Counter[str] = Counter()
    for passage in inputs.passages:
        own.update(words(passage.texts.get(native, "")))
    own.update(word for asked in inputs.questions if asked.form == native for word in words(asked.text))
    own.update(word for form, _, text in inputs.chat if form == native for word in words(text))
    for card in inputs.cards:
        own.update(words(" ".join([card.titles.get(native, ""), *card.aliases.get(native, ())])))
    scale = 1e6 / max(1, sum(own.values()))
    found = {word: count * scale for word, count in own.items()}
    if native == "hi":
        from wordfreq import get_frequency_dict

        for word, frequency in get_frequency_dict("hi", wordlist="best").items():
            folded = fold(word)
            found[folded] = found.get(folded, 0.0) + frequency * 1e6
    return found


def train_language(inputs: Inputs) -> language.LatinModel:
    pairs = [(text, form) for form, _, text in inputs.chat if form in language.LATIN_FORMS]
    pairs += [(asked.text, asked.form) for asked in inputs.questions if asked.form in language.LATIN_FORMS]
    pairs = [(text, form) for text, form in pairs if language.by_script(text) == "Latn"]
    if {form for _, form in pairs} != set(language.LATIN_FORMS):
        raise ValueError("the language model needs English and romanised examples; point --examples at the nlu folder")
    names = (
        name for card in inputs.cards for name in (card.title, *card.titles.values(), *chain(*card.aliases.values()))
    )
    return language.train([text for text, _ in pairs], [form for _, form in pairs], language.acronyms(names))
