"""Sends a referral to its agency: by e-mail where there is an address, else as a letter that an officer passes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, cases, entitlements, referrals
from actions.agencies import Agency
from actions.agency_links import PAGE_VALID, AgencyLinks
from actions.cases import Case
from actions.events import Actor
from actions.referral_states import Refused
from actions.referrals import Referral
from bot import inbox, outbox
from bot.channels.email import NAME
from bot.desk_secret import desk_secret
from bot.desk_words import moment, told_words, value_words
from bot.messages import Reply
from bot.settings import Settings
from bot.wording import say
from records.tables import conversations

#: Languages of a letter, by programme: the agency's officers read them.
LETTER_FORMS = {"th-ssrc": ("th",), "in-msme": ("en", "hi")}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What goes to the agency; ``mailed`` is empty when an officer has to print it or read the link out."""

    language: str  #: of the subject, and the first of the text
    subject: str
    text: str
    link: str
    mailed: str


class Dispatch:
    """Sends referrals; ``base`` is the public address of the app, ``mails``: a mail server is set.

    ``stale_after``: an agency's entry that was checked longer ago is marked before something is sent there.
    """

    def __init__(
        self, links: AgencyLinks, base: str, *, mails: bool = False, stale_after: timedelta = agencies.STALE_AFTER
    ) -> None:
        self.stale_after = stale_after
        self._links, self._base, self._mails = links, base.rstrip("/"), mails

    def send(self, connection: Connection, referral: str, officer: str, key: str, now: datetime) -> Letter | Refused:
        """Take the step "send" with its letter, in the caller's transaction. The same key again sends nothing new."""
        done = referrals.act(connection, referral, "send", Actor(kind="officer", id=officer), key, now)
        if done.refused:
            return done.refused
        letter = self.letter(connection, done.referral, now)
        if letter.mailed:
            conversation = inbox.conversation_of(connection, NAME, letter.mailed, now)
            reply = Reply(text=letter.text, language=letter.language, subject=letter.subject)
            outbox.put(
                connection, conversation, f"referral:{referral}:{done.referral.version}", reply, now, author="notice"
            )
        return letter

    def remind(self, connection: Connection, referral: str, now: datetime) -> None:
        """Once for each sending; with a fresh link, and without what the letter told of the person."""
        found = referrals.get(connection, referral)
        case = cases.get(connection, found.case)
        agency = agencies.load(case.programme).get(found.agency)
        if found.due_at and (mailed := self._mailbox(connection, agency)):
            link = f"{self._base}/agency/{self._links.page(connection, referral, now)}"
            forms = LETTER_FORMS[case.programme]
            until = moment(now + PAGE_VALID, case.programme)
            text = "\n\n".join(_reminder(case, agency, found, form, link, until) for form in forms)
            need = value_words("needs", [found.need], case.programme, forms[0])
            subject = say(forms[0], "letter-remind-subject", reference=case.reference, need=need)
            conversation = inbox.conversation_of(connection, NAME, mailed, now)
            reply = Reply(text=text, language=forms[0], subject=subject)
            outbox.put(
                connection, conversation, f"referral:{referral}:remind:{found.due_at:%y%m%d%H%M}", reply, now, "notice"
            )

    def letter(self, connection: Connection, referral: Referral, now: datetime) -> Letter:
        """The letter with a fresh link, in the languages of the agency."""
        case = cases.get(connection, referral.case)
        agency = agencies.load(case.programme).get(referral.agency)
        link = f"{self._base}/agency/{self._links.page(connection, referral.id, now)}"
        forms = LETTER_FORMS[case.programme]
        until = moment(now + PAGE_VALID, case.programme)
        told = entitlements.told(connection, case, agency)
        parts = [_part(case, agency, referral, told, form, link, until) for form in forms]
        need = value_words("needs", [referral.need], case.programme, forms[0])
        subject = say(forms[0], "letter-subject", reference=case.reference, need=need)
        mailed = self._mailbox(connection, agency)
        return Letter(language=forms[0], subject=subject, text="\n\n".join(parts), link=link, mailed=mailed)

    def _mailbox(self, connection: Connection, agency: Agency) -> str:
        """Where the letter goes by itself; empty when there is no address, no server, or it refused a letter before."""
        if not agency.email or not self._mails:
            return ""
        mine = (conversations.c.channel == NAME, conversations.c.address == agency.email)
        refused = connection.execute(sa.select(conversations.c.blocked_at).where(*mine)).scalar()
        return "" if refused else agency.email


def _part(
    case: Case, agency: Agency, referral: Referral, told: Mapping[str, Any], form: str, link: str, until: str
) -> str:
    """The letter in one language."""
    need = value_words("needs", [referral.need], case.programme, form)
    lines = [say(form, "letter-opening", agency=agency.name(form), need=need), ""]
    lines += [f"{label}: {value}" for label, value in told_words(told, case.programme, form)]
    lines += ["", say(form, "letter-answer", until=until, link=link)]
    if referral.due_at:
        lines.append(say(form, "letter-answer-by", due=moment(referral.due_at, case.programme)))
    return "\n".join([*lines, "", say(form, "letter-closing"), case.reference])


def _reminder(case: Case, agency: Agency, referral: Referral, form: str, link: str, until: str) -> str:
    lines = [say(form, "letter-remind", agency=agency.name(form)), say(form, "letter-answer", until=until, link=link)]
    if referral.due_at:
        lines.append(say(form, "letter-answer-by", due=moment(referral.due_at, case.programme)))
    return "\n".join([*lines, "", say(form, "letter-closing"), case.reference])


def dispatch_of(settings: Settings) -> Dispatch:
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    after = timedelta(days=settings.check_after_days)
    return Dispatch(links_of(settings), base, mails=bool(settings.smtp_host), stale_after=after)


def links_of(settings: Settings) -> AgencyLinks:
    return AgencyLinks(desk_secret(settings))
