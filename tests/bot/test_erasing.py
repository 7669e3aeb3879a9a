"""Erasures are finished beside the workers: once a minute, one at a time, and again after a failure."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from actions import erasure
from bot.dialogue import Said
from bot.erasing import LOOK_EVERY, erasing, in_turn
from bot.replies import compose
from knowledge.language import FORMS
from records.case_tables import erasures
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START, Buttons, Clock


def asked(database: Database) -> erasure.Certificate:
    with database.write() as connection:
        told.case(connection, told.talk(connection))
        return erasure.erase(connection, "c1", "t9", START)


def pending(database: Database) -> int:
    with database.read() as connection:
        wanted = erasures.c.pending.is_not(None)
        return int(connection.execute(sa.select(sa.func.count()).select_from(erasures).where(wanted)).scalar_one())


def test_it_finishes_what_is_due(database: Database, clock: Clock) -> None:
    asked(database)
    forgotten: list[Sequence[str]] = []

    def forget(mine: Sequence[str], until: datetime) -> int:
        forgotten.append(mine)
        return 0

    finishing = erasing(database, clock, forget)
    for _ in range(3):
        finishing()
        finishing.wait()
    assert pending(database) == 1
    clock.forward(erasure.FINISH_AFTER.total_seconds())
    for _ in range(3):
        finishing()
        finishing.wait()
    assert (pending(database), forgotten) == (0, [["c1"]])


def test_a_failure_is_logged_without_words_and_tried_again(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    asked(database)
    clock.forward(erasure.FINISH_AFTER.total_seconds())
    problems = [OSError("สมชาย ใจดี")]

    def forget(mine: Sequence[str], until: datetime) -> int:
        if problems:
            raise problems.pop()
        return 0

    finishing = erasing(database, clock, forget)
    with caplog.at_level(logging.ERROR):
        finishing()
        finishing.wait()
    assert "OSError" in caplog.text
    assert "สมชาย" not in caplog.text
    clock.forward((LOOK_EVERY + timedelta(seconds=1)).total_seconds())
    finishing()
    finishing.wait()
    assert pending(database) == 0


def test_several_things_each_round() -> None:
    done: list[str] = []
    in_turn(lambda: done.append("a"), lambda: done.append("b"))()
    assert done == ["a", "b"]


@pytest.mark.parametrize("form", FORMS)
def test_the_question_has_two_buttons_and_the_certificate_none(database: Database, form: str) -> None:
    made = asked(database)
    buttons = Buttons()
    (question,) = compose([Said(key="erase-ask", args={})], form, buttons)
    (certificate,) = compose([Said(key="erase-certificate", args={"certificate": made.to_json()})], form, buttons)
    assert [(action.intent, action.entities) for action in dict(buttons.made).values()] == [
        ("delete_my_data", {"do": "erase"}), ("deny", {}),
    ]  # fmt: skip
    assert made.number in certificate.text
    assert certificate.text != question.text
