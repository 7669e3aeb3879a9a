"""Made-up knowledge and a made-up encoder, for what needs no real one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.documents import read_library
from knowledge.encoder import Kind, Vectors
from knowledge.inputs import Inputs, from_documents
from knowledge.questions import Asked, Example
from knowledge.text import for_encoder, words

FRONT = """\
id: in-tea
title: "Tea stall loan"
titles: {hi: "चाय दुकान ऋण", gu: "ચા દુકાન લોન", th: "สินเชื่อร้านชา"}
aliases: {en: ["TSL", "tea loan"], hi: ["चाय लोन"], gu: ["ચા લોન"], th: ["กู้ร้านชา"], hi-Latn: ["chai loan"]}
country: IN
kind: scheme
audience: "tea sellers"
needs: [finance]
as_of: "2026-01"
checked_on: "2026-11-21"
sources:
  - {n: 1, title: "Gazette of tea", url: "https://example.org/tea", date: "2026-01", grade: official}
  - {n: 2, title: "Tea news", url: "", date: "", grade: press}
"""
BODY = """\
## What it is
- The tea stall loan helps people who sell tea. [1]

## Benefits
- The loan is up to Rs 50,000 at 4% interest. [1][2]
- The first date of payment was not found. [2]

## Contacts
- Phone of the tea office: 1800-111-222. [1]
"""
HINDI = {
    "The tea stall loan helps people who sell tea.": "यह ऋण चाय बेचने वालों की मदद करता है।",
    "The loan is up to Rs 50,000 at 4% interest.": "ऋण 50,000 रुपये तक, 4% ब्याज पर।",
    "The first date of payment was not found.": "भुगतान की पहली तारीख नहीं मिली।",
    "Phone of the tea office: 1800-111-222.": "चाय कार्यालय का फोन: 1800-111-222।",
}
SECOND = (
    FRONT.replace("in-tea", "th-silk")
    .replace("Tea stall loan", "Silk weavers' fair")
    .replace("चाय दुकान ऋण", "रेशम मेला")
    .replace("ચા દુકાન લોન", "રેશમ મેળો")
    .replace("สินเชื่อร้านชา", "งานผ้าไหม")
    .replace('["TSL", "tea loan"]', '["SWF"]')
    .replace("चाय लोन", "रेशम")
    .replace("ચા લોન", "રેશમ")
    .replace("กู้ร้านชา", "ผ้าไหม")
    .replace("chai loan", "resham mela")
    .replace("country: IN", "country: TH")
    .replace("[finance]", "[marketing, skills]")
)
SECOND_BODY = """\
## What it is
- Weavers show silk at a yearly fair. [1]

## How to apply
- Write to the fair's office before May. [2]
"""


def write_document(library: Path, front: str = FRONT, body: str = BODY, name: str = "in-tea") -> Path:
    path = library / "en" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
    return path


def write_translation(library: Path, source_hash: str, language: str = "hi", body: str | None = None) -> Path:
    path = library / language / "in-tea.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    if body is None:
        body = BODY
        for english, hindi in HINDI.items():
            body = body.replace(english, hindi)
    front = f'id: in-tea\nlang: {language}\ntitle: "चाय दुकान ऋण"\ntranslation_of: en\nsource_hash: "{source_hash}"\n'
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
    return path


class WordEncoder:
    """Sums a made-up direction per word: texts with the same words are near; counts what it is asked."""

    name = "words-1"
    dimensions = 32

    def __init__(self) -> None:
        self.asked: list[tuple[str, Kind]] = []

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.asked += [(text, kind) for text in texts]
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(for_encoder(text)) or ["?"]:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
                row += np.random.default_rng(seed).standard_normal(self.dimensions)
            row /= np.linalg.norm(row)
        return rows


CHAT = [
    (form, intent, text)
    for form, intent, texts in (
        ("en", "greet", "hello there|good morning to you|hi how are you"),
        ("en", "ask_scheme", "what is the loan for tea|who can get the money"),
        ("hi", "greet", "नमस्ते|आप कैसे हैं"),
        ("gu", "greet", "કેમ છો|નમસ્તે ભાઈ"),
        ("th", "greet", "สวัสดีครับ|สบายดีไหม"),
        ("hi-Latn", "greet", "namaste ji aap kaise hain|kya haal hai aapka"),
        ("hi-Latn", "ask_scheme", "chai ka loan kaise milega|mujhe paisa chahiye"),
        ("gu-Latn", "greet", "kem cho bhai tame|shu chale chhe tamare"),
        ("gu-Latn", "ask_scheme", "cha ni loan kevi rite male|mane paisa joie chhe"),
    )
    for text in texts.split("|")
]
QUESTIONS = [
    Asked(document="in-tea", fact="benefits-1", form="en", text="How much money does a tea seller get?"),
    Asked(document="in-tea", fact="benefits-1", form="hi", text="चाय वाले को कितना पैसा मिलता है?"),
    Asked(document="in-tea", fact="contacts-1", form="gu-Latn", text="cha ni loan no phone number shu chhe"),
    Asked(document="th-silk", fact="what-it-is-1", form="th", text="งานผ้าไหมคืออะไร"),
]
EXAMPLES = [
    Example(form="en", text=f"{ask} tea loan", documents=("in-tea",), reason="")
    for ask in ("what is the", "who gives the", "when was the", "how much is the", "phone for the", "tell me of the")
] + [
    Example(form="en", text=text, documents=(), reason="out_of_scope")
    for text in ("who won cricket", "rain today", "sing a song", "write my essay", "price of gold", "bus to the moon")
]


def few_hindi_words(name: str, **options: object) -> dict[str, float]:
    """Stands in for wordfreq's list, whose thousands of words take most of a small build's time."""
    assert name == "hi"
    return {"मुझे": 1e-3, "चाहिए": 1e-3, "पैसा": 1e-4}


def library(folder: Path) -> Path:
    """Two documents; the first also in Hindi."""
    write_document(folder)
    write_document(folder, SECOND, SECOND_BODY, "th-silk")
    write_translation(folder, read_library(folder)[0][0].content_hash)
    return folder


def inputs(folder: Path, calibrated: bool = False) -> Inputs:
    """Everything of ``library(folder)``."""
    cards, passages = from_documents(*read_library(library(folder)))
    return Inputs(
        cards=cards, passages=passages, questions=QUESTIONS, examples=EXAMPLES if calibrated else [], chat=CHAT
    )
