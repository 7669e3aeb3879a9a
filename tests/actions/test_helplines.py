"""No programme may be without a helpline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import helplines
from actions.actions import helplines_of
from actions.helplines import HelplineError
from actions.person_actions import Distress
from actions.rasa_turn import Desk
from bot.library import helpline_table
from knowledge.documents import read_document
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.fakes import FakeAnswerer, card, passage
from tests.trackers import Said, run


def test_each_country_gets_its_documents_contact() -> None:
    contacts = {
        ("in-tele-manas", "Contacts"): (card("in-tele-manas"), passage("in-tele-manas")),
        ("th-mental-health-1323", "Contacts"): (card("th-mental-health-1323"), passage("th-mental-health-1323")),
    }
    table = {"IN": "in-tele-manas", "TH": "th-mental-health-1323"}
    found = helplines_of(table, FakeAnswerer(facts=contacts))  # type: ignore[arg-type]
    assert {country: card.id for country, (card, _) in found.items()} == table


@pytest.mark.parametrize("section", ["What it is", "Cautions"])
def test_a_document_without_contacts_is_refused_by_name(section: str) -> None:
    facts = {("in-tele-manas", section): (card("in-tele-manas"), passage("in-tele-manas", section))}
    with pytest.raises(LookupError, match="IN: in-tele-manas"):
        helplines_of({"IN": "in-tele-manas"}, FakeAnswerer(facts=facts))  # type: ignore[arg-type]


def test_the_projects_helplines_are_documents_with_a_number_to_call() -> None:
    from bot.library import KNOWLEDGE

    for country, document in helpline_table().items():
        read = read_document(KNOWLEDGE / "documents" / "en" / f"{document}.md")
        contacts = [fact.text for fact in read.facts if fact.section == "Contacts"]
        assert contacts, country
        assert any(character.isdigit() for character in contacts[0])
        assert read.country == country


# --- the operator's own ---------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)
WOMEN: dict[str, Any] = {
    "name": {"en": "Women's helpline", "hi": "महिला हेल्पलाइन", "gu-Latn": "Mahila helpline"},
    "number": "181",
    "programme": "in-msme",
    "source": "https://wcd.nic.in",
    "checked_on": date(2026, 11, 20),
}
BANK: dict[str, Any] = WOMEN | {"name": "ศูนย์ช่วยเหลือ", "number": "02 123 4567", "programme": "th-ssrc"}


def written(folder: Path, *entries: Any) -> Path:
    path = folder / "helplines.yml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("en", "Women's helpline: 181"),
        ("hi", "महिला हेल्पलाइन: 181"),
        ("hi-Latn", "mahila helpline: 181"),
        ("gu", "Women's helpline: 181"),
        ("gu-Latn", "Mahila helpline: 181"),
        ("th", "Women's helpline: 181"),
    ],
)
def test_a_helpline_is_called_by_its_name_in_the_readers_form(tmp_path: Path, form: str, line: str) -> None:
    women, bank = helplines.read(written(tmp_path, WOMEN, BANK), TODAY)
    assert women.line(form) == line
    assert (women.country, bank.country) == ("IN", "TH")
    assert bank.line(form) == "ศูนย์ช่วยเหลือ: 02 123 4567"


@pytest.mark.parametrize(
    ("change", "cure"),
    [
        ({"number": 181}, "in quotes"),
        ({"number": "18"}, "3 to 15 digits"),
        ({"number": "call 181"}, "3 to 15 digits"),
        ({"number": "१८१"}, "3 to 15 digits"),
        ({"programme": "IN"}, "in-msme, th-ssrc"),
        ({"name": ""}, "a name is empty"),
        ({"name": {}}, "name must be a text"),
        ({"name": {"ta": "உதவி"}}, "en, hi"),
        ({"name": {"hi": " \u200b"}}, "a name is empty"),
        ({"source": ""}, "where the number was read"),
        ({"checked_on": "yesterday"}, "such as 2026-11-22"),
        ({"checked_on": TODAY + timedelta(days=1)}, "such as 2026-11-22"),
        ({"free": True}, "needs exactly checked_on, name"),
    ],
    ids=repr,
)
def test_one_bad_entry_refuses_the_file_and_names_the_cure(tmp_path: Path, change: dict[str, Any], cure: str) -> None:
    with pytest.raises(HelplineError, match="entry 2: ") as told:
        helplines.read(written(tmp_path, BANK, WOMEN | change), TODAY)
    assert cure in str(told.value)


def test_each_field_is_needed(tmp_path: Path) -> None:
    for name in WOMEN:
        less = {field: value for field, value in WOMEN.items() if field != name}
        with pytest.raises(HelplineError, match=f"needs exactly.*{name}"):
            helplines.read(written(tmp_path, less), TODAY)


@pytest.mark.parametrize("body", ["number: '181'", "- [", "", "- just words"])
def test_a_file_that_is_no_list_of_entries_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "helplines.yml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(HelplineError, match=r"helplines\.yml"):
        helplines.read(path, TODAY)
    with pytest.raises(HelplineError, match="unset SAHAYAK_HELPLINES"):
        helplines.read(tmp_path / "nowhere.yml", TODAY)


def test_old_ones_are_found(tmp_path: Path) -> None:
    lines = helplines.read(written(tmp_path, WOMEN, BANK | {"checked_on": date(2026, 1, 2)}), TODAY)
    assert [one.number for one in helplines.old(lines, TODAY, timedelta(days=180))] == ["02 123 4567"]


@pytest.mark.parametrize("form", FORMS)
async def test_in_distress_they_stand_after_the_documents_own(
    desk: Desk, received: Received, tmp_path: Path, form: str
) -> None:
    """Only those of the countries that this form's helplines are of."""
    received("t1", language=form)
    own = replace(desk, more_helplines=helplines.read(written(tmp_path, WOMEN, BANK), TODAY))
    ran = await run(Distress(own), Said(intent="distress", text="…", form=form))
    shown = ran.said[0]["args"]["helplines"]
    before = (await run(Distress(desk), Said(intent="distress", text="…", form=form))).said[0]["args"]["helplines"]
    added = [line for line in shown if line not in before]
    numbers = {"en": ["181", "02 123 4567"], "th": ["02 123 4567"]}.get(form, ["181"])
    assert [line.rpartition(": ")[2] for line in added] == numbers
    assert shown[0] == before[0]
