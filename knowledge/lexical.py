"""Word search over the bundle's postings: how people spell acronyms, and what a query's words are worth."""

from __future__ import annotations

import functools
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from knowledge.postings import open_postings
from knowledge.text import fold

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER_NAMES = {
    "hi": "ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड",
    "gu": "એ બી સી ડી ઈ એફ જી એચ આઈ જે કે એલ એમ એન ઓ પી ક્યુ આર એસ ટી યુ વી ડબલ્યુ એક્સ વાય ઝેડ",
    "th": "เอ บี ซี ดี อี เอฟ จี เอช ไอ เจ เค แอล เอ็ม เอ็น โอ พี คิว อาร์ เอส ที ยู วี ดับเบิลยู เอ็กซ์ วาย แซด",
}
_NAMES = {form: dict(zip(_LATIN, names.split(), strict=True)) for form, names in _LETTER_NAMES.items()}
_ACRONYM = regex.compile(r"\b[A-Z]{2,7}\b")


def spell_out_acronyms(text: str) -> str:
    """Every acronym of ``text`` as it is spelt in native letters: CGTMSE -> सीजीटीएमएसई …"""
    found = dict.fromkeys(_ACRONYM.findall(text))
    return " ".join("".join(names[letter] for letter in acronym) for acronym in found for names in _NAMES.values())


#: So many words are kept with where they stand; people's words are mostly the same few thousand.
WORDS_KEPT = 4_096


@dataclass(frozen=True, kw_only=True)
class LexicalResult:
    scores: dict[int, float]  #: passage place -> bm25, higher is better
    coverage: float  #: share of the query's words, weighted by rarity, that the documents know at all


class LexicalIndex:
    """bm25 as FTS5 has it, from postings that stay in memory once they were asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.size = int(db.execute("select count(*) from passages").fetchone()[0])
        stored = open_postings(db)
        # A bundle never changes.
        self._documents_with = functools.lru_cache(2 * WORDS_KEPT)(stored.documents_with)
        self._postings = functools.lru_cache(WORDS_KEPT)(stored.of)

    def search(self, words: Sequence[str], limit: int) -> LexicalResult:
        terms = list(dict.fromkeys(word for word in words if not _is_noise(word)))
        if not terms or not self.size:
            return LexicalResult(scores={}, coverage=0.0)
        frequency = {term: self._documents_with(term) for term in terms}
        worth = {term: math.log(1 + self.size / (1 + count)) for term, count in frequency.items()}
        known = [term for term in terms if frequency[term]]
        coverage = sum(worth[term] for term in known) / sum(worth.values())
        # A word most passages hold ranks nothing and costs the most.
        telling = [term for term in known if frequency[term] <= self.size * 0.4] or known
        scores = self._ranked(telling, limit) if telling else {}
        return LexicalResult(scores=scores, coverage=coverage)

    def known_in(self, words: Sequence[tuple[str, ...]], first: int, last: int) -> float:
        """Share of the words, weighted by rarity, that stand in passages ``first`` to ``last``.

        Each word comes with the spellings it may stand under; a word no passage knows weighs the most.
        """
        total = here = 0.0
        for spellings in dict.fromkeys(words):
            if all(_is_noise(spelling) for spelling in spellings):
                continue
            count = max(self._documents_with(spelling) for spelling in spellings)
            worth = math.log(1 + self.size / (1 + count))
            total += worth
            if count and any(self._stands(spelling, first, last) for spelling in spellings):
                here += worth
        return here / total if total else 0.0

    def _stands(self, term: str, first: int, last: int) -> bool:
        places = self._postings(term).places
        at = int(np.searchsorted(places, first))
        return at < len(places) and int(places[at]) <= last

    def _ranked(self, terms: Sequence[str], limit: int) -> dict[int, float]:
        found = [self._postings(term) for term in terms]
        scores = np.zeros(self.size, np.float32)
        for one in found:
            scores[one.places] += one.worth
        held = np.flatnonzero(scores)
        if len(held) > limit:
            least = np.partition(scores[held], len(held) - limit)[len(held) - limit]
            held = held[scores[held] >= least]
        order = held[np.lexsort((held, -scores[held]))][:limit]
        return dict(zip(order.tolist(), scores[order].tolist(), strict=True))


@functools.lru_cache(WORDS_KEPT)
def _is_noise(word: str) -> bool:
    return fold(word) in STOP_WORDS or (len(word) == 1 and not word.isdigit())


#: Words that carry no topic in any of the six forms; kept short, since rarity already does most of the work.
STOP_WORDS = frozenset(
    (
        "a an the is are was be do does did of in on for to from at by and or what which who how when where can i my "
        "me you your it this that with there will would please tell about get have has any "
        "kya hai he kaise kese kaun kab kaha kahan ka ke ki ko me mein mai se par aur ya mujhe mera meri hum ho hota "
        "hoti liye milta milti milega batao bataiye chahiye karna kare karu "
        "shu su che chhe 6e kevi kai kevi rite kyare kyan na ni no nu ma mate ane ke mane maru mari male malse joie "
        "karvu karva thay "
        "क्या है हैं कैसे कौन कब कहां कहाँ का के की को में मे से पर और या मुझे मेरा मेरी हम हो होता होती लिए लिये मिलता "
        "मिलती मिलेगा बताओ बताइए चाहिए करना करें करूं "
        "શું છે કેવી કઈ રીતે ક્યારે ક્યાં ના ની નો નું માં માટે અને કે મને મારું મારી મળે મળશે જોઈએ કરવું કરવા થાય "
        "คือ อะไร ที่ไหน อย่างไร ยังไง ไหม มั้ย ครับ ค่ะ คะ ได้ มี ของ ที่ และ หรือ ใน จะ ต้อง ให้ เป็น ผม ฉัน หนู"
    ).split()
)
