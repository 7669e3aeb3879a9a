"""No programme may be without a helpline."""

from __future__ import annotations

import pytest

from actions.actions import helplines_of
from bot.library import helpline_table
from knowledge.documents import read_document
from tests.fakes import FakeAnswerer, card, passage


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
