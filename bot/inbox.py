"""What people sent, stored before it is answered; given back when the process that took it dies."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import bursts, edits
from bot.leases import OPEN, TURNS
from bot.messages import SILENT, Action, Inbound, Kind
from knowledge.text import fold
from records.database import insert_once
from records.tables import buttons, conversations, inbound, outbox

THUMBS = ("👍", "👎")
SKIN = tuple(map(chr, range(0x1F3FB, 0x1F400)))
MOST_MERGED = 100
#: A turn that fails, or whose process dies, so often is set aside: nothing behind it waits longer. Six were too few for
#: innocent turns that are in hand whenever a process dies: a drill with a kill every fourteen seconds set some aside.
MOST_ATTEMPTS = 12
#: Seconds; pauses double from the first to the longest, so a bad turn holds up those behind it for a minute or so.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0


class TurnLost(RuntimeError):
    """Another process has answered the turn: this one was taken for dead. Nothing of it may be kept."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One or more messages of one person, read together and answered once."""

    id: str
    conversation: str
    channel: str
    language: str | None
    language_chosen: bool
    text: str
    action: Action | None = None  #: what a button meant
    old_button: bool = False  #: a button this conversation does not hold (any more)
    kind: Kind = "text"  #: "edited": what was read before was changed
    data: dict[str, Any] = field(default_factory=dict)  #: of a kind that is no text, see bot/messages.py
    profile_language: str = ""  #: what the platform says of the person
    owner: str | None = None  #: the person who answers this conversation instead of the bot
    attempts: int = field(default=1, compare=False)  #: this one included
    process: str = field(default="", compare=False)  #: that has taken the conversation


def accept(connection: Connection, message: Inbound, now: datetime) -> str | None:
    """Store a message; the conversation's id, or None when this event was stored before."""
    conversation, blocked = _find_or_begin(connection, message, now)
    if message.kind == "edited":
        edits.wait_for_others(connection, conversation)
    stored = insert_once(
        connection,
        inbound,
        {
            "channel": message.channel,
            "event_id": message.event_id,
            "conversation_id": conversation,
            "kind": message.kind,
            "text": clean(message.text),
            "data": message.data or None,
            "raw": message.raw or None,
            "reply_token": message.reply_token or None,
            "sent_at": message.sent_at,
            "received_at": now,
            # Nobody is to be answered who has just shut the door.
            "status": "done" if message.kind in SILENT else "waiting",
            "attempts": 0,
        },
    )
    if not stored:
        return None
    if (message.kind == "blocked") != blocked and not _is_late(connection, conversation, message):
        set_blocked(connection, conversation, now if message.kind == "blocked" else None)
    if message.kind == "edited":
        edits.settle(connection, conversation, replace(message, text=clean(message.text)))
    else:
        edits.overtaken(connection, conversation, message)
    return conversation


def _is_late(connection: Connection, conversation: str, message: Inbound) -> bool:
    """Whether something that was sent after it came before it: platforms deliver again, and not in order."""
    if message.sent_at is None:
        return False
    mine = sa.and_(inbound.c.conversation_id == conversation, inbound.c.status.in_(edits.ALL))
    return connection.scalar(sa.select(sa.exists().where(mine, inbound.c.sent_at > message.sent_at))) is True


def clean(text: str) -> str:
    """PostgreSQL and JSON refuse NUL and lone surrogates; nothing readable is lost without them."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def set_blocked(connection: Connection, conversation: str, at: datetime | None) -> None:
    connection.execute(conversations.update().where(conversations.c.id == conversation).values(blocked_at=at))


def conversation_of(connection: Connection, channel: str, address: str, now: datetime) -> str:
    """The conversation with this address, begun when there is none."""
    message = Inbound(channel=channel, event_id="", address=address, kind="text", text="")
    return _find_or_begin(connection, message, now)[0]


def _find_or_begin(connection: Connection, message: Inbound, now: datetime) -> tuple[str, bool]:
    """Its id, and whether the person has blocked us."""
    place = {"b_channel": message.channel, "b_address": message.address}
    row = connection.execute(_WANTED, place).first()
    if row is None:
        values = {
            "id": uuid.uuid4().hex,
            "channel": message.channel,
            "address": message.address,
            "language_chosen": False,
            "created_at": now,
            "profile_language": message.language[:20] or None,
        }
        insert_once(connection, conversations, values)
        row = connection.execute(_WANTED, place).one()
    return str(row.id), row.blocked_at is not None


def new_turn_id() -> str:
    """Never given twice, even when a lost row's number is given out again after a power cut or a restore."""
    return f"t{secrets.token_hex(8)}"


def claim(
    connection: Connection,
    conversation: str,
    new_id: Callable[[], str] = new_turn_id,
    known: Any = None,
    burst: float = 3.0,
) -> Turn | None:
    """The conversation's next turn. One begun before a crash comes first, the same as it was.

    ``known``: the conversation's row, where it was just read. ``burst``: seconds between texts of one turn, at most.
    """
    rows = connection.execute(_OPEN_ROWS, {"b_conversation": conversation}).all()
    begun = [row for row in rows if row.status == "working"]
    taken = [row for row in rows if row.turn_id == begun[0].turn_id] if begun else bursts.first(list(rows), burst)
    if not taken:
        return None
    turn_id = str(begun[0].turn_id) if begun else new_id()
    connection.execute(_BEGIN, {"b_ids": [row.id for row in taken], "b_turn": turn_id})
    if known is None:
        known = connection.execute(sa.select(conversations).where(conversations.c.id == conversation)).one()
    return _turn(connection, known, turn_id, taken)


def _turn(connection: Connection, known: Any, turn_id: str, rows: list[Any]) -> Turn:
    conversation = str(known.id)
    kind: Kind = rows[0].kind
    pressed = _pressed(connection, conversation, turn_id, rows)
    typed = "" if kind == "button" else "\n".join(dict.fromkeys(row.text for row in rows))
    return Turn(
        id=turn_id,
        conversation=conversation,
        channel=known.channel,
        language=known.language,
        language_chosen=known.language_chosen,
        text=pressed.label if pressed else typed,
        action=Action(intent=pressed.intent, entities=pressed.entities) if pressed else None,
        old_button=kind == "button" and pressed is None,
        kind=kind,
        data=rows[0].data or {},
        profile_language=known.profile_language or "",
        owner=known.owner,
        attempts=rows[0].attempts + 1,
        process=known.turn_by or "",
    )


def _pressed(connection: Connection, conversation: str, turn_id: str, rows: list[Any]) -> Any:
    """The button of this conversation that the message is, or whose very words it is."""
    if rows[0].kind == "button":
        token = rows[0].text
    elif rows[0].kind == "text" and len(rows) == 1:
        token = _token_of_label(connection, conversation, turn_id, rows[0].text)
    else:
        token = None
    if token is None:
        return None
    return connection.execute(
        sa.select(buttons).where(buttons.c.token == token, buttons.c.conversation_id == conversation)
    ).first()


def _token_of_label(connection: Connection, conversation: str, turn_id: str, text: str) -> str | None:
    """Who types the very words of a button under the last reply has pressed it."""
    # "One moment" may already stand there when the turn is taken up again after a crash.
    last = connection.execute(_LAST_REPLY, {"b_conversation": conversation, "b_moment": f"{turn_id}:moment"}).first()
    if last is None or not last.body["buttons"]:
        return None
    typed = fold(text)
    return next((button["token"] for button in last.body["buttons"] if typed in _spellings(button["label"])), None)


def _spellings(label: str) -> tuple[str, ...]:
    """What is typed for a button: its words, or the thumb that they begin with, in any skin colour."""
    words = fold(label)
    thumb = words.split(" ")[0]
    return (words, *(thumb + tone for tone in ("", *SKIN))) if thumb in THUMBS else (words,)


def remember_language(connection: Connection, conversation: str, language: str) -> None:
    connection.execute(_REMEMBER, {"b_conversation": conversation, "b_language": language})


def note(connection: Connection, turn: Turn, error: str) -> None:
    """For the operator: why this attempt failed."""
    connection.execute(inbound.update().where(inbound.c.turn_id == turn.id).values(error=error))


def finish(connection: Connection, turn: Turn, status: str = "done") -> bool:
    """Mark the turn's messages; in the same transaction as its replies. Raises TurnLost.

    What is set aside keeps the error of its last attempt. True when the conversation was let go of: nothing waits.
    """
    finished = connection.execute(_DONE if status == "done" else _ENDED, {"b_turn": turn.id, "b_status": status})
    if not finished.rowcount:
        raise TurnLost(f"turn {turn.id} was answered by another process")
    return TURNS.release(connection, turn.conversation, turn.process)


def fail(connection: Connection, turn: Turn, error: str, now: datetime) -> None:
    """A bug or an outage: the turn is tried again after a pause that doubles."""
    pause = timedelta(seconds=min(FIRST_PAUSE * 2 ** (turn.attempts - 1), LONGEST_PAUSE))
    own = inbound.update().where(inbound.c.turn_id == turn.id, inbound.c.status == "working")
    connection.execute(own.values(error=error, next_at=now + pause))


# Made once: building a statement costs more than running it.
_CONVERSATION = sa.bindparam("b_conversation", type_=sa.String)
_WANTED = sa.select(conversations.c.id, conversations.c.blocked_at).where(
    conversations.c.channel == sa.bindparam("b_channel"), conversations.c.address == sa.bindparam("b_address")
)
_OPEN_ROWS = (
    sa.select(inbound)
    .where(inbound.c.conversation_id == _CONVERSATION, inbound.c.status.in_(OPEN))
    .order_by(inbound.c.id)
    .limit(MOST_MERGED)
    .with_for_update()  # an edit that another process is storing is waited for, and read
)
_BEGIN = (
    inbound.update()
    .where(inbound.c.id.in_(sa.bindparam("b_ids", expanding=True)))
    .values(status="working", turn_id=sa.bindparam("b_turn", type_=sa.String), attempts=inbound.c.attempts + 1)
)
_REMEMBER = (
    conversations.update()
    .where(conversations.c.id == _CONVERSATION)
    .values(language=sa.bindparam("b_language", type_=sa.String))
)
_LAST_REPLY = (
    sa.select(outbox.c.body)
    .where(outbox.c.conversation_id == _CONVERSATION, outbox.c.key != sa.bindparam("b_moment"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_ENDED = (
    inbound.update()
    .where(inbound.c.turn_id == sa.bindparam("b_turn"), inbound.c.status == "working")
    .values(status=sa.bindparam("b_status", type_=sa.String), next_at=None)
)
_DONE = _ENDED.values(error=None)
