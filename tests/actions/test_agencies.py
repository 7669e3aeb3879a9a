"""The directory: complete, from the documents, and flagged when it grows old."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from actions import agencies, clocks, regions, triage_rules
from actions.agencies import Agency, DirectoryError
from knowledge.documents import read_document
from knowledge.language import FORMS
from tests.guard import ROOT

PROGRAMMES = ("in-msme", "th-ssrc")
EVERY = [(programme, one) for programme in PROGRAMMES for one in agencies.load(programme).agencies]
IDS = [one.id for _, one in EVERY]
TODAY = date(2026, 11, 22)

#: The 28 agencies in the order of the release of 23 August 2017, and what shows that it is the right one.
PARTNERS = [
    "มหาดไทย", "วิทยาศาสตร์", "สาธารณสุข", "สำนักงานส่งเสริมวิสาหกิจ", "บังคับคดี", "พัฒนาธุรกิจการค้า", "อุดมศึกษา", "สภาอุตสาหกรรม",
    "หอการค้า", "สมาคมธนาคารไทย", "สมาพันธ์เอสเอ็มอี", "พัฒนาวิสาหกิจขนาดกลาง", "กรุงไทย", "ออมสิน", "เพื่อการเกษตร", "กรุงเทพ",
    "กรุงศรีอยุธยา", "กสิกรไทย", "ซีไอเอ็มบี", "ไทยเครดิต", "ไทยพาณิชย์", "ธนชาต", "ส่งออกและนำเข้า", "ยูโอบี", "แลนด์", "อิสลาม",
    "ประกันสินเชื่อ", "ข้อมูลเครดิต",
]  # fmt: skip


def document(agency: Agency):  # type: ignore[no-untyped-def]
    return read_document(ROOT / "knowledge" / "documents" / "en" / f"{agency.document}.md")


def test_the_28_partners_are_there_in_their_order() -> None:
    partners = {one.partner: one for _, one in EVERY if one.partner}
    assert sorted(partners) == list(range(1, 29))
    assert not [number for number, name in enumerate(PARTNERS, 1) if name not in partners[number].names["th"]]


def test_the_indian_bodies_are_there() -> None:
    wanted = ["in-msme-dfo", "in-efc", "in-tool-rooms", "in-tc-ec-network", "in-nsic", "in-dic", "in-sidbi", "in-kvic",
              "in-cgtmse-lenders", "in-champions", "in-odr", "in-msefc", "in-up-odop"]  # fmt: skip
    assert set(wanted) <= set(IDS)


@pytest.mark.parametrize(("programme", "agency"), EVERY, ids=IDS)
def test_every_contact_is_in_its_document(programme: str, agency: Agency) -> None:
    facts = document(agency).facts

    def plain(text: str) -> str:
        return "".join(c for c in text.lower() if c.isalnum())

    for channel in agency.channels:
        found = [fact for fact in facts if plain(channel.value) in plain(fact.text) and channel.source in fact.sources]
        assert found, f"{channel.value} is no fact of {agency.document} with source {channel.source}"
        assert not any(fact.absent for fact in found)


@pytest.mark.parametrize(("programme", "agency"), EVERY, ids=IDS)
def test_a_contact_from_a_private_source_must_be_verified(programme: str, agency: Agency) -> None:
    for channel in agency.channels:
        assert channel.verify or document(agency).source(channel.source).grade != "private"


@pytest.mark.parametrize(("programme", "agency"), EVERY, ids=IDS)
def test_it_was_checked_when_its_document_was(programme: str, agency: Agency) -> None:
    assert agency.checked_on == date.fromisoformat(document(agency).checked_on)


@pytest.mark.parametrize(("programme", "agency"), EVERY, ids=IDS)
def test_it_has_a_name_in_every_form(programme: str, agency: Agency) -> None:
    assert all(agency.name(form) for form in FORMS)
    assert agency.name("hi-Latn").isascii() or "–" in agency.name("hi-Latn")
    own = document(agency)
    if agency.id == agency.document:
        assert dict(agency.names) == {"en": own.title, **{one: own.titles[one] for one in ("hi", "gu", "th")}}


def test_every_need_has_somebody_to_help() -> None:
    for programme in PROGRAMMES:
        active = [one for one in agencies.load(programme).agencies if not one.merged_into and not one.requires]
        needs = {need for one in active if not one.regions for need in one.helps}
        assert needs == {*triage_rules.load(programme).choices["needs"]}


@pytest.mark.parametrize(
    ("agency", "region", "day", "is_open"),
    [
        ("in-dic", "IN-GJ", "2026-01-14", False),  # Uttarayan
        ("in-dic", "IN-UP", "2026-01-14", True),
        ("in-msme-dfo", "IN-TN", "2026-01-15", False),  # Thiruvalluvar Day
        ("in-cgtmse-lenders", "IN-TN", "2026-01-15", False),
        ("in-dic", "IN-XX", "2026-01-15", True),
        ("in-dic", None, "2026-01-15", True),
        ("in-sidbi", "IN-TN", "2026-01-15", True),  # one head office
        ("in-gj-vajpayee-bankable", "IN-TN", "2026-01-14", False),  # its own state's, whoever asks
        ("in-dic", "IN-TN", "2026-01-26", False),  # everywhere
    ],
)
def test_an_office_in_each_state_keeps_the_holidays_of_the_cases_state(
    agency: str, region: str | None, day: str, is_open: bool
) -> None:
    calendar = agencies.load("in-msme").calendar_of(agency, region)
    assert calendar.open_on(date.fromisoformat(day)) is is_open


def test_every_indian_region_of_the_intake_has_holidays_of_its_own() -> None:
    assert {code.partition("-")[2] for code in regions.regions("in-msme")} <= clocks.states("IN")


def test_old_entries_are_flagged() -> None:
    directory = agencies.load("th-ssrc")
    assert directory.stale(TODAY) == []
    later = TODAY + agencies.STALE_AFTER + timedelta(days=1)
    assert len(directory.stale(later)) == len(directory.agencies)
    assert len(directory.stale(TODAY, after=timedelta(0))) == len(directory.agencies)


def test_without_a_usable_contact_it_goes_to_an_officer() -> None:
    directory = agencies.load("th-ssrc")
    assert not directory.get("th-lhbank").channels
    assert not directory.get("th-lhbank").reachable
    assert not directory.get("th-kbank").reachable  # only an undated blog
    assert directory.get("th-smedbank").reachable


def test_an_unknown_agency_is_told() -> None:
    with pytest.raises(LookupError, match=r"th-ssrc\.yml"):
        agencies.load("th-ssrc").get("th-nobody")


GOOD = (agencies.FOLDER / "th-ssrc.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("kind: government", "kind: friend", "kind friend"),
        ("helps: {dispute: 2, other: 1}", "helps: {luck: 2}", "strength"),
        ("helps: {dispute: 2, other: 1}", "helps: {dispute: 9}", "strength"),
        ("calendar: th-office\n", "calendar: never\n", "calendar never"),
        ("kind: phone, value: \"1567\"", "kind: pigeon, value: \"1567\"", "pigeon"),
        ("merged_into: th-mhesi", "merged_into: th-gone", "th-gone"),
        ("requires: {loan: [court]}", "requires: {loan: [tomorrow]}", "tomorrow"),
        ("id: th-mhesi", "id: th-moph", "twice"),
        ("    partner: 1\n", "    partner: 1\n    local: true\n", "no states"),
        ("    partner: 1\n", "    partner: 1\n    mood: good\n", "mood"),
        ('      hi: "थाईलैंड', '      xx: "थाईलैंड', "no name in hi"),
        ('checked_on: "2026-11-21"', 'checked_on: "yesterday"', "yesterday"),
        ("agencies:\n", "friends:\n", "agencies"),
        ("agencies:\n", "agencies: [\n", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_broken_directory_names_its_cure(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    path = tmp_path / "th-ssrc.yml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DirectoryError, match=told):
        agencies.read(path)


def test_the_files_are_what_the_loader_sees() -> None:
    for programme in PROGRAMMES:
        body = yaml.safe_load((agencies.FOLDER / f"{programme}.yml").read_text(encoding="utf-8"))
        assert len(body["agencies"]) == len(agencies.load(programme).agencies)
