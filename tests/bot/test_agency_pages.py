"""The page behind a letter: looking changes nothing, each step is taken once, and nobody gets further than the link."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from actions import desk, entitlements, events, referrals
from actions.agency_links import ACT_VALID, PAGE_VALID, AgencyLinks
from actions.events import Actor
from bot.agency_pages import AgencyPages
from bot.referral_letters import Dispatch, Letter
from bot.wording import say
from records.case_tables import agency_links as link_rows
from records.case_tables import case_events, notices, people_data
from records.case_tables import cases as case_rows
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START, Clock

LINKS = AgencyLinks("s" * 20)
BASE = "http://sahayak"
XSS = '<script>alert(\'x\')</script> " onmouseover="x" & ด้วย'
IN_INDIA: dict[str, Any] = {
    "consent": "yes", "name": "ભાવેશ પટેલ", "enterprise": "શિવ હેન્ડલૂમ", "region": "IN-GJ", "needs": ["export"],
    "phone": "+919825012345",
}  # fmt: skip


class Agency:
    """A case whose first referral was sent, and its agency's browser."""

    def __init__(self, database: Database, clock: Clock, client: httpx.AsyncClient, told_of: dict[str, Any]) -> None:
        programme = "th-ssrc" if told_of["region"].startswith("TH") else "in-msme"
        self.database, self.clock, self.client = database, clock, client
        with database.write() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(case_rows)).scalar_one()
            talk = told.talk(connection, f"c{count}")
            draft = told.tell(connection, talk, programme, told_of)
            case, proposed = desk.take_in(connection, draft, f"t{count}", START, conversation=talk)
            sent = Dispatch(LINKS, BASE).send(connection, proposed[0].id, "o1", f"k{count}", START)
        assert isinstance(sent, Letter)
        self.case, self.referral, self.letter = case, proposed[0].id, sent
        self.path = sent.link.removeprefix(BASE)

    async def look(self, lang: str = "") -> httpx.Response:
        return await self.client.get(self.path, params={"lang": lang} if lang else {})

    async def press(self, do: str, act: str = "", **more: str) -> httpx.Response:
        given = {"do": do, "act": act or (await self.acts()).get(do, "")} | more
        return await self.client.post(self.path, data=given)

    async def acts(self) -> dict[str, str]:
        return acts_of((await self.look()).text)

    @property
    def state(self) -> str:
        with self.database.read() as connection:
            return referrals.get(connection, self.referral).state

    def everything(self) -> tuple[Any, ...]:
        with self.database.read() as connection:
            count = sa.select(sa.func.count()).select_from(case_events)
            told_people = sa.select(sa.func.count()).select_from(notices)
            return (
                referrals.get(connection, self.referral),
                connection.execute(count).scalar_one(),
                connection.execute(told_people).scalar_one(),
            )


def acts_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="do" value="([a-z]+)">\s*<input type="hidden" name="act" value="([^"]+)"', page))


def shows(page: httpx.Response, key: str, form: str = "th") -> bool:
    return html.escape(say(form, key), quote=False) in html.unescape(page.text) or say(form, key) in page.text


@pytest.fixture
async def client(database: Database, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    AgencyPages(database, LINKS, clock).add(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as made:
        yield made


@pytest.fixture
def agency(database: Database, clock: Clock, client: httpx.AsyncClient) -> Agency:
    return Agency(database, clock, client, dict(told.TOLD))


async def test_looking_changes_nothing_however_often(agency: Agency) -> None:
    before = agency.everything()
    for _ in range(3):
        page = await agency.look()
        assert page.status_code == 200
    assert agency.everything() == before
    assert agency.case.reference in page.text
    assert "ครัวสมชาย" in page.text


async def test_only_what_the_agency_may_know_is_shown(agency: Agency) -> None:
    page = (await agency.look()).text
    with agency.database.read() as connection:
        (_, given) = entitlements.receipts(connection, agency.case.id)[-1]
    assert {"name", "phone"} <= set(given)
    for field in ("trading", "loan", "orders"):
        assert say("th", f"label-{field}") not in page
    assert say("th", "loan-overdue") not in page


@pytest.mark.parametrize("path", [("see", "accept", "progress", "complete"), ("accept", "fail"), ("see", "decline")])
async def test_each_step_is_taken_once_with_its_event(agency: Agency, path: tuple[str, ...]) -> None:
    codes = {"complete": "restructured", "fail": "rejected", "decline": "no-capacity"}
    for do in path:
        acts = await agency.acts()
        page = await agency.press(do, acts[do], code=codes.get(do, ""), note="नोट · નોંધ · บันทึก 🙏")
        assert page.status_code == 200
        assert shows(page, f"agency-did-{do}"), do
        before = agency.everything()
        again = await agency.press(do, acts[do], code=codes.get(do, ""), note="again")
        assert again.status_code in (200, 410)
        assert agency.everything() == before, "a repeated one does nothing"
    with agency.database.read() as connection:
        kinds = [one.kind for one in events.of_case(connection, agency.case.id) if one.actor.kind == "agency"]
    assert kinds[0] in ("referral_see", "referral_accept")


async def test_who_closes_the_referral_is_thanked_and_the_link_is_shut(agency: Agency) -> None:
    page = await agency.press("decline", code="not-ours")
    assert page.status_code == 200
    assert agency.state == "declined"
    shut = await agency.look()
    assert (shut.status_code, shows(shut, "agency-revoked", "en")) == (410, True)
    assert agency.case.reference not in shut.text


@pytest.mark.parametrize(
    ("do", "more", "key"),
    [
        ("decline", {}, "agency-needs-code"),
        ("decline", {"code": "because"}, "agency-needs-code"),
        ("complete", {"code": "loan"}, "agency-wrong-state"),
        ("recall", {"code": "other"}, "agency-wrong-state"),
        ("expire", {}, "agency-wrong-state"),
        ("", {}, "agency-wrong-state"),
        ("🙏", {}, "agency-wrong-state"),
    ],
)
async def test_what_is_not_offered_or_lacks_a_reason_is_said(
    agency: Agency, do: str, more: dict[str, str], key: str
) -> None:
    acts, before = await agency.acts(), agency.everything()
    page = await agency.press(do, acts.get(do, "x"), **more)
    assert shows(page, key)
    assert agency.everything() == before
    assert (await agency.press("see", acts["see"])).status_code == 200, "the link was not used up by a mistake"
    assert agency.state == "seen"


async def test_an_empty_progress_note_is_asked_for(agency: Agency) -> None:
    await agency.press("accept")
    page = await agency.press("progress", note="   ")
    assert shows(page, "agency-needs-note")
    assert agency.state == "accepted"


@pytest.mark.parametrize("change", ["last", "first", "cut", "longer", "other secret", "act as page", "rubbish"])
async def test_an_altered_link_opens_nothing(agency: Agency, change: str) -> None:
    token = agency.path.rpartition("/")[2]
    with agency.database.write() as connection:
        act = LINKS.act(connection, agency.referral, START)
    altered = {
        "last": token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        "first": "x" + token[1:],
        "cut": token[:-5],
        "longer": token + "A" * 500,
        "other secret": AgencyLinks("t" * 20)._serializer("page").dumps({"n": "x", "r": agency.referral}),
        "act as page": act,
        "rubbish": "%F0%9F%99%8F%00",
    }[change]
    for page in (await agency.client.get(f"/agency/{altered}"), await agency.client.post(f"/agency/{altered}")):
        assert page.status_code == 410
        assert agency.case.reference not in page.text
    assert agency.state == "sent"


@pytest.mark.parametrize("token", ["x", "a.b.c", "🙏", "A" * 5_000, "other secret"])
async def test_a_made_up_link_does_not_touch_the_store(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    made_up = AgencyLinks("t" * 20)._serializer("page").dumps({"n": "x", "r": agency.referral})
    path = f"/agency/{made_up if token == 'other secret' else token}"

    def refuse(self: Database) -> None:
        raise AssertionError("a transaction was begun")

    for way in ("write", "read"):
        monkeypatch.setattr(Database, way, refuse)
    for page in (
        await agency.client.get(path),
        await agency.client.post(path),
        await agency.client.get(f"{path}?lang=gu"),
    ):
        assert (page.status_code, shows(page, "agency-altered", "gu")) == (410, True)


async def test_an_old_link_opens_nothing_and_an_old_form_does_nothing(agency: Agency) -> None:
    acts = await agency.acts()
    agency.clock.at = START + ACT_VALID + timedelta(seconds=1)
    page = await agency.press("accept", acts["accept"])
    assert shows(page, "agency-used")
    assert agency.state == "sent"
    agency.clock.at = START + PAGE_VALID + timedelta(seconds=1)
    shut = await agency.look()
    assert (shut.status_code, shows(shut, "agency-expired", "en")) == (410, True)


async def test_a_referral_taken_back_shuts_its_link(agency: Agency) -> None:
    acts = await agency.acts()
    with agency.database.write() as connection:
        officer = Actor(kind="officer", id="o1")
        referrals.act(connection, agency.referral, "recall", officer, "r1", START, code="wrong-agency")
    page = await agency.press("accept", acts["accept"])
    assert page.status_code == 410
    assert agency.state == "recalled"


async def test_a_form_of_another_referral_does_nothing_here(
    agency: Agency, database: Database, clock: Clock, client: httpx.AsyncClient
) -> None:
    other = Agency(database, clock, client, dict(told.TOLD))
    theirs = await other.acts()
    page = await agency.press("accept", theirs["accept"])
    assert shows(page, "agency-used")
    assert (agency.state, other.state) == ("sent", "sent")


async def test_names_and_notes_are_never_html(database: Database, clock: Clock, client: httpx.AsyncClient) -> None:
    given = dict(told.TOLD) | {"name": XSS, "enterprise": XSS, "description": XSS}
    agency = Agency(database, clock, client, given)
    page = (await agency.look()).text
    assert "<script" not in page
    assert html.escape("<script>alert('x')</script>", quote=False).split("(")[0] in page
    await agency.press("accept", note=XSS)
    assert "<script" not in (await agency.look()).text
    assert "<script" not in (await agency.look("<script>")).text


async def test_the_page_travels_nowhere_and_runs_nothing(agency: Agency) -> None:
    for page in (await agency.look(), await agency.press("see"), await agency.client.get("/agency/x")):
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        assert "noindex" in page.headers["x-robots-tag"]
        assert "http" not in re.sub(r'lang="[^"]*"', "", page.text).replace("http-equiv", ""), "nothing from elsewhere"
    style = await agency.client.get("/agency-page/page.css")
    assert style.status_code == 200


@pytest.mark.parametrize("form", ["en", "hi", "gu"])
async def test_an_indian_agency_reads_it_in_its_language(
    database: Database, clock: Clock, client: httpx.AsyncClient, form: str
) -> None:
    agency = Agency(database, clock, client, IN_INDIA)
    page = await agency.look(form)
    assert f'<html lang="{form}">' in page.text
    for key in ("agency-do-accept", "agency-do-decline", "agency-decline-no-capacity"):
        assert shows(page, key, form)


@pytest.mark.parametrize("lang", ["gu", "xx", "../en", "🙏"])
async def test_a_language_that_is_not_offered_is_the_first(agency: Agency, lang: str) -> None:
    assert '<html lang="th">' in (await agency.look(lang)).text


async def test_after_erasure_nothing_of_the_person_is_shown(agency: Agency) -> None:
    with agency.database.write() as connection:
        connection.execute(people_data.delete().where(people_data.c.case_id == agency.case.id))
    page = await agency.look()
    assert shows(page, "agency-erased")
    for told_of in ("สมชาย", "ครัวสมชาย", "812345678"):
        assert told_of not in page.text


@pytest.mark.parametrize(
    "body", [b"do=accept&act=" + b"x" * 120_000, b"\xff\xfe\x00", b"do", b"&" * 5_000, b"do=see&" * 50]
)
async def test_a_broken_or_huge_form_is_answered_with_the_page(agency: Agency, body: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    page = await agency.client.post(agency.path, content=body, headers=kind)
    assert page.status_code == 200
    assert agency.state == "sent"


async def test_a_long_note_is_cut_and_kept(agency: Agency) -> None:
    await agency.press("accept", note="ก" * 5_000)
    with agency.database.read() as connection:
        numbers = [one.data["note"] for one in events.of_case(connection, agency.case.id) if "note" in one.data]
        assert len(events.read_note(connection, numbers[0]) or "") == 2_000


async def test_the_letter_opens_the_page(agency: Agency) -> None:
    assert agency.letter.link in agency.letter.text
    assert agency.case.reference in agency.letter.text
    assert (await agency.look()).status_code == 200
    with agency.database.read() as connection:
        stored = connection.execute(sa.select(link_rows.c.nonce_hash)).scalars().all()
    assert all(one not in agency.path for one in stored), "the store opens nothing"
