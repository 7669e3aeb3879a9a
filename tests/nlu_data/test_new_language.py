"""A language form is started, and the linter names what is left to do: all of it, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from nlu import check
from nlu.checks import forms
from nlu.checks.project import read_project
from nlu.checks.words import read_catalogue
from nlu.new_language import main
from tests.nlu_data import small
from tests.nlu_data.small import becomes, change, messages, put, swap

ROOT = Path(__file__).resolve().parents[2]
BENGALI = ["bn", "--name", "বাংলা", "--script", "Bengali"]
#: What a linter of the project reads; the environments and what is built stay behind.
DATA = ("nlu", "bot", "actions", "knowledge", "domain.yml")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project's data and code, in a folder of its own."""
    root = tmp_path_factory.mktemp("copy")
    for name in DATA:
        leave = shutil.ignore_patterns(".venv", "__pycache__")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=leave)
        else:
            shutil.copy(ROOT / name, root / name)
    return root


def _left(root: Path) -> set[str]:
    project = read_project(root)
    return {str(problem) for problem in check.find_problems(project)}


def _expected(root: Path) -> set[str]:
    """What starting Bengali must leave to do in this project."""
    project = read_project(root)
    documents = len(list((root / "knowledge" / "documents" / "en").glob("*.md")))
    intents = {
        f"nlu/bn/{intent}.yml: holds the English examples; write 40 in বাংলা and delete the first line"
        for intent in project.intents
    }
    named = {
        f"nlu/{form.code}/entities.yml: language: bn is missing; write how people name বাংলা here"
        for form in project.forms
    }
    marked = "is still the English text; translate it and delete the line `# TRANSLATE` above it"
    words = {
        f"bot/words/bn/{path.name}: {key}: {marked}"
        for path in (root / "bot" / "words" / "en").glob("*.ftl")
        for key in read_catalogue(path)[0]
    }
    names = {
        f"knowledge/documents/en: no document has {entry}.bn; add what people who write বাংলা call each of the {documents}"
        for entry in ("titles", "aliases")
    }
    return {
        *intents,
        *named,
        *words,
        *names,
        "nlu/bn/entities.yml: holds the English words; write those of বাংলা and delete the first line",
        "knowledge/language.py: FORMS does not name bn; add it last, when the rest is done, and set usable: true",
        f"knowledge/questions/bn: there are no questions; write {documents} files, one for each document, as en/ has",
        "knowledge/calibration/bn.yml: is missing; write what must be answered and what must not in বাংলা, as en.yml does",
    }


def test_the_linter_names_exactly_what_is_left_to_do(copy: Path) -> None:
    before, expected = _left(copy), _expected(copy)
    command = [sys.executable, "-m", "nlu.new_language", *BENGALI]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "knowledge/language.py: add 'bn' to FORMS" in done.stdout
    left = _left(copy) - before
    # The answer's label of a quotation's language; its line moves with the code around it.
    (label,) = {problem for problem in left if "says language-bn" in problem}
    assert label.endswith("says language-bn, which is not in bot/words/en/; add it there")
    assert left - {label} == expected


def test_a_started_form_does_not_fail_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*BENGALI, "--root", str(project)]) == 0
    capsys.readouterr()
    assert check.main(["--root", str(project)]) == 0
    first, *left, last = capsys.readouterr().out.splitlines()
    assert first == f"left to do before bn can be made usable in nlu/languages.yml ({len(left)}):"
    assert last == "data: 0 problems in 7 language forms"
    change(project, "nlu/languages.yml", swap("Bengali, usable: false", "Bengali, usable: true"))
    assert check.main(["--root", str(project)]) == 1
    assert capsys.readouterr().out.splitlines() == [*(line.strip() for line in left), last.replace("0", str(len(left)))]


def test_when_all_is_done_nothing_is_left(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main([*BENGALI, "--root", str(project)])
    for table, word in (
        (small.GREET, "নমস্কার"),
        (small.DENY, "না"),
        (small.ASKED, "কত ঋণ"),
        (small.KEPT_ASIDE, "আজকের সুদ"),
    ):
        monkeypatch.setitem(table, "bn", word)
    for name in ("in-loan", "th-loan"):
        path = f"knowledge/documents/en/{name}.md"
        change(project, path, swap('\n  hi: "लोन योजना"', '\n  hi: "लोन योजना"\n  bn: "ঋণ প্রকল্প"'))
        change(project, path, swap('\n  hi: ["लोन योजना"]', '\n  hi: ["लोन योजना"]\n  bn: ["ঋণ প্রকল্প"]'))
    small.write_form(project, "bn")
    for form, word in small.GREET.items():
        change(project, f"nlu/{form}/entities.yml", swap("detail:", f'  bn: ["{word} bangla"]\ndetail:'))
        change(project, f"bot/words/{form}/chat.ftl", lambda text, word=word: f"{text}language-bn = {word}\n")
    (last,) = messages(project)
    assert last.startswith("knowledge/language.py: FORMS does not name bn")
    monkeypatch.setattr(forms, "FORMS", (*forms.FORMS, "bn"))
    assert messages(project) == [
        "nlu/languages.yml: bn is served by knowledge/language.py; set usable: true, or take it out there"
    ]
    change(project, "nlu/languages.yml", swap("Bengali, usable: false", "Bengali, usable: true"))
    assert messages(project) == []


def test_a_romanised_form_needs_more_examples_and_names_its_native_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["th-Latn", "--name", "Thai (ABC)", "--script", "Latin", "--falls-back-to", "th"]
    assert main([*arguments, "--root", str(project)]) == 0
    assert "add it to NATIVE with 'th'" in capsys.readouterr().out
    entry = yaml.safe_load((project / "nlu" / "languages.yml").read_text(encoding="utf-8"))["th-Latn"]
    assert entry == {"name": "Thai (ABC)", "script": "Latin", "falls_back_to": "th", "usable": False}
    said = "holds the English examples; write 60 in Thai (ABC) and delete the first line"
    assert f"nlu/th-Latn/greet.yml: {said}" in messages(project)


def test_every_message_is_marked_with_its_own_comment_kept(project: Path) -> None:
    put(project, "bot/words/en/chat.ftl", "# Shown first.\ngreet =\n    hello { $name }\n    = dear\nthanks = x\n")
    main([*BENGALI, "--root", str(project)])
    copied = (project / "bot" / "words" / "bn" / "chat.ftl").read_text(encoding="utf-8")
    assert copied == (
        "# Shown first.\n# TRANSLATE\ngreet =\n    hello { $name }\n    = dear\n# TRANSLATE\nthanks = x\n"
    )
    assert all(message.marked for message in read_catalogue(project / "bot" / "words" / "bn" / "chat.ftl")[0].values())


def test_a_code_that_yaml_reads_as_no_stays_a_code(project: Path) -> None:
    change(project, "nlu/languages.yml", lambda text: text.rstrip("\n"))
    assert main(["no", "--name", 'Norsk "bokmål"', "--script", "Latin", "--root", str(project)]) == 0
    started = read_project(project).forms[-1]
    assert (started.code, started.name, started.usable) == ("no", 'Norsk "bokmål"', False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hi", "--name", "हिन्दी", "--script", "Devanagari"], "hi is already in nlu/languages.yml; see what is left"),
        (["Bangla", "--name", "বাংলা", "--script", "Bengali"], "Bangla is not a code such as bn or"),
        (["../x", "--name", "x", "--script", "Latin"], "../x is not a code such as bn or"),
        (["bn", "--name", "বাংলা", "--script", "Bangla"], "Bangla is not a Unicode script; such as Latin or Bengali"),
        (["bn-Latn", "--name", "x", "--script", "Latin", "--falls-back-to", "bn"], "--falls-back-to bn: must be a native"),
    ],
)  # fmt: skip
def test_what_cannot_be_started_is_refused_and_nothing_written(
    project: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(project.rglob("*"))
    assert main([*arguments, "--root", str(project)]) == 1
    assert said in capsys.readouterr().out
    assert sorted(project.rglob("*")) == before


def test_a_file_that_is_there_is_never_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "nlu/bn/greet.yml", becomes("mine"))
    assert main([*BENGALI, "--root", str(project)]) == 1
    assert "nlu/bn/greet.yml is there already; delete it or choose another code" in capsys.readouterr().out
    assert (project / "nlu" / "bn" / "greet.yml").read_text(encoding="utf-8") == "mine"
    assert [form.code for form in read_project(project).forms if form.code == "bn"] == []
