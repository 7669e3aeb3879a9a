"""The referral's states: what may follow what, and nothing else, in any order and at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from actions import cases, desk, desk_clock, events, referral_clocks, referral_states, referrals, timers
from actions.desk_clock import Staff
from actions.events import SYSTEM, Actor
from actions.referral_states import AT_AGENCY, CODES, LOST, MAY, OPEN, STATES, TRANSITIONS, Moved, Refused, step
from records import notices
from records.case_tables import timers as timers_table
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

ACTIONS = tuple(MAY)
ACTORS = {kind: Actor(kind=kind, id=f"{kind}-1") for kind in ("applicant", "officer", "agency", "system")}
#: The states as the centre's process names them: from -> what may come next.
MAY_FOLLOW = {
    "proposed": {"sent", "recalled"},
    "sent": {"seen", "expired", "recalled", "proposed"},  # proposed: the letter came back
    "seen": {"accepted", "declined", "expired", "recalled"},
    "accepted": {"in_progress", "recalled"},
    "in_progress": {"completed", "failed", "recalled"},
}


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_the_transitions_are_the_process() -> None:
    found: dict[str, set[str]] = {}
    for (state, _), to in TRANSITIONS.items():
        found.setdefault(state, set()).add(to)
    assert found == MAY_FOLLOW
    assert set(STATES) == set(MAY_FOLLOW) | {"completed", "failed", "declined", "expired", "recalled"}
    assert set(MAY_FOLLOW) == OPEN


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("actor", ACTORS)
def test_every_step_is_allowed_or_refused_with_a_reason(state: str, action: str, actor: str) -> None:
    code = CODES.get(action, (None,))[0]
    came = step(state, action, actor, code)  # type: ignore[arg-type]
    allowed = (state, action) in TRANSITIONS and actor in MAY[action]
    assert isinstance(came, Moved) == allowed
    if isinstance(came, Refused):
        assert came.why == ("not-allowed" if actor not in MAY[action] else "wrong-state")


@pytest.mark.parametrize(
    ("action", "state"), [("decline", "seen"), ("complete", "in_progress"), ("fail", "in_progress"), ("recall", "sent")]
)
@pytest.mark.parametrize("code", [None, "", "because", "🙏"])
def test_what_needs_a_code_is_refused_without(action: str, state: str, code: str | None) -> None:
    assert step(state, action, "officer", code) == Refused(why="needs-code")


class ReferralLife(RuleBasedStateMachine):
    """Anybody does anything at any time; the clock jumps; keys come twice."""

    database: Database  # set by the test below

    def __init__(self) -> None:
        super().__init__()
        self.now, self.turn = START, 0
        name = f"c{next(_NUMBERS)}"
        with self.database.write() as connection:
            draft = told.tell(connection, told.talk(connection, name))
            self.case, _ = desk.take_in(connection, draft, f"{name}:t", self.now, conversation=name)
        self.seen: dict[str, str] = {}
        self.look()

    def look(self) -> None:
        with self.database.read() as connection:
            self.referrals = referrals.of_case(connection, self.case.id)

    @rule(
        which=st.integers(0, 5), action=st.sampled_from(ACTIONS), actor=st.sampled_from(sorted(ACTORS)), again=st.booleans(),
        code=st.sampled_from(["not-ours", "loan", "rejected", "other", None]),
    )  # fmt: skip
    def somebody_acts(self, which: int, action: Any, actor: str, again: bool, code: str | None) -> None:
        chosen = self.referrals[which % len(self.referrals)]
        self.turn += not again
        key = f"{self.case.id}:k{self.turn}"
        with self.database.write() as connection:
            done = referrals.act(connection, chosen.id, action, ACTORS[actor], key, self.now, code=code)
            if done.refused:
                assert done.referral.state == chosen.state
        self.look()

    @rule(hours=st.integers(0, 24 * 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        desk_clock.tick(self.database, self.now, Staff(next_officer=lambda *_: "o2"), limit=10_000)
        assert desk_clock.tick(self.database, self.now, Staff(), limit=10_000) == 0
        self.look()

    @rule(resume=st.booleans())
    def the_person_is_asked(self, resume: bool) -> None:
        self.turn += 1
        with self.database.write() as connection:
            case = cases.get(connection, self.case.id)
            change = referral_clocks.resume if resume else referral_clocks.pause
            change(connection, case, ACTORS["officer"], f"{self.case.id}:p{self.turn}", self.now)
        self.look()

    @rule()
    def an_officer_closes(self) -> None:
        self.turn += 1
        if self.turn % 5 == 0:
            with self.database.write() as connection:
                case = cases.get(connection, self.case.id)
                desk.close(connection, case, "helped", ACTORS["officer"], f"{self.case.id}:c{self.turn}", self.now)
            self.look()

    @invariant()
    def no_forbidden_state_was_reached(self) -> None:
        for one in self.referrals:
            before = self.seen.get(one.id, "proposed")
            assert one.state in reachable(before), f"{one.id}: {before} -> {one.state}"
            self.seen[one.id] = one.state

    @invariant()
    def each_agency_is_asked_once(self) -> None:
        asked = [one.agency for one in self.referrals]
        assert len(asked) == len(set(asked))

    @invariant()
    def clocks_run_only_where_somebody_is_waited_for(self) -> None:
        with self.database.read() as connection:
            case = cases.get(connection, self.case.id)
            running = timers.due(connection, self.now + timedelta(days=3_650), limit=1_000)
            mine = [timer for timer in running if timer.case == case.id]
        states = {one.id: one.state for one in self.referrals}
        assert not [timer for timer in mine if timer.referral and states[timer.referral] not in OPEN - {"proposed"}]
        if case.state == "closed":
            assert mine == []
            assert not [one for one in self.referrals if one.state in OPEN]

    @invariant()
    def every_agency_that_is_waited_for_has_a_clock(self) -> None:
        with self.database.read() as connection:
            waiting = cases.get(connection, self.case.id).state == "waiting"
            rows = connection.execute(sa.select(timers_table).where(timers_table.c.case_id == self.case.id)).all()
        for one in self.referrals:
            if one.state in AT_AGENCY and waiting:
                assert one.left_seconds is not None or _ran_out(rows, one.id), one
            elif one.state in AT_AGENCY:
                assert one.left_seconds is None
                assert _runs(rows, one.id) or _ran_out(rows, one.id), one
            else:
                assert (one.due_at, one.left_seconds) == (None, None)

    @invariant()
    def the_events_tell_the_states(self) -> None:
        with self.database.read() as connection:
            told_states = {one.id: "proposed" for one in self.referrals}
            for event in events.of_case(connection, self.case.id):
                action = event.kind.removeprefix("referral_")
                if event.kind.startswith("referral_") and action in ACTIONS:
                    told_states[event.data["referral"]] = TRANSITIONS[told_states[event.data["referral"]], action]
        assert told_states == {one.id: one.state for one in self.referrals}


def _runs(rows: Any, referral: str) -> bool:
    return any(row.referral_id == referral and not row.fired_at and not row.cancelled_at for row in rows)


def _ran_out(rows: Any, referral: str) -> bool:
    """The last clock of the referral has fired, and is no reminder."""
    mine = [row for row in rows if row.referral_id == referral and row.kind != referral_clocks.REMIND]
    return bool(mine and max(mine, key=lambda row: row.id).fired_at)


def reachable(state: str) -> set[str]:
    found = {state}
    while more := {to for one in found for to in MAY_FOLLOW.get(one, set())} - found:
        found |= more
    return found


_NUMBERS = iter(range(1_000_000))


def test_no_sequence_of_actions_and_clock_jumps_reaches_a_forbidden_state(database: Database) -> None:
    ReferralLife.database = database
    from hypothesis.stateful import run_state_machine_as_test

    # PostgreSQL only so often as to see that it takes the same statements: each of them costs ten times as much.
    lives = 25 if database.engine.dialect.name == "sqlite" else 5
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        ReferralLife,
        settings=settings(max_examples=lives, stateful_step_count=25, deadline=None, derandomize=True, database=None),
    )
    with database.read() as connection:
        assert notices.waiting(connection)


def test_lost_is_what_asks_the_next() -> None:
    assert {"declined", "expired"} == LOST
    assert referral_states.path("sent", "accept") == ("see", "accept")
    assert referral_states.path("sent", "see") == ("see",)
    assert SYSTEM.kind == "system"
