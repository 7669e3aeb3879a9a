"""Word search over the bundle's FTS5 index: how people spell acronyms, and what a query's words are worth."""

from __future__ import annotations

import functools
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from knowledge.text import fold

#: Text comes segmented by ``words``: unicode61 would cut Devanagari, Gujarati and Thai at marks, figures at 10,000.
WORD_TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc' tokenchars '.,/-'"

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


#: How often a word stands, and whether it says anything, is kept for so many words.
WORDS_KEPT = 8_192


@dataclass(frozen=True, kw_only=True)
class LexicalResult:
    scores: dict[int, float]  #: passage place -> bm25, higher is better
    coverage: float  #: share of the query's words, weighted by rarity, that the documents know at all


class LexicalIndex:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.size = int(db.execute("select count(*) from passages").fetchone()[0])
        # A bundle never changes; people's words are mostly the same few thousand.
        self._documents_with = functools.lru_cache(WORDS_KEPT)(self._count_documents_with)

    def search(self, words: Sequence[str], limit: int) -> LexicalResult:
        terms = list(dict.fromkeys(word for word in words if not _is_noise(word)))
        if not terms:
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
        phrase = '"' + term.replace('"', '""') + '"'
        query = "select 1 from lexicon where lexicon match ? and rowid between ? and ? limit 1"
        return self._db.execute(query, (phrase, first, last)).fetchone() is not None

    def _count_documents_with(self, term: str) -> int:
        row = self._db.execute("select doc from lexicon_words where term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def _ranked(self, terms: Sequence[str], limit: int) -> dict[int, float]:
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
        rows = self._db.execute(
            "select rowid, -bm25(lexicon) from lexicon where lexicon match ? order by rank limit ?", (query, limit)
        )
        return {int(rowid): float(score) for rowid, score in rows}


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
