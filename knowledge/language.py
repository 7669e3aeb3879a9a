"""Which of the six language forms a message is written in.

Script first; Latin-script text by a small character n-gram model (packages score .65 here and none knows
romanised Gujarati). The conversation's language is the prior: short messages keep it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray

from knowledge.arrays import read_arrays
from knowledge.text import fold

FORMS = ("en", "hi", "gu", "th", "hi-Latn", "gu-Latn")
LATIN_FORMS = ("en", "hi-Latn", "gu-Latn")
#: The form whose documents and words stand in where a romanised form has none of its own.
NATIVE = {"hi-Latn": "hi", "gu-Latn": "gu"}

_SCRIPTS = {
    "hi": regex.compile(r"[\u0900-\u097f]"),
    "gu": regex.compile(r"[\u0a80-\u0aff]"),
    "th": regex.compile(r"[\u0e00-\u0e7f]"),
}
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_LATIN = regex.compile(r"[a-z]")
_LATIN_WORD = regex.compile(r"[\p{Latin}\p{M}]+")
_LETTERS = regex.compile(r"[a-z]+")
# A message mixes scripts when it names a scheme; this share of its own script still makes it native.
_NATIVE_SHARE = 0.15
_ENOUGH_LETTERS = 2


def native(form: str) -> str:
    """The written language behind a form: ``hi-Latn`` -> ``hi``."""
    return NATIVE.get(form, form)


def by_script(text: str) -> str | None:
    """hi, gu or th when enough of the letters are in that script; "Latn" for Latin letters; else None."""
    letters = len(_LETTER.findall(text))
    if not letters:
        return None
    for form, pattern in _SCRIPTS.items():
        count = len(pattern.findall(text))
        if count >= min(_ENOUGH_LETTERS, letters) and count >= _NATIVE_SHARE * letters:
            return form
    latin = len(_LATIN.findall(fold(text)))
    return "Latn" if latin >= letters / 2 else None


@dataclass(frozen=True)
class LatinModel:
    """Multinomial logistic regression over character n-grams and words; forms in LATIN_FORMS order."""

    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]  #: (features, 3)
    bias: NDArray[np.float32]  #: (3,)
    names: frozenset[str] = frozenset()  #: acronyms, which are left out
    everywhere: frozenset[str] = frozenset()  #: words that people of all three forms use

    def probabilities(self, text: str) -> dict[str, float]:
        counts = Counter(
            index for gram in features(text, self.names) if (index := self.vocabulary.get(gram)) is not None
        )
        scores = self.bias.astype(np.float64)
        if counts:
            values = np.array([1 + math.log(count) for count in counts.values()])
            values /= np.linalg.norm(values)
            scores = scores + values @ self.weights[list(counts)]
        scores = np.exp(scores - scores.max())
        return dict(zip(LATIN_FORMS, (scores / scores.sum()).tolist(), strict=True))

    def save(self, path: Path) -> None:
        names = np.array(list(self.vocabulary), dtype=np.str_)
        left_out, everywhere = (np.array(sorted(words), np.str_) for words in (self.names, self.everywhere))
        np.savez(path, vocabulary=names, weights=self.weights, bias=self.bias, names=left_out, everywhere=everywhere)

    @classmethod
    def load(cls, path: Path) -> LatinModel:
        arrays = read_arrays(path)
        vocabulary = {str(name): index for index, name in enumerate(arrays["vocabulary"])}
        names, everywhere = (frozenset(map(str, arrays.get(name, ()))) for name in ("names", "everywhere"))
        return cls(vocabulary, arrays["weights"], arrays["bias"], names, everywhere)


def telling(text: str, names: Set[str] = frozenset()) -> list[str]:
    """The Latin words that can tell a language: people of every form write the same acronyms and names.

    What is in capitals from end to end is shouted, and no acronym; but a single word of it is one.
    """
    words = [(word, len(word) > 1 and word.isupper()) for word in _LATIN_WORD.findall(text)]
    shouted = len(words) > 1 and all(capitals for _, capitals in words)
    parts = (part for word, acronym in words if shouted or not acronym for part in _LETTERS.findall(fold(word)))
    return [part for part in parts if part not in names]


def features(text: str, names: Set[str] = frozenset()) -> Iterator[str]:
    """Character n-grams (1-4) inside padded words, and the words themselves."""
    for word in telling(text, names):
        padded = f" {word} "
        yield "=" + word
        for size in range(1, 5):
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def acronyms(names: Iterable[str]) -> frozenset[str]:
    """The acronyms of documents' names, as they are typed without capitals. Two letters may be a word: it, me, se."""
    words = (word for name in names for word in _LATIN_WORD.findall(name))
    return frozenset(fold(word) for word in words if len(word) > 2 and word.isupper())


def train(texts: Sequence[str], forms: Sequence[str], names: frozenset[str] = frozenset()) -> LatinModel:
    """Fit on Latin-script examples of the three forms; a text that stands in several of them teaches nothing."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    written: dict[str, set[str]] = {}
    for text, form in zip(texts, forms, strict=True):
        written.setdefault(fold(text), set()).add(form)
    everywhere = _of_all_forms(texts, forms, names)
    kept = [place for place, text in enumerate(texts) if len(written[fold(text)]) == 1]
    texts, forms = [texts[place] for place in kept], [forms[place] for place in kept]
    seen = Counter(gram for text in texts for gram in set(features(text, names)))
    vocabulary = {gram: index for index, gram in enumerate(sorted(g for g, count in seen.items() if count > 1))}
    values: list[float] = []
    columns: list[int] = []
    rows = [0]
    for text in texts:
        counts = Counter(index for gram in features(text, names) if (index := vocabulary.get(gram)) is not None)
        row = np.array([1 + math.log(count) for count in counts.values()] or [0.0])
        values.extend((row / (np.linalg.norm(row) or 1.0))[: len(counts)])
        columns.extend(counts)
        rows.append(len(columns))
    matrix = csr_matrix((values, columns, rows), shape=(len(texts), len(vocabulary)))
    labels = [LATIN_FORMS.index(form) for form in forms]
    model = LogisticRegression(C=20, max_iter=500, class_weight="balanced").fit(matrix, labels)
    weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
    return LatinModel(vocabulary, weights, bias, names, everywhere)


def _of_all_forms(texts: Sequence[str], forms: Sequence[str], names: Set[str]) -> frozenset[str]:
    """Words that stand in several texts of each form, such as loan and hotline."""
    counts = {form: Counter[str]() for form in LATIN_FORMS}
    for text, form in zip(texts, forms, strict=True):
        counts[form].update(set(telling(text, names)))
    return frozenset(word for word in counts["en"] if min(count[word] for count in counts.values()) >= _SEVERAL)


@dataclass(frozen=True, kw_only=True)
class Guess:
    form: str  #: one of FORMS
    sure: bool  #: strong enough to change a conversation's language


#: Words that people of all three Latin-script forms type: they tell nothing.
EVERYWHERE = frozenset(
    "hi hello hey helo hii ok okay bye thanks thank you yes no please sir madam good morning".split()
)

# Below this the prior decides; above SWITCH a message may change the conversation's language on its own.
_KEEP, _SWITCH = 0.60, 0.80
_PRIOR_WEIGHT = 3.0
# In fewer texts of a form a word may be another form's, quoted.
_SEVERAL = 4


def detect(text: str, model: LatinModel, prior: str | None = None) -> Guess:
    """The form of one message; without letters, or when nothing speaks for another form, the prior."""
    script = by_script(text)
    if script is None:
        return Guess(form=prior or "en", sure=False)
    if script != "Latn":
        return Guess(form=script, sure=True)
    typed = telling(text, model.names)
    if all(word in EVERYWHERE or word in model.everywhere for word in typed):
        return Guess(form=prior or "en", sure=False)
    chances = model.probabilities(text)
    if prior in LATIN_FORMS:
        chances[prior] *= _PRIOR_WEIGHT
    elif prior in ("hi", "gu"):
        chances[f"{prior}-Latn"] *= _PRIOR_WEIGHT
    total = sum(chances.values())
    best = max(chances, key=lambda form: chances[form])
    share = chances[best] / total
    words = sum(len(word) > 1 for word in typed)
    if not prior and share < _KEEP:
        return Guess(form="en", sure=False)
    if prior and prior != best and share < _KEEP:
        return Guess(form=prior if prior in LATIN_FORMS else best, sure=False)
    return Guess(form=best, sure=share >= _SWITCH and words >= 3)
