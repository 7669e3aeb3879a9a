"""Matching: the right agency first, reasons for each, and somebody else when it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import agencies, match, triage, triage_rules
from actions.agencies import Channel, Directory
from actions.intake_spec import NEEDS
from actions.match import Proposal, Wanted
from actions.triage import Decision

TODAY = date(2026, 11, 22)


def case(
    programme: str, *needs: str, region: str | None = None, language: str = "en", **told: str
) -> tuple[Wanted, Decision]:
    rules = triage_rules.load(programme)
    answers = triage.answers_of({"needs": list(needs), **told}, rules)
    return Wanted(needs=needs, region=region, language=language, answers=answers), triage.decide(answers, rules)


def proposed(programme: str, *needs: str, tried: tuple[str, ...] = (), **told: str) -> list[Proposal]:
    wanted, decision = case(programme, *needs, **told)
    return match.match(wanted, decision, agencies.load(programme), tried=tried)


@pytest.mark.parametrize(
    ("programme", "needs", "told", "first"),
    [
        ("th-ssrc", ["finance"], {"loan": "overdue", "trading": "falling", "orders": "some"}, "th-tcg"),
        ("th-ssrc", ["finance"], {"turnover": "upto2m"}, "th-smedbank"),
        ("th-ssrc", ["finance"], {"sector": "farming"}, "th-smedbank"),
        ("th-ssrc", ["recovery"], {"loan": "court", "trading": "stopped"}, "th-led"),
        ("th-ssrc", ["management"], {}, "th-osmep"),
        ("th-ssrc", ["technology"], {}, "th-dip"),
        ("th-ssrc", ["export"], {}, "th-exim"),
        ("th-ssrc", ["registration"], {}, "th-dbd"),
        ("th-ssrc", ["dispute"], {}, "th-moi-damrongdham"),
        ("th-ssrc", ["other"], {}, "th-osmep"),
        ("in-msme", ["dispute"], {}, "in-odr"),
        ("in-msme", ["export"], {}, "in-efc"),
        ("in-msme", ["technology"], {}, "in-tool-rooms"),
        ("in-msme", ["management"], {}, "in-msme-dfo"),
        ("in-msme", ["registration"], {}, "in-udyam-registration"),
        ("in-msme", ["other"], {}, "in-champions"),
        ("in-msme", ["finance"], {"region": "IN-GJ", "language": "gu"}, "in-gj-vajpayee-bankable"),
        ("in-msme", ["marketing"], {"region": "IN-UP", "language": "hi-Latn"}, "in-up-odop"),
        ("in-msme", ["marketing"], {"region": "IN-MH", "language": "hi"}, "in-nsic"),
        ("in-msme", ["finance"], {"turnover": "micro"}, "in-cgtmse-lenders"),
        ("in-msme", ["finance"], {"turnover": "small"}, "in-sidbi"),
    ],
)  # fmt: skip
def test_who_is_proposed_first(programme: str, needs: list[str], told: dict[str, str], first: str) -> None:
    assert proposed(programme, *needs, **told)[0].agency == first


def test_one_agency_for_two_needs_where_one_can() -> None:
    found = proposed("th-ssrc", "finance", "recovery", loan="overdue", trading="falling", orders="some")
    assert [one.agency for one in found] == ["th-tcg"]
    assert "reason-helps-also" in [reason.key for reason in found[0].reasons]


def test_several_needs_bring_several_agencies() -> None:
    found = proposed("in-msme", "export", "dispute", "registration", "technology")
    assert [(one.agency, one.need) for one in found] == [
        ("in-efc", "export"), ("in-odr", "dispute"), ("in-udyam-registration", "registration"),
    ]  # fmt: skip


def test_limited_potential_looks_for_relief_before_new_money() -> None:
    found = proposed("th-ssrc", "finance", loan="court", trading="stopped", orders="none")
    assert (found[0].need, found[0].agency) == ("recovery", "th-led")
    assert "reason-relief-first" in [reason.key for reason in found[0].reasons]


def test_a_court_case_is_needed_for_mediation_after_judgment() -> None:
    wanted, decision = case("th-ssrc", "recovery", loan="overdue")
    found = match.ranked("recovery", wanted, decision, agencies.load("th-ssrc"))
    assert "th-led" not in [one.agency for one in found]


def test_a_state_body_is_only_for_its_state() -> None:
    for region in (None, "IN-MH"):
        wanted, decision = case("in-msme", "finance", region=region)
        found = [one.agency for one in match.ranked("finance", wanted, decision, agencies.load("in-msme"))]
        assert not {"in-up-odop", "in-gj-vajpayee-bankable"} & set(found)


def test_what_was_merged_is_never_proposed() -> None:
    wanted, decision = case("th-ssrc", "management")
    found = match.ranked("management", wanted, decision, agencies.load("th-ssrc"))
    assert "th-ohec" not in [one.agency for one in found]


def test_nobody_for_a_need_means_first_advice() -> None:
    directory = agencies.load("in-msme")
    only = replace(directory, agencies=tuple(one for one in directory.agencies if "export" not in one.helps))
    wanted, decision = case("in-msme", "export")
    (first,) = match.match(wanted, decision, only)
    assert first.agency == "in-champions"
    assert first.reasons[0].key == "reason-first-advice"


def test_an_empty_directory_proposes_nobody() -> None:
    wanted, decision = case("in-msme", "export")
    empty = Directory(programme="in-msme", agencies=(), calendars={})
    assert match.match(wanted, decision, empty) == []
    assert match.next_best("export", wanted, decision, empty, []) is None


def test_how_a_referral_travels() -> None:
    directory = agencies.load("th-ssrc")
    wanted, decision = case("th-ssrc", "finance")
    with_mail = replace(
        directory.get("th-tcg"), channels=(Channel(kind="email", value="desk@agency.example", source=1),)
    )
    doubtful = replace(
        with_mail, id="x", channels=(Channel(kind="email", value="old@agency.example", source=1, verify=True),)
    )
    routes = {}
    for one in (with_mail, doubtful, directory.get("th-smedbank"), directory.get("th-lhbank")):
        (found,) = match.ranked("finance", wanted, decision, replace(directory, agencies=(one,)))
        routes[one.id] = found.route
    assert routes == {"th-tcg": "email", "x": "officer", "th-smedbank": "letter", "th-lhbank": "officer"}


@given(
    st.sampled_from(["in-msme", "th-ssrc"]),
    st.lists(st.sampled_from(NEEDS), min_size=1, max_size=9, unique=True),
    st.sampled_from(["none", "late", "overdue", "court"]),
    st.sampled_from(["growing", "falling", "stopped"]),
)
def test_next_best_ends_and_never_repeats(programme: str, needs: list[str], loan: str, trading: str) -> None:
    wanted, decision = case(programme, *needs, loan=loan, trading=trading)
    directory = agencies.load(programme)
    first = match.match(wanted, decision, directory)
    assert 1 <= len(first) <= match.MOST_PROPOSED
    assert len({one.agency for one in first}) == len(first)
    assert all(one.reasons for one in first)
    tried = [one.agency for one in first]
    while following := match.next_best(first[0].need, wanted, decision, directory, tried):
        assert following.agency not in tried
        tried.append(following.agency)
    assert len(tried) <= len(directory.agencies)
