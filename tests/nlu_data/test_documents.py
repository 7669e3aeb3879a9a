"""The documents, their translations, the questions asked of them and the calibration examples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nlu.checks.documents import numbers
from tests.nlu_data.small import Change, becomes, change, gone, messages, swap

EN, HI = "knowledge/documents/en/in-loan.md", "knowledge/documents/hi/in-loan.md"
STAMP = "read it against the document, then: sahayak kb stale --stamp"


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        (HI, swap("१३,५५४.४२", "१३,५५४.४"), "what-it-is-1: has 13554.4 where en/in-loan.md has 13554.42"),
        (HI, swap("1800 180", "1800"), "contacts-1: has nothing where en/in-loan.md has 180"),
        (HI, swap("1800 180", "1800 180 200"), "contacts-1: has 200 where en/in-loan.md has nothing"),
        (HI, swap('title: "लोन योजना"', 'title: "A scheme that gives loans"'), "title: has no Devanagari letters"),
        (HI, swap("पर फोन करें", "call करें ના"), "contacts-1: 'ન' is not Devanagari; write it in हिन्दी"),
        (EN, swap('hi: "लोन योजना"', 'hi: "લોન યોજના"'), "titles.hi: 'લોન યોજના' 'લ' is not Devanagari"),
        (EN, swap('th: ["เงินกู้"]', 'th: ["loan"]'), "aliases.th: 'loan' has no Thai letters; write it in ไทย"),
        (EN, swap('gu-Latn: ["loan yojna"]', 'gu-Latn: ["લોન"]'), "aliases.gu-Latn: 'લોન' 'લ' is not plain a-z"),
        (EN, swap('  gu-Latn: ["loan yojna"]\n', ""), "aliases.gu-Latn is missing; add what people who write"),
        (EN, swap('  th: "โครงการเงินกู้"\n', ""), "titles.th is missing; add what people who write ไทย call it"),
        (EN, swap("kind: scheme", "kind: bank"), "kind: 'bank' is not one of agency, portal, programme, scheme"),
    ],
)  # fmt: skip
def test_every_broken_rule_is_named(project: Path, path: str, how: Change, said: str) -> None:
    change(project, path, how)
    (only,) = messages(project)
    assert only.startswith(f"{path}: {said}")


def test_every_unreadable_file_is_named_not_only_the_first(project: Path) -> None:
    change(project, EN, swap("[1]\n## Contacts", "[7]\n## Contacts"))
    change(project, "knowledge/documents/en/th-loan.md", swap("## Contacts", "## Phones"))
    change(project, HI, swap("lang: hi", "lang: gu"))
    said = [message for message in messages(project) if message.startswith("knowledge/documents")]
    assert [message.split(": ")[0] for message in said] == [
        EN, "knowledge/documents/en/th-loan.md", HI,
    ]  # fmt: skip
    assert "such as [1]" in said[0]
    assert "section 'Phones' is not one of" in said[1]
    assert "lang is 'gu' but the folder is 'hi'" in said[2]


def test_a_translation_of_nothing_is_named(project: Path) -> None:
    change(project, "knowledge/documents/hi/in-other.md", becomes((project / HI).read_text(encoding="utf-8")))
    said = "there is no en/in-other.md that this could translate; rename or delete it"
    assert messages(project) == [f"knowledge/documents/hi/in-other.md: {said}"]


def test_a_translation_with_a_fact_less_is_named(project: Path) -> None:
    change(project, HI, swap("- 1800 180 पर फोन करें। [1]\n", ""))
    assert messages(project) == [f"{HI}: its facts are not those of en/in-loan.md; write them one for one and in order"]


def test_a_changed_document_makes_its_translation_and_its_questions_stale(project: Path) -> None:
    change(project, EN, swap("Call 1800 180", "Call 1800 181"))
    said = messages(project)
    assert said[0] == f"{HI}: en/in-loan.md has changed since; {STAMP}"
    assert said[1] == f"{HI}: contacts-1: has 180 where en/in-loan.md has 181; make the figures the same"
    stale = f"/in-loan.yml: the facts of in-loan have changed since; {STAMP}"
    forms = ("en", "hi", "gu", "th", "hi-Latn", "gu-Latn")
    assert said[2:] == [f"knowledge/questions/{form}{stale}" for form in forms]


def test_a_translation_into_an_unlisted_language_is_named(project: Path) -> None:
    text = (project / HI).read_text(encoding="utf-8").replace("lang: hi", "lang: mr")
    change(project, "knowledge/documents/mr/in-loan.md", becomes(text))
    said = "mr is not in nlu/languages.yml; delete it or list it"
    assert messages(project) == [f"knowledge/documents/mr/in-loan.md: {said}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rs 13,554.42 crore, 5%", ["13554.42", "5"]),
        ("१३,५५४.४२ करोड़ और ५%", ["13554.42", "5"]),
        ("૧૩,૫૫૪.૪૨ કરોડ, ૫ ટકા", ["13554.42", "5"]),
        ("๑๓,๕๕๔.๔๒ ล้าน ๕ บาท", ["13554.42", "5"]),
        ("2021-22 se 2025-26. 🙏", ["2021", "22", "2025", "26"]),
        ("1.5 is not 15.", ["1.5", "15"]),
    ],
)
def test_numbers_of_a_fact(text: str, found: list[str]) -> None:
    assert numbers(text) == Counter(found)


QUESTIONS, ASIDE = "knowledge/questions", "knowledge/calibration"


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        (f"{QUESTIONS}/gu/th-loan.yml", gone, "is missing; write what people who write ગુજરાતી ask about every fact"),
        (f"{QUESTIONS}/gu/in-x.yml", becomes("x"), "there is no document in-x; rename or delete the file"),
        (f"{QUESTIONS}/hi/in-loan.yml", swap("contacts-1", "contacts-2"), "contacts-1: has no question; write one"),
        (f"{QUESTIONS}/hi/in-loan.yml", lambda text: f'{text}  x-1: ["अजी"]\n', "x-1: is not a fact of in-loan"),
        (f"{QUESTIONS}/th/in-loan.yml", swap('["กู้ได้เท่าไร in-loan"]', "[5]"), "what-it-is-1: needs a list of quoted"),
        (f"{QUESTIONS}/th/in-loan.yml", swap("กู้ได้เท่าไร in-loan 📞", "how much"), "contacts-1: 'how much phone': has no"),
        (f"{QUESTIONS}/en/in-loan.yml", swap("in-loan 📞 phone", "कितना"), "contacts-1: 'how much loan कितना': 'क' is"),
        (
            f"{QUESTIONS}/gu-Latn/th-loan.yml",
            swap('"ketli loan male th-loan"', '"Ketli  loan male IN-loan?"'),
            "what-it-is-1: 'Ketli  loan male IN-loan?' is also asked of in-loan what-it-is-1; say which one is meant",
        ),
        (f"{QUESTIONS}/en/in-loan.yml", becomes("questions: {}"), "needs the two entries source_hash and questions"),
        (f"{QUESTIONS}/en/in-loan.yml", becomes("source_hash: ''\nquestions: []"), "questions must be `fact-key: "),
        (f"{QUESTIONS}/en/in-loan.yml", becomes("questions: ["), "is not valid YAML; mend it: "),
        (f"{ASIDE}/hi.yml", gone, "is missing; write what must be answered and what must not in हिन्दी"),
        (f"{ASIDE}/hi.yml", becomes("answerable: ["), "is not valid YAML; mend it: "),
        (f"{ASIDE}/hi.yml", becomes("answerable: []"), "needs the two lists answerable and unanswerable"),
        (f"{ASIDE}/hi.yml", swap("[in-loan]", "[in-lone]"), "'आज का ब्याज': there is no document in-lone; correct"),
        (f"{ASIDE}/hi.yml", swap("[in-loan]", "[]"), "'आज का ब्याज': documents must list at least one id"),
        (f"{ASIDE}/hi.yml", swap(", documents: [in-loan]", ""), "answerable: {'text': 'आज का ब्याज'}: needs text"),
        (f"{ASIDE}/hi.yml", swap("[in-loan]", "[in-loan], near: 1"), "answerable: {'text': 'आज का ब्याज', 'documents': ['in-loan'], 'near': 1}: needs text"),
        (f"{ASIDE}/th.yml", swap("out_of_scope", "off"), "'ดอกเบี้ยวันนี้ cricket 🏏': reason False is not one of out_of"),
        (f"{ASIDE}/gu-Latn.yml", swap('"aaj nu vyaj"', '"આજનું"'), "'આજનું': 'આ' is not plain a-z; write it in Guj"),
        (f"{ASIDE}/gu.yml", swap("આજનું વ્યાજ cricket 🏏", "આજનું  વ્યાજ?"), "'આજનું  વ્યાજ?': stands here twice"),
        (
            f"{ASIDE}/th.yml",
            swap('"ดอกเบี้ยวันนี้"', '"สวัสดีครับ 7"'),
            "'สวัสดีครับ 7': stands in nlu/th/greet.yml too; word it otherwise here, or nothing is measured by it",
        ),
        (
            f"{ASIDE}/hi-Latn.yml",
            swap('"aaj ka byaj"', '"Kitna loan milta hai, IN-loan?"'),
            "'Kitna loan milta hai, IN-loan?': stands in knowledge/questions/hi-Latn/in-loan.yml too; word it otherwise",
        ),
    ],
)  # fmt: skip
def test_broken_questions_and_calibration_are_named(project: Path, path: str, how: Change, said: str) -> None:
    change(project, path, how)
    said_of = [message for message in messages(project) if message.startswith(f"{path}: ")]
    assert len(said_of) >= 1
    assert said_of[-1 if "x-1:" in said else 0].startswith(f"{path}: {said}")


def test_a_form_without_any_questions_is_told_once(project: Path) -> None:
    for name in ("in-loan", "th-loan"):
        change(project, f"{QUESTIONS}/th/{name}.yml", gone)
    said = "there are no questions; write 2 files, one for each document, as en/ has"
    assert messages(project) == [f"{QUESTIONS}/th: {said}"]
