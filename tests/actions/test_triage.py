"""Triage: named situations, and what must hold for every answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions import triage, triage_rules
from actions.triage import Answers, Decision
from actions.triage_rules import RulesError
from knowledge.documents import read_document
from tests.guard import ROOT

SITUATIONS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "situations").glob("*.yml"))
}
NAMED = [(programme, one) for programme, named in SITUATIONS.items() for one in named]
PROGRAMMES = triage_rules.programmes()


def decided(programme: str, given: Mapping[str, Any], *, distress: bool = False) -> Decision:
    rules = triage_rules.load(programme)
    return triage.decide(triage.answers_of(given, rules, distress=distress), rules)


def test_there_are_situations_enough() -> None:
    assert set(SITUATIONS) == set(PROGRAMMES) == {"in-msme", "th-ssrc"}
    assert len(NAMED) >= 40
    assert all(len(named) >= 20 for named in SITUATIONS.values())


@pytest.mark.parametrize(("programme", "one"), NAMED, ids=[f"{p}: {one['name']}" for p, one in NAMED])
def test_situation(programme: str, one: dict[str, Any]) -> None:
    decision = decided(programme, one["answers"], distress=one.get("distress", False))
    told = (decision.group, decision.urgency, decision.ask_officer, list(decision.contradictions))
    wanted = (one["group"], one["urgency"], one["officer"], one.get("contradictions", []))
    assert told == wanted, decision


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, Answers]:
    programme = draw(st.sampled_from(PROGRAMMES))
    choices = triage_rules.load(programme).choices
    told: dict[str, frozenset[str]] = {}
    for field, values in choices.items():
        most = len(values) if field == "needs" else 1
        chosen = draw(st.frozensets(st.sampled_from(values), max_size=most))
        if chosen:
            told[field] = chosen
    return programme, told


@given(answers())
def test_the_points_add_up(told: tuple[str, Answers]) -> None:
    programme, given_answers = told
    decision = triage.decide(given_answers, triage_rules.load(programme))
    for scale, score in decision.scores.items():
        assert score == sum(one.points.get(scale, 0) for one in decision.contributions)
    assert decision.group in (1, 2, 3)
    assert decision.urgency in (1, 2, 3)
    assert {one.rule for one in decision.contributions} <= set(decision.rules)


@given(answers())
def test_the_short_way_says_the_same_group(told: tuple[str, Answers]) -> None:
    programme, given_answers = told
    rules = triage_rules.load(programme)
    assert triage.group_of(given_answers, rules) == triage.decide(given_answers, rules).group


@given(answers())
def test_every_change_named_leads_where_it_says(told: tuple[str, Answers]) -> None:
    programme, given_answers = told
    rules = triage_rules.load(programme)
    decision = triage.decide(given_answers, rules)
    for change in decision.changes:
        if change.field == "needs":
            other = {**given_answers, "needs": given_answers.get("needs", frozenset()) ^ {change.value}}
            assert (change.value in other["needs"]) == change.given
        else:
            other = {**given_answers, change.field: frozenset({change.value})}
        assert triage.group_of(other, rules) == change.group != decision.group


@given(answers())
def test_a_decision_survives_storing(told: tuple[str, Answers]) -> None:
    decision = triage.decide(told[1], triage_rules.load(told[0]))
    assert Decision.from_json(json.loads(json.dumps(decision.to_json()))) == decision


@given(answers())
def test_worse_news_never_make_a_case_less_urgent(told: tuple[str, Answers]) -> None:
    programme, given_answers = told
    rules = triage_rules.load(programme)
    calm = triage.decide({k: v for k, v in given_answers.items() if k != "distress"}, rules)
    assert triage.decide({**given_answers, "distress": frozenset({"yes"})}, rules).urgency == 1 <= calm.urgency


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_free_text_and_names_are_never_answers(programme: str) -> None:
    told = triage.answers_of(
        {"name": "court", "description": "कोर्ट loan stopped", "enterprise": "none", "needs": ["finance"]},
        triage_rules.load(programme),
    )
    assert told == {"needs": frozenset({"finance"})}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_source_of_the_rules_is_in_the_documents(programme: str) -> None:
    body = yaml.safe_load((triage_rules.FOLDER / f"{programme}.yml").read_text(encoding="utf-8"))
    for source in body["sources"].values():
        document = read_document(ROOT / "knowledge" / "documents" / "en" / f"{source['document']}.md")
        assert source["source"] in [one.number for one in document.sources]
    for band in body["turnover"]["bands"][:-1]:
        assert band["source"] in body["sources"]
    assert body["tie"]["basis"] in {*body["sources"], triage_rules.JUDGEMENT}


FIGURES = {
    "th-ssrc": {"th-sme-definition": ["50 million", "100 million", "300 million", "500 million"], "th-smedbank": ["2 million"]},
    "in-msme": {"in-msme-definition": ["Rs 10 crore", "Rs 100 crore", "Rs 500 crore"]},
}  # fmt: skip


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_bands_are_the_documents_figures(programme: str) -> None:
    unit = {"th-ssrc": 10**6, "in-msme": 10**7}[programme]
    wanted = sorted(band.up_to for band in triage_rules.load(programme).bands if band.up_to is not None)
    figures = []
    for document, told in FIGURES[programme].items():
        text = (ROOT / "knowledge" / "documents" / "en" / f"{document}.md").read_text(encoding="utf-8")
        for figure in told:
            assert figure in text
            figures.append(int("".join(c for c in figure if c.isdigit())) * unit)
    assert sorted(figures) == wanted


GOOD = (triage_rules.FOLDER / "th-ssrc.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("programme: th-ssrc", "programme: elsewhere", "programme"),
        ("when: {loan: [late]}", "when: {loan: [tomorrow]}", "tomorrow"),
        ("when: {loan: [late]}", "when: {weather: [rain]}", "weather"),
        ("points: {limit: -1}", "points: {luck: 1}", "points"),
        ("basis: groups", "basis: rumour", "basis"),
        ("id: loan-late", "id: loan-court", "twice"),
        ("set_aside: [loan]", "set_aside: [age]", "set_aside"),
        ("rules:\n", "laws:\n", "rules"),
        ("rules:\n", "rules: [\n", "not valid YAML"),
    ],
)
def test_a_broken_rules_file_names_its_cure(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    path = tmp_path / "th-ssrc.yml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=told):
        triage_rules.read(path)


def test_a_missing_rules_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="no triage rules"):
        triage_rules.read(tmp_path / "nowhere.yml")
