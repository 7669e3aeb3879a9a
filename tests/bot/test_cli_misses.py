"""`ask --keep`, `replay`, `misses` and `corrections` as an admin runs them, on the small bundle."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from actions import answers
from actions.answers import Asked
from bot.replaying import open_answerer
from bot.settings import Settings
from knowledge.bundle import Bundle, make_live
from records.database import Database
from tests.bot.agreed import KEEPING, People
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import START

QUESTIONS = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "บสย. ค้ำประกันเงินกู้",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che",
}
UNKNOWN = "क्या मंगल ग्रह पर बकरी पालन का लोन मिलता है, 9876543210 पर बताओ"


@pytest.fixture
def live(tmp_path: Path, tiny_bundle: Path) -> Path:
    """The small bundle is the live one; its folder's name is its hash."""
    bundles = tmp_path / "build" / "bundles"
    bundles.mkdir(parents=True)
    copy = bundles / Bundle(tiny_bundle).hash[:16]
    shutil.copytree(tiny_bundle, copy)
    make_live(tmp_path / "build", copy)
    return copy


@pytest.fixture
def people(tmp_path: Path, live: Path, sahayak: Sahayak) -> People:
    """The records that the commands use."""
    sahayak("misses", "list")
    return People(Database(Settings(data=tmp_path / "data").database))


# --- replay -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "question"), QUESTIONS.items())
def test_a_kept_answer_is_replayed_byte_for_byte(sahayak: Sahayak, live: Path, form: str, question: str) -> None:
    asked = sahayak("ask", question, "--lang", form, "--keep")
    assert (asked.code, asked.err) == (0, "stored as A-26-0001\n")
    again = sahayak("replay", "A-26-0001")
    assert (again.code, again.out, again.err) == (0, asked.out, "")
    assert sahayak("replay", "A-26-0001", "--stored").out == asked.out


def test_replay_as_json_tells_what_it_stands_on_and_not_what_was_asked(sahayak: Sahayak, live: Path) -> None:
    kept = sahayak("ask", UNKNOWN, "--keep", "--json").json
    got = sahayak("replay", kept["answer"], "--json")
    assert (got.code, got.json["bundle"][:16], got.json["same_text"]) == (0, live.name, True)
    assert "बकरी" not in got.out


def test_without_keep_nothing_is_stored(sahayak: Sahayak, live: Path) -> None:
    assert "answer" not in sahayak("ask", QUESTIONS["hi"], "--json").json
    assert_explained(sahayak("replay", "A-26-0001"), "no answer A-26-0001")


def test_a_bundle_that_is_gone_is_explained(sahayak: Sahayak, live: Path, tiny_bundle: Path) -> None:
    asked = sahayak("ask", QUESTIONS["th"], "--keep")
    shutil.rmtree(live)
    assert_explained(sahayak("replay", "A-26-0001"), live.name, "is gone", "--stored")
    assert sahayak("replay", "A-26-0001", "--stored").out == asked.out
    assert sahayak("replay", "A-26-0001", "--kb", tiny_bundle).out == asked.out


def test_other_bytes_are_printed_and_explained_with_code_1(sahayak: Sahayak, live: Path, tmp_path: Path) -> None:
    asked = sahayak("ask", QUESTIONS["gu"], "--keep")
    with sqlite3.connect(tmp_path / "data" / "records.sqlite") as records:
        records.execute("update answers set text = text || '!', code = 'then'")
    again = sahayak("replay", "A-26-0001")
    assert (again.code, again.out) == (1, asked.out)
    assert "program or its words changed" in again.err


def test_no_answers_are_told(sahayak: Sahayak) -> None:
    assert sahayak("answers").out == "nothing was answered yet\n"
    assert sahayak("answers", "--json").out == ""


def test_answers_are_listed_newest_first_without_what_names_a_person(sahayak: Sahayak, live: Path) -> None:
    for question in (QUESTIONS["th"], UNKNOWN):
        sahayak("ask", question, "--keep")
    first, second = sahayak("answers", "--json").rows
    assert (first["answer"], second["answer"]) == ("A-26-0002", "A-26-0001")
    assert first["question"].endswith("[phone] पर बताओ")
    assert (second["status"], second["form"], second["question"]) == ("answer", "th", QUESTIONS["th"])
    assert sahayak("answers", "--limit", "1").out.startswith("A-26-0002  ")


# --- misses -----------------------------------------------------------------------------------------------------------


def test_a_miss_from_list_to_closed(sahayak: Sahayak, live: Path) -> None:
    sahayak("ask", UNKNOWN, "--keep", "--lang", "hi")
    listed = sahayak("misses", "list", "--all")
    assert listed.code == 0
    assert "[phone]" in listed.out
    assert "9876543210" not in listed.out
    (row,) = sahayak("misses", "list", "--all", "--json").rows
    assert (row["id"], row["form"], row["count"], row["status"]) == (1, "hi", 1, "open")
    assert "#" in row["passage"]
    assert sahayak("misses", "assign", "1", "--to", "आशा").out == "miss 1 is assigned to आशा\n"
    shown = sahayak("misses", "show", "1")
    assert "A-26-0001" in shown.out
    assert "आशा" in shown.out
    assert "9876543210" not in sahayak("misses", "show", "1", "--json").out
    assert_explained(
        sahayak("misses", "close", "1", "--with", "in-cgtmse", "--by", "Asha"), "does not answer it", "--anyway"
    )
    closed = sahayak("misses", "close", "1", "--with", "in-cgtmse", "--by", "Asha", "--anyway", "told by phone")
    assert closed.out == "miss 1 is closed with in-cgtmse: 1 answered, 0 told\n"
    assert sahayak("misses", "list").out == "nothing missed\n"
    assert_explained(sahayak("misses", "close", "1", "--with", "in-cgtmse", "--by", "Asha"), "closed already")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["show", "9"], "no miss 9"),
        (["assign", "9", "--to", "x"], "no miss 9"),
        (["close", "9", "--with", "in-cgtmse", "--by", "x"], "no miss 9"),
        (["close", "9", "--with", "in-gone", "--by", "x"], "in-gone is not in the live bundle"),
    ],
)
def test_what_is_not_there_is_explained(sahayak: Sahayak, live: Path, arguments: list[str], part: str) -> None:
    assert_explained(sahayak("misses", *arguments), part)


def test_nothing_to_collect_needs_no_bundle(sahayak: Sahayak) -> None:
    assert sahayak("misses", "list").out == "nothing missed\n"


# --- corrections ------------------------------------------------------------------------------------------------------


@pytest.fixture
def after(live: Path) -> tuple[Path, str]:
    """A bundle in which one fact of CGTMSE reads otherwise, and that fact's id."""
    folder = live.with_name("f" * 16)
    shutil.copytree(live, folder)
    with sqlite3.connect(folder / "knowledge.sqlite") as knowledge:
        fact, texts = knowledge.execute(
            "select id, texts from passages where document = 'in-cgtmse' and section = 'Benefits'"
        ).fetchone()
        new = {language: f"{text} (77)" for language, text in json.loads(texts).items()}
        knowledge.execute("update passages set texts = ? where id = ?", (json.dumps(new), fact))
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"hash": "f" * 16}))
    return folder, fact


def test_a_changed_fact_is_listed_shown_and_sent_to_who_agreed(
    sahayak: Sahayak, people: People, live: Path, after: tuple[Path, str]
) -> None:
    folder, fact = after
    person = people.person("a", "hi")
    people.wants_updates(person)
    answerer = open_answerer(live, START.date())
    asked = Asked(kind="detail", question="फायदे", form="hi", document="in-cgtmse", detail="benefits")
    with people.database.write() as connection:
        answers.keep(connection, "t1", asked, answers.work_out(answerer, asked), answerer, KEEPING, START, person)
    (row,) = sahayak("corrections", "list", live.name, folder.name, "--json").rows
    assert (row["fact"], row["figures"], row["people"], row["agreed"]) == (fact, True, 1, 1)
    assert (
        "figures changed; told 1x, people 1, of them agreed 1" in sahayak("corrections", "list", live.name, "ffff").out
    )
    tried = sahayak("corrections", "send", live.name, folder.name, "--by", "Asha")
    assert "(77)" in tried.out
    assert tried.out.endswith("to be sent: 1; add --yes to send\n")
    assert people.got(person) == []
    sent = sahayak("corrections", "send", live.name, folder.name, "--by", "Asha", "--yes")
    assert sent.out == "queued: 1\n"
    assert "(77)" in people.got(person)[0].text
    assert sahayak("corrections", "send", live.name, folder.name, "--by", "Asha", "--yes").out == "queued: 0\n"
    assert sahayak("corrections", "send", live.name, folder.name, "--by", "Asha").out == "nobody is left to be told\n"


def test_changed_facts_that_nobody_was_told_are_counted(sahayak: Sahayak, live: Path, after: tuple[Path, str]) -> None:
    listed = ("corrections", "list", live.name, after[0].name)
    assert sahayak(*listed).out == "changed, and told to nobody: 1; --all shows them\n"
    assert sahayak(*listed, "--all").out.startswith(f"{after[1]}  figures changed; told 0x")
    assert len(sahayak(*listed, "--json").rows) == 1


def test_bundles_without_a_difference_and_bundles_that_are_not_there(sahayak: Sahayak, live: Path) -> None:
    assert sahayak("corrections", "list", "live", live.name).out == "no fact changed\n"
    assert_explained(sahayak("corrections", "list", "live", "0000"), "no bundle '0000'", live.name)
