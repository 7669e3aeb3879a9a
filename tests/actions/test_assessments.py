"""Triage on record, and what an agency is entitled to know."""

from __future__ import annotations

import pytest

from actions import agencies, assessments, cases, entitlements, events
from actions.agencies import KINDS
from actions.cases import Case
from actions.intake_spec import BY_NAME
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

FULL = {
    **told.TOLD, "district": "บางกะปิ", "sector": "food", "age": "3to10", "turnover": "upto2m",
    "registration": "1101700203450", "contact_time": "morning", "orders": "some",
}  # fmt: skip


@pytest.fixture
def case(database: Database) -> Case:
    with database.write() as connection:
        return told.case(connection, told.talk(connection), told=FULL)


def test_the_decision_is_kept_with_its_answers_and_version(database: Database, case: Case) -> None:
    with database.read() as connection:
        found = assessments.latest(connection, case.id)
    assert (found.decision.group, found.decision.urgency) == (case.group, case.urgency) == (1, 2)
    assert found.answers["loan"] == {"overdue"}
    assert found.decision.version == "2026-11-22"
    assert "name" not in found.answers


def test_an_override_stands_beside_the_rules_decision(database: Database, case: Case) -> None:
    with database.write() as connection:
        for _ in range(2):  # a repeated command is one override
            made = assessments.override(connection, case, 2, "o1", "knows-more", "เจ้าของป่วย", "k1", START)
        assert (made.decision.group, made.override_by, made.override_reason) == (2, "o1", "knows-more")
        assert made.override_note is not None
        assert events.read_note(connection, made.override_note) == "เจ้าของป่วย"
        assert [one.decision.group for one in assessments.history(connection, case.id)] == [1, 2]
        assert cases.get(connection, case.id).group == 2
        last = events.of_case(connection, case.id)[-1]
        assert (last.kind, last.why, last.data) == ("triage_overridden", "knows-more", {"from": 1, "to": 2})


def test_no_answer_would_change_the_group_that_an_officer_set(database: Database) -> None:
    with database.write() as connection:
        case = told.case(connection, told.talk(connection), told={**FULL, "needs": ["finance", "management"]})
        assessments.override(connection, case, 2, "o1", "knows-more", "", "k1", START)
        rules, officers = [one.decision for one in assessments.history(connection, case.id)]
    assert 2 in {change.group for change in rules.changes}
    assert officers.changes == ()


@pytest.mark.parametrize(("group", "reason"), [(0, "other"), (4, "other"), (2, ""), (2, "because")])
def test_an_override_needs_a_group_and_a_reason(database: Database, case: Case, group: int, reason: str) -> None:
    with database.write() as connection, pytest.raises(ValueError, match="group"):
        assessments.override(connection, case, group, "o1", reason, "", "k1", START)


def test_a_case_that_was_never_assessed_is_told(database: Database) -> None:
    with database.read() as connection, pytest.raises(LookupError, match="not assessed"):
        assessments.latest(connection, 99)


def test_every_kind_of_agency_has_its_fields() -> None:
    assert set(entitlements.FIELDS) == KINDS
    fields = {field for listed in entitlements.FIELDS.values() for field in listed}
    assert fields <= set(BY_NAME)
    # What the desk judges by stays on the desk.
    assert not fields & {"loan", "orders", "trading", "consent"}


@pytest.mark.parametrize("agency", [one.id for one in agencies.load("th-ssrc").agencies])
def test_only_entitled_fields_leave_the_desk(database: Database, case: Case, agency: str) -> None:
    entry = agencies.load("th-ssrc").get(agency)
    with database.read() as connection:
        found = entitlements.told(connection, case, entry)
    assert list(found) == list(entitlements.FIELDS[entry.kind])  # this person told everything
    assert found["name"] == FULL["name"]


def test_a_credit_bureau_is_told_no_more_than_whom_to_call(database: Database, case: Case) -> None:
    with database.read() as connection:
        found = entitlements.told(connection, case, agencies.load("th-ssrc").get("th-ncb"))
    assert set(found) == {"name", "phone", "contact_time", "needs"}


def test_what_was_not_told_is_left_out(database: Database) -> None:
    with database.write() as connection:
        case = told.case(connection, told.talk(connection))
        found = entitlements.told(connection, case, agencies.load("th-ssrc").get("th-tcg"))
    assert not {"district", "sector", "registration"} & set(found)
