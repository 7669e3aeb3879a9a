"""The command: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.check import main
from nlu.checks import forms
from nlu.checks.project import BUTTON_ONLY, Form, ProjectError, read_project
from nlu.checks.scripts import wrong_script
from tests.nlu_data.small import Change, becomes, change, gone, messages, swap


def test_a_clean_project_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project)]) == 0
    assert capsys.readouterr().out == "data: 0 problems in 6 language forms\n"


def test_a_problem_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "nlu/hi/greet.yml", gone)
    assert main(["--root", str(project)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("nlu/hi/greet.yml: is missing; write it as nlu/en/greet.yml")
    assert last == "data: 1 problems in 6 language forms"


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        ("nlu/languages.yml", gone, "cannot be read (No such file or directory); put the file back"),
        ("domain.yml", becomes("intents: ["), "is not valid YAML; mend it: "),
        ("nlu/languages.yml", swap("falls_back_to: hi,", "falls_back_to: mr,"), "falls_back_to mr, which is not listed"),
        ("nlu/languages.yml", swap("Devanagari", "Hindi"), "hi: Hindi is not a Unicode script; such as Latin or Bengali"),
        ("nlu/languages.yml", swap("Thai, usable: true", "Thai, usable: 1"), "th: usable must be true or false"),
        ("nlu/languages.yml", swap("script: Thai, ", ""), "th: needs name, script and usable, as the other forms have"),
        ("nlu/languages.yml", swap("\nen: ", "\nde: "), "en is missing; it is the form the others are compared with"),
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_read_fails_with_the_cure(
    project: Path, path: str, how: Change, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, path, how)
    assert main(["--root", str(project)]) == 1
    assert said in capsys.readouterr().out


def test_forms_are_those_that_the_program_serves(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "FORMS", ("en", "hi", "gu", "th", "hi-Latn", "mr"))
    assert messages(project) == [
        "knowledge/language.py: FORMS does not name gu-Latn; add it last, when the rest is done, and set usable: true",
        "nlu/languages.yml: mr of knowledge/language.py is missing; list its name and script",
    ]


def test_a_served_form_is_usable(project: Path) -> None:
    change(project, "nlu/languages.yml", swap("Thai, usable: true", "Thai, usable: false"))
    said = "th is served by knowledge/language.py; set usable: true, or take it out there"
    assert messages(project) == [f"nlu/languages.yml: {said}"]


def test_buttons_need_no_examples(project: Path) -> None:
    assert "show_detail" in BUTTON_ONLY
    assert read_project(project).intents == ("greet", "deny")


def test_a_missing_rule_file_is_said_and_not_raised(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "nlu/rules.yml", gone)
    with pytest.raises(ProjectError):
        messages(project)
    assert main(["--root", str(project)]) == 1
    assert "cannot be read" in capsys.readouterr().out


def _form(code: str, script: str, falls_back_to: str = "") -> Form:
    return Form(code=code, name=code, script=script, falls_back_to=falls_back_to, usable=True)


EN, HI, TH = _form("en", "Latin"), _form("hi", "Devanagari"), _form("th", "Thai")
GU, LATN, VI = _form("gu", "Gujarati"), _form("gu-Latn", "Latin", "gu"), _form("vi", "Latin")


@pytest.mark.parametrize(
    ("text", "form", "wrong"),
    [
        ("Hello… “you” 🙏🏽", EN, None),
        ("naïve", EN, "'ï' is not plain a-z"),
        ("kem cho ₹500", LATN, None),
        ("kem cho ભાઈ", LATN, "'ભ' is not plain a-z"),
        ("xin chào bạn", VI, None),
        ("xin chào नमस्ते", VI, "'न' is not Latin"),
        ("ज़रूर CGTMSE 2.0 ❤️", HI, None),
        ("जरूर ભાઈ", HI, "'ભ' is not Devanagari"),
        ("what is this scheme about", HI, "has no Devanagari letters"),
        ("ઓકે ok", GU, None),
        ("สสว. SME ๕", TH, None),
        ("ok", TH, "has no Thai letters"),
        ("12 👍", TH, None),
        ("", HI, None),
    ],
)
def test_scripts(text: str, form: Form, wrong: str | None) -> None:
    assert wrong_script(text, form) == wrong


@pytest.mark.parametrize(
    ("text", "allowed"), [("PM Vishwakarma", True), ("cgtmse", True), ("how do I apply for it?", False)]
)
def test_a_name_may_stand_alone_where_names_are_allowed(text: str, allowed: bool) -> None:
    assert (wrong_script(text, HI, names=True) is None) is allowed
