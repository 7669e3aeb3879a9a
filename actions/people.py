"""People with roles. Pure functions on a connection; whoever calls says when it is."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import link_codes, reference_number
from knowledge.language import FORMS, native
from records import notices
from records.case_tables import cases
from records.database import insert_once, short_key
from records.people_tables import deeds, people, people_accounts, people_codes, staff_messages
from records.tables import conversations

Role = Literal["officer", "agent", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
#: Who may take a conversation over.
ANSWERING = ("officer", "agent")
OPERATOR = "operator"  #: who did it when it was done on the command line
LANGUAGES = tuple(dict.fromkeys(map(native, FORMS)))
CODE_VALID = timedelta(days=1)
#: A terminal that was not seen for so long has gone home.
THERE = timedelta(minutes=1)
LONGEST_KEY = notices.LONGEST_KEY - 4  #: the place of the account stands behind it
_SHORT = re.compile(r"[0-9]{1,7}")


class PeopleError(ValueError):
    """What was asked for cannot be; the text names the cure."""


@dataclass(frozen=True, kw_only=True)
class Person:
    id: str
    name: str
    role: Role
    languages: Sequence[str]
    disabled: bool = False


def add(connection: Connection, name: str, role: str, languages: Sequence[str], now: datetime) -> Person:
    """Raises PeopleError."""
    if not name.strip():
        raise PeopleError("a person needs a name, as entrepreneurs will read it")
    if role not in ROLES:
        raise PeopleError(f"{role!r} is no role; there are {', '.join(ROLES)}")
    if unknown := sorted(set(languages) - set(LANGUAGES)):
        raise PeopleError(f"{', '.join(unknown)}: no language of this assistant; there are {', '.join(LANGUAGES)}")
    values = {
        "id": f"p{secrets.token_hex(4)}",
        "name": " ".join(name.split()),
        "role": role,
        "languages": list(languages) or ["en"],
        "created_at": now,
    }
    connection.execute(people.insert().values(**values))
    record(connection, OPERATOR, "person-added", str(values["id"]), now)
    return get(connection, str(values["id"]))


def get(connection: Connection, person: str) -> Person:
    """Raises PeopleError."""
    row = connection.execute(sa.select(people).where(people.c.id == person)).first()
    if row is None:
        raise PeopleError(f"there is no person {person!r}; `sahayak people list` shows all")
    return _person(row)


def every(connection: Connection) -> list[Person]:
    return [_person(row) for row in connection.execute(sa.select(people).order_by(people.c.created_at, people.c.id))]


def disable(connection: Connection, person: str, now: datetime, by: str = OPERATOR) -> Person:
    """No rights from now on, and no code that could bring them back. Accounts stay linked, so that they are refused."""
    get(connection, person)
    connection.execute(people.update().where(people.c.id == person).values(disabled_at=now))
    connection.execute(people_codes.delete().where(people_codes.c.person_id == person))
    record(connection, by, "person-disabled", person, now)
    return get(connection, person)


# --- accounts -------------------------------------------------------------------------------------------------------


def link_code(connection: Connection, person: str, now: datetime, by: str = OPERATOR) -> str:
    """A code that links one account, once, within a day; older ones of this person stop working. Raises PeopleError."""
    if get(connection, person).disabled:
        raise PeopleError(f"{person} is disabled: add the person again under a new id")
    unused = sa.and_(people_codes.c.person_id == person, people_codes.c.used_at.is_(None))
    connection.execute(people_codes.delete().where(unused))
    code = link_codes.make()
    values = {"hash": _hash(code), "person_id": person, "until": now + CODE_VALID}
    connection.execute(people_codes.insert().values(**values))
    record(connection, by, "code-made", person, now)
    return f"P-{link_codes.shown(code)}"


def redeem(connection: Connection, conversation: str, typed: str, now: datetime) -> Person | None:
    """Link the conversation; None for a code that is wrong, used or too old, or whose person is disabled."""
    code = link_codes.read(typed)[-link_codes.LENGTH :]
    usable = sa.and_(people_codes.c.hash == _hash(code), people_codes.c.used_at.is_(None), people_codes.c.until >= now)
    # The update is the claim: of two that come at once, one finds nothing any more.
    if not connection.execute(people_codes.update().where(usable).values(used_at=now)).rowcount:
        return None
    row = connection.execute(sa.select(people_codes.c.person_id).where(people_codes.c.hash == _hash(code))).one()
    person = get(connection, row.person_id)
    if person.disabled:
        return None
    link(connection, person.id, conversation, now)
    return person


def link(
    connection: Connection, person: str, conversation: str, now: datetime, seen_at: datetime | None = None
) -> None:
    """The conversation is the person's from now on, whosever it was; what was kept for them goes there."""
    connection.execute(people_accounts.delete().where(people_accounts.c.conversation_id == conversation))
    values = {"conversation_id": conversation, "person_id": person, "linked_at": now, "seen_at": seen_at}
    connection.execute(people_accounts.insert().values(**values))
    record(connection, person, "account-linked", conversation, now)
    _move_kept(connection, person, conversation, now)


def unlink(connection: Connection, person: str, now: datetime, by: str = OPERATOR) -> int:
    """All accounts of the person become ordinary ones; how many."""
    get(connection, person)
    gone = connection.execute(people_accounts.delete().where(people_accounts.c.person_id == person)).rowcount
    record(connection, by, "accounts-unlinked", person, now)
    return gone


def seen(connection: Connection, conversation: str, now: datetime) -> None:
    mine = people_accounts.update().where(people_accounts.c.conversation_id == conversation)
    connection.execute(mine.values(seen_at=now))


def of_conversation(connection: Connection, conversation: str) -> Person | None:
    """Whose account it is, disabled people too; None: an entrepreneur's."""
    found = sa.select(people).join(people_accounts).where(people_accounts.c.conversation_id == conversation)
    row = connection.execute(found).first()
    return _person(row) if row else None


def role_of(connection: Connection, channel: str, address: str) -> Role | None:
    """None: an entrepreneur, or somebody who was disabled."""
    found = (
        sa.select(people.c.role)
        .join(people_accounts, people_accounts.c.person_id == people.c.id)
        .join(conversations, conversations.c.id == people_accounts.c.conversation_id)
        .where(conversations.c.channel == channel, conversations.c.address == address, people.c.disabled_at.is_(None))
    )
    return connection.execute(found).scalar()


def accounts(connection: Connection, person: str, now: datetime) -> list[str]:
    """Conversations in which the person can be told something now; the newest first."""
    there = sa.or_(people_accounts.c.seen_at.is_(None), people_accounts.c.seen_at > now - THERE)
    found = (
        sa.select(people_accounts.c.conversation_id)
        .join(conversations, conversations.c.id == people_accounts.c.conversation_id)
        .where(people_accounts.c.person_id == person, conversations.c.blocked_at.is_(None), there)
        .order_by(people_accounts.c.linked_at.desc(), people_accounts.c.conversation_id)
    )
    return list(connection.execute(found).scalars())


def linked(connection: Connection, person: str) -> list[str]:
    """Channels of the person's accounts."""
    found = sa.select(conversations.c.channel).join(
        people_accounts, people_accounts.c.conversation_id == conversations.c.id
    )
    return sorted(connection.execute(found.where(people_accounts.c.person_id == person)).scalars())


def with_role(connection: Connection, roles: Iterable[str]) -> list[Person]:
    """Not disabled, oldest first."""
    found = sa.select(people).where(people.c.role.in_(list(roles)), people.c.disabled_at.is_(None))
    return [_person(row) for row in connection.execute(found.order_by(people.c.created_at, people.c.id))]


# --- messages to them ---------------------------------------------------------------------------------------------


def tell(connection: Connection, person: str, key: str, message: str, args: Mapping[str, Any], now: datetime) -> bool:
    """Put a notice into every account of the person; kept until there is one. Under the same key nothing happens twice.

    True when it is on its way.
    """
    key = short_key(key, LONGEST_KEY)
    told = [
        notices.put(connection, account, f"{key}:{place}", message, args, now)
        for place, account in enumerate(accounts(connection, person, now))
    ]
    if told:
        return True
    values = {"key": key, "person_id": person, "message": message, "args": dict(args), "created_at": now}
    insert_once(connection, staff_messages, values)
    return False


def tell_owner(
    connection: Connection, owner: str | None, key: str, message: str, args: Mapping[str, Any], now: datetime
) -> None:
    """Tell whoever has a case; what is nobody's, or of somebody who left, every officer must hear of."""
    found = [one for one in with_role(connection, ("officer", "admin")) if one.id == owner]
    for one in found or with_role(connection, ("officer",)):
        tell(connection, one.id, f"{key}:{one.id}", message, args, now)


def kept(connection: Connection, person: str) -> int:
    """How many messages wait for an account."""
    waiting = sa.and_(staff_messages.c.person_id == person, staff_messages.c.moved_at.is_(None))
    return int(connection.execute(sa.select(sa.func.count()).where(waiting)).scalar_one())


def _move_kept(connection: Connection, person: str, conversation: str, now: datetime) -> None:
    waiting = sa.and_(staff_messages.c.person_id == person, staff_messages.c.moved_at.is_(None))
    for row in connection.execute(sa.select(staff_messages).where(waiting).order_by(staff_messages.c.created_at)).all():
        notices.put(connection, conversation, row.key, row.message, row.args, now)
    connection.execute(staff_messages.update().where(waiting).values(moved_at=now))


# --- work -----------------------------------------------------------------------------------------------------------


def next_officer(connection: Connection, language: str, owner: str | None) -> str | None:
    """Who takes a case: speaks its language before who does not, then the fewest open cases; never its owner."""
    counted = sa.select(cases.c.owner, sa.func.count().label("open")).where(cases.c.closed_at.is_(None))
    open_cases: dict[str | None, int] = {
        row.owner: row.open for row in connection.execute(counted.group_by(cases.c.owner))
    }
    found = [one for one in with_role(connection, ("officer",)) if one.id != owner]
    found.sort(key=lambda one: (native(language) not in one.languages, open_cases.get(one.id, 0)))
    return found[0].id if found else None


def record(connection: Connection, by: str, what: str, about: str, now: datetime) -> None:
    """Who did what, for ever: no names and no words of others in it, see ``about`` for what was typed."""
    connection.execute(deeds.insert().values(by=by, what=what[:40], about=about[:80], at=now))


def about(typed: str) -> str:
    """What may be kept for ever of words behind a command: a case's number, or one too short for a phone's."""
    first = (typed.split() or [""])[0]
    return first[:80] if _SHORT.fullmatch(first) or reference_number.is_alone(first) else ""


def deeds_of(connection: Connection, by: str | None = None, limit: int = 50) -> list[sa.Row[Any]]:
    """The newest first."""
    wanted = sa.select(deeds).order_by(deeds.c.id.desc()).limit(limit)
    return list(connection.execute(wanted.where(deeds.c.by == by) if by else wanted))


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        id=row.id, name=row.name, role=row.role, languages=tuple(row.languages), disabled=row.disabled_at is not None
    )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
