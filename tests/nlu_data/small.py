"""A whole project in miniature: two intents and two documents in all six forms, with nothing wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.documents import read_document
from nlu.check import find_problems
from nlu.checks.examples import LEAST, LEAST_ROMANISED
from nlu.checks.project import read_project

GREET = {
    "en": "hello", "hi": "नमस्ते भैया", "gu": "કેમ છો ભાઈ", "th": "สวัสดีครับ",
    "hi-Latn": "namaste bhaiya", "gu-Latn": "kem cho bhai",
}  # fmt: skip
DENY = {"en": "no", "hi": "नहीं जी", "gu": "ના ભાઈ", "th": "ไม่ใช่", "hi-Latn": "nahi ji", "gu-Latn": "na bhai"}
ASKED = {
    "en": "how much loan", "hi": "कितना लोन मिलता है", "gu": "કેટલી લોન મળે", "th": "กู้ได้เท่าไร",
    "hi-Latn": "kitna loan milta hai", "gu-Latn": "ketli loan male",
}  # fmt: skip
KEPT_ASIDE = {
    "en": "rate of today", "hi": "आज का ब्याज", "gu": "આજનું વ્યાજ", "th": "ดอกเบี้ยวันนี้",
    "hi-Latn": "aaj ka byaj", "gu-Latn": "aaj nu vyaj",
}  # fmt: skip

LANGUAGES = """
en: {name: English, script: Latin, usable: true}
hi: {name: हिन्दी, script: Devanagari, usable: true}
gu: {name: ગુજરાતી, script: Gujarati, usable: true}
th: {name: ไทย, script: Thai, usable: true}
hi-Latn: {name: "Hindi (ABC)", script: Latin, falls_back_to: hi, usable: true}
gu-Latn: {name: "Gujarati (ABC)", script: Latin, falls_back_to: gu, usable: true}
"""
DOMAIN = """
version: "3.1"
intents: [greet, deny, show_detail]
responses:
  utter_greet: [{custom: {key: greet, args: {name: "{name}"}}}]
"""
RULES = """
version: "3.1"
rules:
- rule: a message for a person
  steps: [{or: [{intent: deny}]}, {action: action_take_message}]
"""
CODE = """
TABLE = {detail: f"button-{detail}" for detail in ("papers",)}


def text(form, detail, count):
    key = "thanks" if count else "greet"
    return say(form, key, name="x") + say(form, TABLE[detail]) + say(form, f"no-answer-{detail}")


def run(dispatcher, intent):
    send(dispatcher, f"person-{intent}", reference="M-1")
    return Said(key="greet", args={"name": "y"})
"""
ENTITIES = """
language:
  en: ["{greet} abc a"]
  hi: ["{greet} abc b"]
  gu: ["{greet} abc c"]
  th: ["{greet} abc d"]
  hi-Latn: ["{greet} abc e"]
  gu-Latn: ["{greet} abc f"]
detail:
  papers: ["{greet} papers"]
"""
WORDS = """# Everything that is said.
greet = {greet} {{ $name }} 🙏
thanks =
    {{ $name ->
        [one] {greet}
       *[other] {deny}
    }}
    .phone = {greet}
button-papers = {greet}
person-deny = {deny} {{ $reference }}
language-en = {greet}
language-hi = {greet}
language-gu = {greet}
language-th = {greet}
no-answer-not_in_documents = {deny}
no-answer-out_of_scope = {deny}
no-answer-ambiguous = {deny}
no-answer-expired = {deny}
no-answer-needs_person = {deny}
"""
DOCUMENT = """---
id: {id}
title: "Loan scheme ({id})"
titles:
  hi: "लोन योजना"
  gu: "લોન યોજના"
  th: "โครงการเงินกู้"
aliases:
  en: ["loan scheme"]
  hi: ["लोन योजना"]
  gu: ["લોન યોજના"]
  th: ["เงินกู้"]
  hi-Latn: ["loan yojana"]
  gu-Latn: ["loan yojna"]
country: IN
kind: scheme
needs: [finance]
as_of: "2025-12"
checked_on: "2026-11-21"
sources:
  - {{n: 1, title: "Parliament", url: "", date: "2025-12-15", grade: official}}
---
## What it is
- It lends Rs 13,554.42 crore. [1]
## Contacts
- Call 1800 180. [1]
"""
TRANSLATION = """---
id: in-loan
lang: hi
title: "लोन योजना"
translation_of: en
source_hash: "{hash}"
---
## What it is
- यह १३,५५४.४२ करोड़ रुपये देती है। [1]
## Contacts
- 1800 180 पर फोन करें। [1]
"""


def write(root: Path) -> Path:
    """The project below ``root``."""
    put(root, "nlu/languages.yml", LANGUAGES)
    put(root, "nlu/rules.yml", RULES)
    put(root, "domain.yml", DOMAIN)
    put(root, "bot/replies.py", CODE)
    put(root, "actions/actions.py", "")
    for name in ("in-loan", "th-loan"):
        put(root, f"knowledge/documents/en/{name}.md", DOCUMENT.format(id=name))
    put(root, "knowledge/documents/hi/in-loan.md", TRANSLATION.format(hash=_hash(root, "in-loan")))
    for form in GREET:
        write_form(root, form)
    return root


def write_form(root: Path, form: str) -> None:
    for intent, word in (("greet", GREET[form]), ("deny", DENY[form])):
        put(root, f"nlu/{form}/{intent}.yml", examples(intent, word, LEAST_ROMANISED if "-" in form else LEAST))
    put(root, f"nlu/{form}/entities.yml", ENTITIES.format(greet=GREET[form]))
    put(root, f"bot/words/{form}/chat.ftl", WORDS.format(greet=GREET[form], deny=DENY[form]))
    for name in ("in-loan", "th-loan"):
        asked = f"{ASKED[form]} {name}"
        lines = f'  what-it-is-1: ["{asked}"]\n  contacts-1: ["{asked} 📞 phone"]\n'
        put(
            root,
            f"knowledge/questions/{form}/{name}.yml",
            f'source_hash: "{_hash(root, name)}"\nquestions:\n{lines}',
        )
    text = KEPT_ASIDE[form]
    rows = f'answerable:\n  - {{text: "{text}", documents: [in-loan]}}\n'
    rows += f'unanswerable:\n  - {{text: "{text} 🏏", reason: out_of_scope}}\n'
    put(root, f"knowledge/calibration/{form}.yml", rows.replace("🏏", "cricket 🏏"))


def examples(intent: str, word: str, count: int) -> str:
    lines = "".join(f"    - {word} {number} 🙏\n" for number in range(count))
    return f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'


def put(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _hash(root: Path, document: str) -> str:
    return read_document(root / "knowledge" / "documents" / "en" / f"{document}.md").content_hash


Change = Callable[[str], str | None]


def swap(old: str, new: str) -> Change:
    """Replaces what must stand there once."""

    def change(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        return text.replace(old, new)

    return change


def gone(text: str) -> None:
    """Deletes the file."""


def becomes(text: str) -> Change:
    return lambda _: text


def change(root: Path, path: str, how: Change) -> None:
    file = root / path
    text = how(file.read_text(encoding="utf-8") if file.exists() else "")
    if text is None:
        file.unlink()
    else:
        put(root, path, text)


def messages(root: Path) -> list[str]:
    return [str(problem) for problem in find_problems(read_project(root))]
