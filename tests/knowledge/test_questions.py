from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import Document, read_library
from knowledge.facts import DocumentError
from knowledge.language import FORMS
from knowledge.questions import (
    REASONS,
    Asked,
    load_yaml,
    read_examples,
    read_intent_examples,
    read_questions,
    stale,
)
from tests.guard import ROOT
from tests.knowledge.made import library

TEXTS = {
    "en": "How much tea money?",
    "hi": "चाय का कितना पैसा?",
    "gu": "ચા માટે કેટલા પૈસા?",
    "th": "เงินค่าชาเท่าไร",
    "hi-Latn": "chai ka kitna paisa 🍵",
    "gu-Latn": "cha mate ketla paisa",
}


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, Document]:
    return {document.id: document for document in read_library(library(tmp_path / "documents"))[0]}


def write(folder: Path, text: str, form: str = "en", name: str = "in-tea") -> Path:
    path = folder / form / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def questions(source_hash: str, text: str = "?", fact: str = "benefits-1") -> str:
    return f'source_hash: "{source_hash}"\nquestions:\n  {fact}: ["{text}"]\n'


def test_questions_of_every_form_are_read(tmp_path: Path, documents: dict[str, Document]) -> None:
    for form, text in TEXTS.items():
        write(tmp_path, questions(documents["in-tea"].content_hash, text), form)
    found = read_questions(tmp_path, documents)
    assert found == [Asked(document="in-tea", fact="benefits-1", form=form, text=TEXTS[form]) for form in FORMS]
    assert stale(tmp_path, documents) == []


def test_questions_for_facts_that_changed_are_left_out_and_named(
    tmp_path: Path, documents: dict[str, Document]
) -> None:
    old = write(tmp_path, questions("0" * 16, TEXTS["hi"]), "hi")
    write(tmp_path, questions(documents["in-tea"].content_hash, TEXTS["en"]), "en")
    assert [asked.form for asked in read_questions(tmp_path, documents)] == ["en"]
    assert stale(tmp_path, documents) == [old]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("questions: {}\n", "needs the two entries source_hash and questions"),
        ('source_hash: "1"\n', "needs the two entries source_hash and questions"),
        ("- a list\n", "needs the two entries source_hash and questions"),
        ("", "needs the two entries source_hash and questions"),
        ("a: [b\n", "is not valid YAML:"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, documents: dict[str, Document], text: str, cure: str
) -> None:
    path = write(tmp_path, text, "gu-Latn")
    with pytest.raises(DocumentError) as refusal:
        read_questions(tmp_path, documents)
    assert str(refusal.value).startswith(f"{path}: {cure}")


def test_questions_about_no_document_are_refused(tmp_path: Path, documents: dict[str, Document]) -> None:
    write(tmp_path, questions("0"), name="in-rum")
    with pytest.raises(DocumentError, match=r"in-rum\.yml: there is no document in-rum; rename or delete the file"):
        read_questions(tmp_path, documents)


def test_questions_about_no_fact_are_refused(tmp_path: Path, documents: dict[str, Document]) -> None:
    write(tmp_path, questions(documents["in-tea"].content_hash, fact="benefits-9"))
    with pytest.raises(DocumentError, match=r"in-tea\.yml: benefits-9 is not a fact of in-tea"):
        read_questions(tmp_path, documents)


def test_questions_that_are_no_list_are_refused(tmp_path: Path, documents: dict[str, Document]) -> None:
    path = write(tmp_path, questions(documents["in-tea"].content_hash).replace('["?"]', "how much?"))
    with pytest.raises(DocumentError) as refusal:
        read_questions(tmp_path, documents)
    assert str(refusal.value) == f'{path}: write the questions of benefits-1 as a list: `benefits-1: ["…"]`'


@pytest.mark.parametrize(
    "text",
    [
        "answerable: []\n",
        "unanswerable: []\n",
        "",
        "answerable: [{text: a}]\nunanswerable: []\n",
        "answerable: []\nunanswerable: [{text: a}]\n",
        "answerable: [a]\nunanswerable: []\n",
    ],
)
def test_examples_with_something_left_out_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "hi-Latn.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"hi-Latn\.yml: needs answerable: rows of \{text, documents\}, and un"):
        read_examples(tmp_path)


def test_examples_say_what_must_and_what_must_not_be_answered(tmp_path: Path) -> None:
    (tmp_path / "th.yml").write_text(
        'answerable:\n  - {text: "ชา 🍵", documents: [in-tea, th-silk]}\n'
        'unanswerable:\n  - {text: "ฝนตกไหม", reason: out_of_scope}\n',
        encoding="utf-8",
    )
    answerable, refused = read_examples(tmp_path)
    assert (answerable.form, answerable.documents, answerable.reason) == ("th", ("in-tea", "th-silk"), "")
    assert (refused.text, refused.documents, refused.reason) == ("ฝนตกไหม", (), "out_of_scope")


def test_an_unknown_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text(
        "answerable: []\nunanswerable:\n  - {text: rain, reason: weather}\n", encoding="utf-8"
    )
    with pytest.raises(DocumentError, match=r"en\.yml: reason 'weather' is not one of out_of_scope, .*needs_person"):
        read_examples(tmp_path)


def test_intent_examples_are_read_as_they_stand(tmp_path: Path) -> None:
    for form, text in TEXTS.items():
        body = f'version: "3.1"\nnlu:\n- intent: ask_scheme\n  examples: |\n    - {text}\n    -   spaced  \n'
        write(tmp_path, body, form, "ask_scheme")
    found = read_intent_examples(tmp_path)
    assert found[:2] == [("en", "ask_scheme", TEXTS["en"]), ("en", "ask_scheme", "spaced")]
    assert [form for form, _, _ in found[::2]] == list(FORMS)


def test_yaml_runs_no_code(tmp_path: Path) -> None:
    path = write(tmp_path, "!!python/object/apply:os.getcwd []\n")
    with pytest.raises(DocumentError, match="is not valid YAML"):
        load_yaml(path)


def test_the_examples_of_the_project_are_read() -> None:
    documents = {document.id for document in read_library(ROOT / "knowledge" / "documents")[0]}
    examples = read_examples(ROOT / "knowledge" / "calibration")
    assert {example.form for example in examples} == set(FORMS)
    assert {example.reason for example in examples} <= {"", *REASONS}
    assert {document for example in examples for document in example.documents} <= documents
    assert {bool(example.documents) == (example.reason == "") for example in examples} == {True}


def test_no_example_that_refusal_learns_from_is_indexed() -> None:
    documents = {document.id: document for document in read_library(ROOT / "knowledge" / "documents")[0]}
    asked = {(question.form, question.text) for question in read_questions(ROOT / "knowledge" / "questions", documents)}
    examples = {(example.form, example.text) for example in read_examples(ROOT / "knowledge" / "calibration")}
    assert not asked & examples
