"""The desk's store on SQLite and on PostgreSQL: numbers, events, clocks, zones, erasure."""

from __future__ import annotations

import threading
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from actions import cases, desk, desk_clock, erasure, events, queue, referrals
from actions.desk_clock import Staff
from actions.events import SYSTEM, Actor
from records import notices
from records.case_tables import case_events, people_data, timers
from records.case_tables import cases as cases_table
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

OFFICER = Actor(kind="officer", id="o1")


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_cases_made_at_once_share_no_reference(database: Database) -> None:
    with database.write() as connection:
        for worker in range(4):
            told.talk(connection, f"c{worker}")
    problems: list[Exception] = []

    def work(worker: int) -> None:
        try:
            for _ in range(6):
                with database.write() as connection:
                    told.case(connection, f"c{worker}")
        except Exception as problem:  # told by the assertion below
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    with database.read() as connection:
        made = connection.execute(sa.select(cases_table.c.reference)).scalars().all()
    assert len(made) == len(set(made)) == 24


def test_events_refuse_every_change(database: Database) -> None:
    with database.write() as connection:
        told.case(connection, told.talk(connection))
    for statement in (case_events.update().values(why="x"), case_events.delete()):
        with pytest.raises(sa.exc.DatabaseError, match="append-only"), database.write() as connection:
            connection.execute(statement)


def test_an_event_and_a_notice_under_one_key_stand_once(database: Database) -> None:
    with database.write() as connection:
        case = told.case(connection, told.talk(connection))
    for wanted in (True, False):
        with database.write() as connection:
            assert events.append(connection, case.id, "noted", OFFICER, "k", START) is wanted
            assert notices.put(connection, "c1", "k", "notice-send", {"reference": case.reference}, START) is wanted


def test_a_timer_fires_once_however_many_run_the_clock(database: Database) -> None:
    with database.write() as connection:
        draft = told.tell(connection, told.talk(connection))
        case, (first, *_) = desk.take_in(connection, draft, "t1", START, conversation="c1")
        referrals.act(connection, first.id, "send", OFFICER, "s1", START)
    late = START + timedelta(days=30)
    fired: list[int] = []
    threads = [
        threading.Thread(target=lambda: fired.append(desk_clock.tick(database, late, Staff()))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        kinds = [event.kind for event in events.of_case(connection, case.id)]
        rows = connection.execute(sa.select(timers.c.fired_at).where(timers.c.referral_id == first.id)).all()
    assert kinds.count("reminded") == kinds.count("referral_expire") == 1
    assert sum(fired) == len([row for row in rows if row.fired_at]) == 2


def test_a_moment_keeps_its_zone(database: Database) -> None:
    bangkok = START.astimezone(ZoneInfo("Asia/Bangkok"))
    with database.write() as connection:
        case = told.case(connection, told.talk(connection))
        cases.change(connection, case.id, START, due_at=bangkok)
    with database.read() as connection:
        assert cases.get(connection, case.id).due_at == bangkok
        assert [line.id for line in queue.page(connection, "overdue", "o1", bangkok + timedelta(seconds=1))] == [
            case.id
        ]
        assert queue.page(connection, "overdue", "o1", bangkok) == []


def test_the_queues_show_their_own(database: Database) -> None:
    with database.write() as connection:
        told.talk(connection)
        first, second, third = (told.case(connection) for _ in range(3))
        desk.assign(connection, first, "o1", SYSTEM, "a1", START)
        desk.assign(connection, second, "o2", SYSTEM, "a2", START)
        cases.change(connection, third.id, START, urgency=1)
        fourth = told.case(connection)
        desk.close(connection, told.case(connection), "helped", OFFICER, "c5", START)
    later = START + timedelta(days=60)
    with database.read() as connection:
        assert [line.id for line in queue.page(connection, "mine", "o1", START)] == [first.id]
        assert [line.id for line in queue.page(connection, "unassigned", "o1", START)] == [third.id, fourth.id]
        assert len(queue.page(connection, "overdue", "o1", later)) == 4
        assert queue.counts(connection, "o1", later) == queue.Counts(mine=1, unassigned=2, overdue=4)
        assert len(queue.page(connection, "overdue", "o1", later, limit=3, offset=3)) == 1


def test_erasure_empties_the_personal_tables(database: Database) -> None:
    with database.write() as connection:
        told.case(connection, told.talk(connection))
        made = erasure.erase(connection, "c1", "t9", START)
        assert made.deleted["personal-data"] == 1
        assert connection.execute(sa.select(people_data)).first() is None
    assert erasure.finish(database, START + erasure.FINISH_AFTER, lambda mine, until: 0) == 1
    assert erasure.finish(database, START + erasure.FINISH_AFTER, lambda mine, until: 0) == 0
