"""An answer worked out again from its bundle, context and day has the same bytes; where not, the reason is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from actions import answers
from actions.answer import Answerer
from actions.answers import Asked, Kept, work_out
from actions.outcomes import Answer, Clarify, NoAnswer, Topic
from bot import replaying
from bot.problems import UserProblem
from bot.settings import Settings
from knowledge.language import FORMS
from records.answer_tables import answers as table
from records.database import Database
from tests.fakes import START

TODAY = date(2026, 11, 22)
QUESTIONS = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "บสย. ค้ำประกันเงินกู้",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che 🙏",
}
TURN = iter(range(1_000_000))


@pytest.fixture(scope="session")
def answerer(tiny_bundle: Path) -> Answerer:
    return replaying.open_answerer(tiny_bundle, TODAY)


@pytest.fixture
def house(tmp_path: Path, tiny_bundle: Path, answerer: Answerer) -> Settings:
    """Settings whose build folder holds the small bundle under its name."""
    bundles = tmp_path / "build" / "bundles"
    bundles.mkdir(parents=True)
    (bundles / answerer.bundle_hash[:16]).symlink_to(tiny_bundle)
    return Settings(build=tmp_path / "build", data=tmp_path)


@pytest.fixture
def give(database: Database, answerer: Answerer, house: Settings) -> Callable[..., Kept]:
    """Answers as the app does and keeps it."""

    def put(asked: Asked, today: date = TODAY) -> Kept:
        then = Answerer(answerer.search, today)
        with database.write() as connection:
            outcome = work_out(then, asked)
            return answers.keep(connection, f"t{next(TURN)}", asked, outcome, then, replaying.keeping(house), START)

    return put


CASES: list[tuple[Asked, type | tuple[type, ...]]] = [
    *((Asked(kind="answer", question=question, form=form), Answer) for form, question in QUESTIONS.items()),
    # Whether a scheme fits is the business of actions/finding.py.
    *((Asked(kind="find", question=q, form=f), (Clarify, NoAnswer)) for f, q in QUESTIONS.items()),
    *((Asked(kind="detail", question="…", form=f, document="in-cgtmse", detail="benefits"), Answer) for f in FORMS),
    *((Asked(kind="detail", question="…", form=f, document="in-cgtmse", detail="papers"), NoAnswer) for f in FORMS),
    *((Asked(kind="answer", question="🙂 मौसम कैसा है आज", form=f), NoAnswer) for f in FORMS),
    (Asked(kind="answer", question="What is CGTMSE?", form=None), Answer),
]


@pytest.mark.parametrize(("asked", "kind"), CASES, ids=lambda value: getattr(value, "form", None))
def test_every_kind_of_answer_is_the_same_bytes_again(
    database: Database, house: Settings, give: Callable[..., Kept], asked: Asked, kind: type | tuple[type, ...]
) -> None:
    kept = give(asked)
    assert isinstance(kept.outcome, kind)
    done = replaying.replay(house, database, kept.reference)
    assert done.text.encode() == kept.text.encode()
    assert (done.same_text, done.same_outcome, done.why) == (True, True, "")


TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from([*QUESTIONS.values(), "papers?", "और महिलाओं के लिए?", "કેટલી ફી", "ค่าธรรมเนียม", "aur fees kitni"]),
)


@given(
    question=TEXTS,
    form=st.sampled_from([None, *FORMS]),
    document=st.sampled_from([None, "in-cgtmse", "th-tcg", "in-gone"]),
    before=TEXTS,
    detail=st.sampled_from([None, "papers", "apply"]),
    today=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
@settings(max_examples=40)
def test_any_question_in_any_context_on_any_day_replays_to_the_same_bytes(
    answerer: Answerer,
    question: str,
    form: str | None,
    document: str | None,
    before: str,
    detail: str | None,
    today: date,
) -> None:
    asked = Asked(
        kind="answer", question=question, form=form, topic=Topic(document=document, question=before, detail=detail)
    )
    keeping = replaying.keeping(Settings())
    then = Answerer(answerer.search, today)
    outcome = work_out(then, asked)
    kept = Kept(
        reference="A-26-0001", asked=asked, outcome=outcome, today=today.isoformat(), bundle=then.bundle_hash,
        text=keeping.word(answers.key_of("answer", outcome), outcome, form or outcome.language),
        settings=answers.settings_hash(keeping, then), code=keeping.code, conversation=None, created_at=START,
        erased=False,
    )  # fmt: skip
    again = Answerer(answerer.search, date.fromisoformat(kept.today))
    done = replaying.compare(kept, again, replaying.keeping(Settings()))
    assert (done.text.encode(), done.why) == (kept.text.encode(), "")


def test_the_day_is_the_one_of_then(
    database: Database, house: Settings, give: Callable[..., Kept], answerer: Answerer
) -> None:
    """A scheme that had ended when it was asked about, but not the year before: each replay says what was said."""
    document, until = _ends(answerer)
    asked = Asked(kind="detail", question="…", form="en", document=document, detail="")
    before, after = give(asked, date(until.year - 1, 1, 1)), give(asked, date(until.year + 1, 1, 1))
    assert before.text != after.text
    for kept in (before, after):
        assert replaying.replay(house, database, kept.reference).text == kept.text


def _ends(answerer: Answerer) -> tuple[str, date]:
    for card in answerer.search.bundle.cards.values():
        if card.valid_until:
            return card.id, date.fromisoformat(card.valid_until)
    raise AssertionError("the small bundle needs a document with an end date")


# --- what cannot be replayed ----------------------------------------------------------------------------------------


def test_an_unknown_answer_is_named(database: Database, house: Settings) -> None:
    with pytest.raises(UserProblem, match="no answer A-99-9999"):
        replaying.replay(house, database, "A-99-9999")


def test_a_bundle_that_is_gone_is_named_and_what_was_shown_is_still_there(
    database: Database, house: Settings, give: Callable[..., Kept]
) -> None:
    kept = give(CASES[0][0])
    shutil.rmtree(house.build / "bundles")
    with pytest.raises(UserProblem, match=f"{kept.bundle} .* is gone.*90 days.*--stored"):
        replaying.replay(house, database, kept.reference)
    assert replaying.stored(database, kept.reference).text == kept.text


def test_another_bundle_in_its_place_is_refused(
    database: Database, house: Settings, give: Callable[..., Kept], tiny_bundle: Path
) -> None:
    kept = give(CASES[0][0])
    with database.write() as connection:
        connection.execute(table.update().values(bundle="f" * 16))
    with pytest.raises(UserProblem, match="needs ffff"):
        replaying.replay(house, database, kept.reference, tiny_bundle)


def test_what_was_erased_cannot_be_worked_out(database: Database, house: Settings, give: Callable[..., Kept]) -> None:
    kept = give(CASES[0][0])
    with database.write() as connection:
        connection.execute(table.update().values(erased=True))
    with pytest.raises(UserProblem, match="erased"):
        replaying.replay(house, database, kept.reference)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"code": "then"}, "program or its words changed"),
        ({"settings": "then"}, "settings that change an answer"),
        ({}, "nothing that is stored explains it"),
    ],
)
def test_other_bytes_are_told_with_the_reason(
    database: Database, house: Settings, give: Callable[..., Kept], changed: dict[str, str], why: str
) -> None:
    kept = give(CASES[0][0])
    with database.write() as connection:
        connection.execute(table.update().values(text=f"{kept.text}!", **changed))
    done = replaying.replay(house, database, kept.reference)
    assert (done.text, done.same_text, done.same_outcome) == (kept.text, False, True)
    assert why in done.why


def test_the_program_hash_covers_words_and_code() -> None:
    assert len(replaying.program_hash()) == 16
    assert replaying.program_hash() == replaying.program_hash()


def test_only_settings_that_change_an_answer_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answerer: Answerer
) -> None:
    def hashed(port: int) -> str:
        return answers.settings_hash(replaying.keeping(Settings(port=port, data=tmp_path)), answerer)

    assert hashed(1) == hashed(2)
    monkeypatch.setattr(replaying, "ANSWERING", ("port",))
    assert hashed(1) != hashed(2)
