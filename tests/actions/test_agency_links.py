"""Agencies' links: what is altered, replayed, too old or meant for something else opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from actions import agency_links, desk, referrals
from actions.agency_links import ACT_VALID, PAGE_VALID, AgencyLinks, Opened, Shut
from actions.events import Actor
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

SECRET = "a secret of the tests only"
LINKS = AgencyLinks(SECRET)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def referral(database: Database) -> str:
    with database.write() as connection:
        draft = told.tell(connection, told.talk(connection))
        _, (first, *_) = desk.take_in(connection, draft, "t1", START, conversation="c1")
        referrals.act(connection, first.id, "send", Actor(kind="officer", id="o1"), "s1", START)
        return first.id


def test_a_page_link_opens_until_it_expires(database: Database, referral: str) -> None:
    with database.write() as connection:
        token = LINKS.page(connection, referral, START)
        for _ in range(2):
            assert LINKS.open(connection, token, START) == Opened(referral=referral)
        assert LINKS.open(connection, token, START + PAGE_VALID) == Opened(referral=referral)
        assert LINKS.open(connection, token, START + PAGE_VALID + timedelta(seconds=1)) == Shut(reason="expired")


def test_an_act_link_works_once(database: Database, referral: str) -> None:
    with database.write() as connection:
        token = LINKS.act(connection, referral, START)
        assert LINKS.spend(connection, token, START) == Opened(referral=referral)
        for _ in range(2):
            assert LINKS.spend(connection, token, START) == Shut(reason="used")
        late = LINKS.act(connection, referral, START)
        assert LINKS.spend(connection, late, START + ACT_VALID + timedelta(seconds=1)) == Shut(reason="expired")


def test_a_link_is_for_its_own_purpose(database: Database, referral: str) -> None:
    with database.write() as connection:
        assert LINKS.spend(connection, LINKS.page(connection, referral, START), START) == Shut(reason="altered")
        assert LINKS.open(connection, LINKS.act(connection, referral, START), START) == Shut(reason="altered")


def test_a_referral_that_is_over_shuts_its_links(database: Database, referral: str) -> None:
    with database.write() as connection:
        page, act = LINKS.page(connection, referral, START), LINKS.act(connection, referral, START)
        referrals.act(connection, referral, "decline", Actor(kind="agency", id="a"), "d1", START, code="not-ours")
        assert LINKS.open(connection, page, START) == Shut(reason="revoked")
        assert LINKS.spend(connection, act, START) == Shut(reason="revoked")


ALTER: list[tuple[str, Callable[[str], str]]] = [
    ("nothing", lambda token: ""),
    ("cut", lambda token: token[:-1]),
    ("longer", lambda token: token + "A"),
    ("no signature", lambda token: token.rpartition(".")[0]),
    ("other body", lambda token: "eyJuIjoieCJ9" + token[12:]),
    ("upper case", str.upper),
    ("another secret", lambda token: str(URLSafeSerializer("x" * 20, salt="agency link page").dumps({"n": "x", "r": "1.1"}))),
    ("signed but unknown", lambda token: str(LINKS._serializer("page").dumps({"n": "x", "r": "1.1"}))),
    ("signed but no object", lambda token: str(LINKS._serializer("page").dumps(["n"]))),
    ("native digits", lambda token: "๑๒๓"),
    ("emoji", lambda token: "🙏" + token),
    ("very long", lambda token: token * 5_000),
]  # fmt: skip


@pytest.mark.parametrize("alter", [change for _, change in ALTER], ids=[name for name, _ in ALTER])
def test_an_altered_link_opens_nothing(database: Database, referral: str, alter: Callable[[str], str]) -> None:
    with database.write() as connection:
        token = LINKS.page(connection, referral, START)
        assert LINKS.open(connection, alter(token), START) == Shut(reason="altered")
        assert LINKS.spend(connection, alter(token), START) == Shut(reason="altered")


@given(st.text(max_size=300))
def test_no_text_opens_anything(text: str) -> None:
    assert LINKS._read(text, "page") == {}


def test_a_link_to_one_referral_is_none_to_another(database: Database, referral: str) -> None:
    with database.write() as connection:
        token = LINKS.page(connection, referral, START)
        body = LINKS._read(token, "page")
        forged = str(LINKS._serializer("page").dumps({**body, "r": "9.9"}))
        assert LINKS.open(connection, forged, START) == Shut(reason="altered")


def test_a_copy_of_the_database_holds_no_link(database: Database, referral: str) -> None:
    with database.write() as connection:
        token = LINKS.page(connection, referral, START)
        nonce = LINKS._read(token, "page")["n"]
        rows = str(connection.execute(sa.select(agency_links.agency_links)).all())
    if database.engine.dialect.name != "sqlite":
        assert nonce not in rows
        return
    database.close()
    stored = b"".join(path.read_bytes() for path in Path(str(database.engine.url.database)).parent.iterdir())
    assert nonce not in rows
    assert nonce.encode() not in stored


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        AgencyLinks("short")
