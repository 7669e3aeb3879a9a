"""Letters that came back: refused at once or by a report, told once, and an officer has the case again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, agency_links, cases, desk, events, people, referrals
from actions.agencies import Channel, Directory
from actions.cases import Case
from bot import mail_returns
from bot.channels.email import message_id
from bot.dialogue import Said
from bot.errors import Code
from bot.mail_returns import NoReport, Report
from bot.outbox import find_conversation
from bot.referral_letters import Dispatch, Letter
from bot.replies import compose
from knowledge.language import FORMS
from records.case_tables import notices, timers
from records.database import Database
from records.people_tables import staff_messages
from records.tables import conversations, outbox
from tests.actions import desk as told
from tests.fakes import START, Buttons

SECRET, FROM, OFFICE = "s" * 20, "desk@sahayak.example", "office@agency.example"
DISPATCH = Dispatch(agency_links.AgencyLinks(SECRET), "https://desk.example", mails=True)


def test_an_agency_that_does_not_answer_is_reminded_once_for_each_date_with_a_link_and_no_data(
    database: Database,
) -> None:
    with database.write() as connection:
        case, referral, _ = sent(connection)
        for _ in range(2):
            DISPATCH.remind(connection, referral, START + timedelta(days=1))
        rows = connection.execute(sa.select(outbox).where(outbox.c.key.like("referral:%:remind:%"))).all()
        (body,) = [row.body for row in rows]
        assert case.reference in body["subject"]
        assert "https://desk.example/agency/" in body["text"]
        assert not [
            word for word in told.TOLD.values() if isinstance(word, str) and len(word) > 5 and word in body["text"]
        ]
        connection.execute(outbox.update().where(outbox.c.id == rows[0].id).values(status="failed"))
        assert mail_returns.refused(connection, START + timedelta(days=2)) == 0
        assert mail_returns._failed(connection) == []
        assert referrals.get(connection, referral).state == "sent"


def test_an_agency_without_a_mailbox_is_not_written_to(database: Database) -> None:
    with database.write() as connection:
        _, referral, _ = sent(connection)
        Dispatch(agency_links.AgencyLinks(SECRET), "https://desk.example").remind(connection, referral, START)
        assert connection.execute(sa.select(outbox).where(outbox.c.key.like("%:remind:%"))).all() == []


@pytest.fixture(autouse=True)
def with_mailboxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today no agency has one in the directory."""
    read = agencies.load

    @cache
    def load(programme: str) -> Directory:
        directory = read(programme)
        mailbox = Channel(kind="email", value=OFFICE, source=1)
        changed = tuple(replace(one, channels=(mailbox, *one.channels)) for one in directory.agencies)
        return replace(directory, agencies=changed)

    monkeypatch.setattr(agencies, "load", load)


def sent(connection: Connection) -> tuple[Case, str, str]:
    """A case with an officer whose first referral was mailed: case, referral, key of the letter."""
    officer = people.add(connection, "Anong", "officer", ["th"], START).id
    draft = told.tell(connection, told.talk(connection))
    case, proposed = desk.take_in(connection, draft, "t1", START, conversation="c1")
    cases.change(connection, case.id, START, owner=officer)
    letter = DISPATCH.send(connection, proposed[0].id, officer, "k1", START)
    assert isinstance(letter, Letter)
    assert letter.mailed == OFFICE
    key = connection.execute(sa.select(outbox.c.key).where(outbox.c.key.like("referral:%"))).scalar_one()
    return cases.get(connection, case.id), proposed[0].id, key


def report_of(key: str, action: str = "failed", status: str = "5.1.1", secret: str = SECRET) -> bytes:
    number = message_id(key, secret, FROM)
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: desk@sahayak.example\r\nSubject: Undelivered Mail\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nไม่พบผู้รับ / पता नहीं मिला / સરનામું નથી\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {OFFICE}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: =?utf-8?b?4LiB?=\r\nMessage-ID: {number}\r\n\r\n--b--\r\n"
    ).encode()


def number_of(key: str) -> str:
    return message_id(key, SECRET, FROM)


def state_of(connection: Connection, case: int) -> tuple[object, ...]:
    kinds = [one.kind for one in events.of_case(connection, case)]
    told_officer = connection.execute(sa.select(staff_messages.c.message)).scalars().all()
    told_person = connection.execute(sa.select(notices.c.message)).scalars().all()
    rows = connection.execute(sa.select(timers.c.key, timers.c.cancelled_at)).all()
    return kinds, list(told_officer), list(told_person), len(rows), referrals.of_case(connection, case)


def test_a_letter_refused_at_once_goes_back_to_the_officer(database: Database) -> None:
    with database.write() as connection:
        case, referral, key = sent(connection)
        connection.execute(outbox.update().where(outbox.c.key == key).values(status="failed", error=Code.BOUNCED))
        later = START + timedelta(hours=1)
        assert mail_returns.refused(connection, later) == 1
        now = referrals.get(connection, referral)
        assert (now.state, now.due_at) == ("proposed", None)
        last = events.of_case(connection, case.id)[-1]
        assert (last.kind, last.actor.kind, last.why) == ("referral_bounce", "system", Code.BOUNCED)
        assert cases.get(connection, case.id).next_step == "step-officer-looks"
        message = connection.execute(sa.select(staff_messages)).one()
        assert (message.person_id, message.message) == (case.owner, "officer-mail-returned")
        running = sa.and_(timers.c.referral_id == referral, timers.c.cancelled_at.is_(None))
        assert not connection.execute(sa.select(timers.c.id).where(running)).all(), "nobody waits for an agency unasked"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ["officer-remind-agency", "officer-mail-returned"])
def test_an_officer_reads_the_agencys_name(key: str, form: str) -> None:
    (reply,) = compose([Said(key=key, args={"reference": "IN-26-000001-7", "agency": "in-odr"})], form, Buttons())
    assert agencies.load("in-msme").get("in-odr").name(form) in reply.text
    assert "in-odr" not in reply.text


@pytest.mark.parametrize("owner", [None, "p-who-left"])
def test_of_a_case_that_is_nobodys_every_officer_hears(database: Database, owner: str | None) -> None:
    with database.write() as connection:
        case, _, key = sent(connection)
        cases.change(connection, case.id, START, owner=owner)
        second = people.add(connection, "Ravi", "officer", ["hi"], START).id
        people.add(connection, "Priya", "agent", ["en"], START)
        for _ in range(2):
            mail_returns.hand_back(connection, key, Code.BOUNCED, START)
        rows = connection.execute(sa.select(staff_messages)).all()
        assert sorted(row.person_id for row in rows) == sorted([str(case.owner), second])
        assert {row.message for row in rows} == {"officer-mail-returned"}


def test_it_goes_back_once_whatever_tells_of_it(database: Database) -> None:
    with database.write() as connection:
        case, _, key = sent(connection)
        report = mail_returns.read(report_of(key), number_of)
        assert report == Report(key=key, failed=True, status="5.1.1")
        assert mail_returns.bounced(connection, report, START)
        before = state_of(connection, case.id)
        assert not mail_returns.bounced(connection, report, START)
        assert mail_returns.refused(connection, START + timedelta(hours=1)) == 0
        assert state_of(connection, case.id) == before


def test_a_mailbox_that_refused_gets_a_letter_on_paper_until_it_is_allowed(database: Database) -> None:
    with database.write() as connection:
        _, referral, key = sent(connection)
        mail_returns.bounced(connection, Report(key=key, failed=True, status="5.1.1"), START)
        again = DISPATCH.send(connection, referral, "o1", "k2", START)
        assert isinstance(again, Letter)
        assert not again.mailed
        assert "https://desk.example/agency/" in again.text
        assert mail_returns.allow(connection, OFFICE)
        assert not mail_returns.allow(connection, OFFICE)
        later = DISPATCH.letter(connection, referrals.get(connection, referral), START)
        assert later.mailed == OFFICE


def test_a_report_of_an_earlier_letter_does_not_undo_a_later_sending(database: Database) -> None:
    with database.write() as connection:
        _case, referral, key = sent(connection)
        mail_returns.hand_back(connection, key, Code.GAVE_UP, START)
        DISPATCH.send(connection, referral, "o1", "k2", START)
        newest = f"referral:{referral}:{referrals.get(connection, referral).version}"
        assert newest != key
        mail_returns.bounced(connection, Report(key=key, failed=True, status="5.4.4"), START)
        assert referrals.get(connection, referral).state == "sent"


def test_an_answer_counts_more_than_a_late_report(database: Database) -> None:
    with database.write() as connection:
        case, referral, key = sent(connection)
        referrals.act(connection, referral, "accept", events.Actor(kind="agency", id="a"), "k3", START)
        assert mail_returns.bounced(connection, Report(key=key, failed=True, status="5.0.0"), START)
        assert referrals.get(connection, referral).state == "accepted"
        assert events.of_case(connection, case.id)[-1].kind == "mail_returned"


def test_a_letter_that_was_never_tried_because_the_mailbox_is_blocked(database: Database) -> None:
    with database.write() as connection:
        _, referral, key = sent(connection)
        connection.execute(outbox.update().where(outbox.c.key == key).values(status="dropped", error=Code.BLOCKED))
        assert mail_returns.refused(connection, START) == 1
        assert referrals.get(connection, referral).state == "proposed"


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("relayed", "2.0.0")])
def test_what_is_only_late_changes_nothing(database: Database, action: str, status: str) -> None:
    with database.write() as connection:
        case, _referral, key = sent(connection)
        report = mail_returns.read(report_of(key, action, status), number_of)
        assert isinstance(report, Report)
        assert not report.failed
        before = state_of(connection, case.id)
        assert not mail_returns.bounced(connection, report, START)
        assert state_of(connection, case.id) == before
        conversation = find_conversation(connection, "email", OFFICE)
        blocked = sa.select(conversations.c.blocked_at).where(conversations.c.id == conversation)
        assert connection.execute(blocked).scalar() is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        "สวัสดี 🙏".encode(),
        b"Subject: out of office\r\n\r\nBack on Monday",
        report_of("referral:1.1:1", secret="t" * 20),
        report_of("case:1"),
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n--b--",
        b"A: " + b"x" * 6_000_000,
    ],
)  # fmt: skip
def test_what_is_no_report_of_ours_is_said_and_never_breaks(raw: bytes) -> None:
    assert isinstance(mail_returns.read(raw, number_of), NoReport)


def test_a_report_about_a_letter_nobody_sent(database: Database) -> None:
    with database.write() as connection:
        assert not mail_returns.bounced(connection, Report(key="referral:99.1:1", failed=True, status="5.1.1"), START)
        assert not mail_returns.hand_back(connection, "referral:99.1:1", Code.BOUNCED, START)
