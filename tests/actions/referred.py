"""A case with its first referral, for tests of what becomes of it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions import cases, desk, referrals
from actions.cases import Case
from actions.desk_clock import Staff
from actions.events import Actor
from actions.referrals import Referral
from records import notices
from tests.actions import desk as told
from tests.fakes import START

OFFICER = Actor(kind="officer", id="o1")


AGENCY = Actor(kind="agency", id="th-tcg")


def opened(connection: Connection) -> tuple[Case, Referral]:
    draft = told.tell(connection, told.talk(connection))
    case, (first, *_) = desk.take_in(connection, draft, "t1", START, conversation="c1")
    return case, first


def sent(connection: Connection) -> tuple[Case, Referral]:
    case, first = opened(connection)
    done = referrals.act(connection, first.id, "send", OFFICER, "send1", START)
    assert done.refused is None
    return cases.get(connection, case.id), done.referral


def messages(connection: Connection) -> list[str]:
    return [one.message for one in notices.waiting(connection)]


Told = list[tuple[str | None, str]]


def hearing(heard: Told, others: bool = False) -> Staff:
    return Staff(
        next_officer=lambda *_: "o2" if others else None,
        tell=lambda connection, officer, key, message, args: heard.append((officer, message)),
        remind=lambda connection, referral, now: heard.append((referral, "by mail")),
    )


def two_agencies(connection: Connection) -> tuple[Case, Referral, Referral]:
    case, first = sent(connection)
    second = referrals.refer(connection, case, "th-gsb", "finance", "o1", "r2", START)
    second = referrals.act(connection, second.id, "send", OFFICER, "send2", START).referral
    return cases.get(connection, case.id), first, second
