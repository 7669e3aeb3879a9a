"""What officers type: /queue, /case, /send … on Telegram, LINE and the terminal. Words are in bot/words/*/officer.ftl.

Pure but for the records: who speaks was found out by the caller. Every command checks the role; what changes a case
does so by the desk's own functions, which append the event and, under the same key again, do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.engine import Connection

from actions import cases, people
from actions.cases import Case, NotFound
from actions.events import Actor
from bot.dialogue import Said
from bot.referral_letters import Dispatch
from bot.roles import Speaker
from bot.wording import say


class Wrong(Exception):
    """What was typed cannot be done; ``sentence`` says why, in the officer's words, and what is wanted."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Call:
    """One command as it was given; ``rest`` is what stands behind its name."""

    connection: Connection
    person: Speaker
    rest: str
    now: datetime
    dispatch: Dispatch
    key: str  #: names the turn: the same key again changes nothing

    @property
    def form(self) -> str:
        return self.person.language

    @property
    def actor(self) -> Actor:
        return Actor(kind="officer", id=self.person.id)

    @property
    def checked_since(self) -> date:
        """What of the directory was checked before is marked as old."""
        return (self.now - self.dispatch.stale_after).date()

    def say(self, key: str, **args: object) -> str:
        return say(self.form, key, **args)

    def case(self) -> tuple[Case, str]:
        """The case whose number was typed first, and what stands behind it. Raises Wrong."""
        number, _, rest = self.rest.strip().partition(" ")
        if "\n" in number:
            number, _, more = number.partition("\n")
            rest = f"{more} {rest}"
        if not number:
            raise Wrong(self.say("officer-which-case"))
        found = cases.by_reference(self.connection, number)
        if isinstance(found, NotFound):
            raise Wrong(self.say(f"officer-case-{found.reason}", typed=number[:40]))
        return found, rest.strip()

    def open_case(self) -> tuple[Case, str]:
        """``case``, to be changed: an offer or wish is matched and closed on its list alone. Raises Wrong."""
        case, rest = self.case()
        if case.closed_at:
            raise Wrong(self.say("officer-case-closed", reference=case.reference))
        if case.kind != "help":
            raise Wrong(self.say("officer-case-listing", reference=case.reference))
        return case, rest


Run = Callable[[Call], str]
_OFFICERS, _ALL = ("officer", "admin"), ("officer", "admin", "agent")


@dataclass(frozen=True)
class Command:
    """``roles`` may use it; how it is typed stands under ``officer-use-<name>``."""

    run: Run
    roles: tuple[str, ...] = _OFFICERS


def handle(
    connection: Connection, person: Speaker, text: str, now: datetime, dispatch: Dispatch, *, key: str = ""
) -> list[Said] | None:
    """What is answered; None when the text is no command of these. The caller's transaction holds all of it.

    Without ``key`` the moment names the turn. Raises RuntimeError when two changed one referral at once: ask again.
    """
    answer = answer_to(connection, person, text, now, dispatch, key=key)
    return None if answer is None else [Said(key="officer-says", args={"text": answer})]


def answer_to(
    connection: Connection, person: Speaker, text: str, now: datetime, dispatch: Dispatch, *, key: str = ""
) -> str | None:
    """``handle``, as plain text."""
    name, rest = split(text)
    command = commands().get(name)
    if command is None:
        return None
    form = person.language
    if person.role not in command.roles:
        return say(form, "officer-not-allowed", role=say(form, f"officer-role-{person.role}"))
    made = key or f"staff:{person.id}:{int(now.timestamp() * 1_000_000)}"
    call = Call(connection=connection, person=person, rest=rest, now=now, dispatch=dispatch, key=made)
    try:
        return command.run(call)
    except Wrong as wrong:
        return "\n".join([wrong.sentence, say(form, "officer-write-so", use=say(form, f"officer-use-{name}"))])


def split(text: str) -> tuple[str, str]:
    """("case", "TH-26-000001-1") of "/case@some_bot TH-26-000001-1"; an empty name when it is no command."""
    told = text.strip()
    if not told.startswith("/"):
        return "", ""
    head, tail = (*told[1:].split(maxsplit=1), "", "")[:2]
    return head.partition("@")[0].lower(), tail


def commands() -> Mapping[str, Command]:
    """Name -> command, in the order of the help."""
    from bot import officer_cases, officer_erase, officer_new, officer_referrals  # they use what stands here

    return {
        "queue": Command(officer_cases.queue, _ALL),
        "case": Command(officer_cases.show, _ALL),
        "take": Command(officer_cases.take),
        "assign": Command(officer_cases.assign),
        "note": Command(officer_cases.note, _ALL),
        "group": Command(officer_cases.group),
        "refer": Command(officer_referrals.refer),
        "send": Command(officer_referrals.send),
        "letter": Command(officer_referrals.letter),
        "seen": Command(officer_referrals.seen),
        "accept": Command(officer_referrals.accept),
        "decline": Command(officer_referrals.decline),
        "progress": Command(officer_referrals.progress),
        "done": Command(officer_referrals.done),
        "failed": Command(officer_referrals.failed),
        "recall": Command(officer_referrals.recall),
        "wait": Command(officer_cases.wait),
        "resume": Command(officer_cases.resume),
        "close": Command(officer_cases.close),
        "new": Command(officer_new.new, _ALL),
        "erase": Command(officer_erase.erase),
        "help": Command(show_help, _ALL),
    }


def show_help(call: Call) -> str:
    """Only what the role may do."""
    mine = [name for name, command in commands().items() if call.person.role in command.roles]
    return "\n".join([call.say("officer-help"), *(call.say(f"officer-use-{name}") for name in mine)])


def find_colleague(connection: Connection, typed: str) -> Speaker | None:
    """By id or whole name; of two with one name nobody. Who is disabled gets nothing."""
    told = " ".join(typed.split()).casefold()
    found = [one for one in people.with_role(connection, people.ROLES) if told in (one.id, one.name.casefold())]
    if len(found) != 1:
        return None
    return Speaker(id=found[0].id, name=found[0].name, role=found[0].role, language=found[0].languages[0])


def for_staff(dispatch: Dispatch) -> Callable[[Connection, Speaker, str, datetime, str], list[Said] | None]:
    """``handle`` as bot.staff_turns asks it."""

    def command(connection: Connection, person: Speaker, text: str, now: datetime, key: str) -> list[Said] | None:
        return handle(connection, person, text, now, dispatch, key=key)

    return command
