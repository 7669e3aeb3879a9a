"""What the two encoders are compared on: real questions in every form, long texts, and text that breaks tokenizers."""

from __future__ import annotations

from pathlib import Path

from knowledge.language import FORMS
from knowledge.questions import read_examples
from knowledge.text import ENCODER_LIMIT

ROOT = Path(__file__).resolve().parents[2]
PER_FORM = 20

_OF_FORM = {
    form: [example.text for example in read_examples(ROOT / "knowledge" / "calibration") if example.form == form]
    for form in FORMS
}
QUESTIONS = [text for form in FORMS for text in _OF_FORM[form][:PER_FORM]]
#: As much of a form's questions as an encoder takes; fewer tokens than the model's window.
LONG = [" ".join(_OF_FORM[form])[:ENCODER_LIMIT] for form in FORMS]

HOSTILE = {
    "empty": "",
    "one emoji": "🙏",
    "emoji with skin tone, family, flag": "😀 👍🏽 👨‍👩‍👧 🇮🇳 🇹🇭",
    "emoji in Hindi": "मुझे ऋण चाहिए 🙏🏽🙏🏽",
    "emoji in Gujarati": "મને લોન જોઈએ છે 😀",
    "emoji in Thai": "อยากกู้เงินค่ะ 😊👍",
    "emoji in romanised Hindi": "mujhe loan chahiye 😅",
    "emoji newer than the model": "mane loan joie chhe 🫨",
    "ligature that grows eighteenfold": "\ufdfa" * 10,
    "half-width, circled, squared": "ｶﾞｷﾞ ﬁnance ①②③ ㎏ Ⅷ ½ ㍿",
    "full-width": "ＧＳＴ　１２％",
    "Hindi with joiners": "क्‍या उद्‌यम",
    "nukta in two spellings": "क़र्ज़ क़र्ज़",
    "Thai sara am in two spellings": "ทำ ทํา นํ้า น้ำ",
    "stacked marks": "ก็็็็ e\u0301\u0301\u0301 कािीुू",
    "native digits": "₹५०,००० ૧૦ લાખ ๕๐,๐๐๐ บาท",
    "control characters, NUL, lone surrogate": "a\x00b\tc\nd\x1b[0m\ud800e",
    "right to left": "\u202eabc مرحبا שלום",
    "the model's own marks": "hello <s> world </s> <mask><pad>",
    "the tokenizer's own space": "▁▁ loan ▁a▁b",
    "spaces of every kind": " loan\u00a0\u2003\u3000for\u2028women \u200b",
    "numbers without end": "1 2 3 4 5 " * 90,
    "one long word": "udyam" * 150,
}

TEXTS = [*QUESTIONS, *LONG, *HOSTILE.values()]
