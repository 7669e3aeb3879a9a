"""An edit takes the place of a message that was not read yet; a later one changes nothing, and is told of once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover
from bot import inbox
from bot.messages import Inbound, Kind
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.boxes import claim, finish, statuses, take
from tests.bot.floor import Floor
from tests.fakes import START, Clock

NEW = "loan kya hai, ક્યાં મળે 🙏🏽"


def sent(kind: Kind, event: str, words: str = "", address: str = "7", **data: object) -> Inbound:
    return Inbound(channel="telegram", event_id=event, address=address, kind=kind, text=words, data=data)


def edit(event: str, words: str = NEW, message: int = 5) -> Inbound:
    return sent("edited", event, words, message=str(message))


def next_turn(database: Database, conversation: str | None) -> Any:
    turn = claim(database, conversation)
    if turn:
        finish(database, turn)
    return turn


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_what_was_not_read_is_read_where_it_stands_as_it_stands(database: Database) -> None:
    first, *_ = take(
        database,
        sent("text", "1", "loan kya hei", message="5"),
        sent("text", "2", "और", message="6"),
        edit("3", "loan kya"),
        edit("4"),
    )
    assert next_turn(database, first).text == f"{NEW}\nऔर"
    assert next_turn(database, first) is None
    assert statuses(database) == ["done", "done", "replaced", "replaced"]


@pytest.mark.parametrize(
    ("kind", "data", "read"),
    [
        ("voice", {"file": "f1"}, ("voice", {"file": "f1", "message": "5"})),
        ("command", {"name": "start", "argument": ""}, ("text", {"message": "5"})),
    ],
)
def test_a_caption_is_reworded_and_a_command_is_one_no_more(
    database: Database, kind: Kind, data: dict[str, Any], read: tuple[str, Any]
) -> None:
    first, _ = take(database, sent(kind, "1", "/start", message="5", **data), edit("2"))
    turn = next_turn(database, first)
    assert (turn.kind, turn.data, turn.text) == (*read, NEW)


@pytest.mark.parametrize("status", ["working", "done", "set_aside"])
def test_what_was_read_is_not_read_again(database: Database, status: str) -> None:
    (first,) = take(database, sent("text", "1", "loan", message="5"))
    turn = claim(database, first)
    if status != "working":
        finish(database, turn, status)
    take(database, edit("2"))
    if status == "working":
        finish(database, turn)
    late = next_turn(database, first)
    assert (late.kind, late.text) == ("edited", NEW)


def meanwhile(database: Database, first: Callable[[Connection], Any], then: Callable[[Connection], Any]) -> list[Any]:
    """``then`` comes while ``first`` is not committed: what both gave."""
    found: list[Any] = []

    def come() -> None:
        with database.write() as connection:
            found.append(then(connection))

    other = threading.Thread(target=come)
    with database.write() as connection:
        found.append(first(connection))
        other.start()
        end = time.monotonic() + 60
        # On SQLite one transaction waits for the other from its beginning.
        while database.engine.dialect.name == "postgresql" and time.monotonic() < end and other.is_alive():
            if connection.execute(sa.text("select count(*) from pg_locks where not granted")).scalar():
                break
            time.sleep(0.01)
    other.join(60)
    return found


def test_an_edit_that_comes_while_its_message_is_taken_is_told(database: Database) -> None:
    (first,) = take(database, sent("text", "1", "loan", message="5"))
    assert first
    turn, _ = meanwhile(
        database,
        lambda c: inbox.claim(c, first, lambda: "t1"),
        lambda c: inbox.accept(c, edit("2"), START),
    )
    assert turn.text == "loan"
    assert statuses(database) == ["working", "waiting"]


def test_a_message_that_is_taken_while_its_edit_is_stored_is_read_as_it_now_stands(database: Database) -> None:
    (first,) = take(database, sent("text", "1", "loan", message="5"))
    assert first
    _, turn = meanwhile(
        database,
        lambda c: inbox.accept(c, edit("2"), START),
        lambda c: inbox.claim(c, first, lambda: "t1"),
    )
    assert turn.text == NEW
    assert statuses(database) == ["working", "replaced"]


def test_it_is_told_once_for_a_message_and_never_for_what_nobody_changed(database: Database) -> None:
    (first,) = take(database, sent("text", "1", NEW, message="5"))
    next_turn(database, first)
    take(database, edit("2"))
    assert next_turn(database, first) is None, "the same words, such as when a link gets its preview"
    for event, told in (("3", True), ("4", False), ("5", False)):
        take(database, edit(event, f"{NEW} {event}"))
        assert (next_turn(database, first) is not None) is told
    assert take(database, edit("3")) == [None], "a second delivery"


def test_several_late_edits_are_one_turn_and_no_text_among_them(database: Database) -> None:
    first, _ = take(database, sent("text", "1", "a", message="5"), sent("text", "2", "b", message="6"))
    next_turn(database, first)
    take(database, edit("3"), edit("4", message=6), sent("text", "5", "c", message="7"))
    assert [next_turn(database, first).kind for _ in range(2)] == ["edited", "text"]


def test_of_a_message_that_never_came_the_edit_is_all_there_is(database: Database) -> None:
    others = sent("text", "1", "ours", address="8", message="5")
    _, first = take(database, others, edit("2"))
    turn = next_turn(database, first)
    assert (turn.kind, turn.text) == ("text", NEW)


# --- an edit that overtakes its message -----------------------------------------------------------------------------

WORDS = {
    "en": "how do i get a loan", "hi": "ऋण कैसे मिलेगा", "gu": "લોન કેવી રીતે મળે", "th": "ขอสินเชื่ออย่างไร",
    "hi-Latn": "loan kaise milega", "gu-Latn": "loan kevi rite male 🙏🏽",
}  # fmt: skip


def at(message: Inbound, seconds: int) -> Inbound:
    """The same by the platform's clock."""
    return replace(message, sent_at=START + timedelta(seconds=seconds))


@pytest.mark.parametrize("read_first", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_the_message_that_comes_after_its_edit_is_not_answered_too(
    database: Database, form: str, read_first: bool
) -> None:
    first, _ = take(database, at(edit("2", WORDS[form]), 9), at(edit("2", WORDS[form]), 9))
    read = [next_turn(database, first)] if read_first else []
    take(database, at(sent("text", "1", f"{WORDS[form]} 🙈", message="5"), 1))
    read += [next_turn(database, first), next_turn(database, first)]
    assert [(turn.kind, turn.text) for turn in read if turn] == [("text", WORDS[form])]
    take(database, at(edit("3", WORDS[form]), 10), at(edit("2b", "older"), 5))
    assert next_turn(database, first) is None, "a preview, and an edit that came late"
    take(database, at(edit("4"), 11))
    assert next_turn(database, first).kind == "edited"


@pytest.mark.parametrize("known", [False, True], ids=["new person", "known person"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("edit_first", [False, True])
def test_an_edit_and_its_message_that_two_processes_store_in_one_moment_are_read_once(
    database: Database, known: bool, form: str, edit_first: bool
) -> None:
    if known:
        (before,) = take(database, sent("text", "0", "नमस्ते", message="4"))
        next_turn(database, before)
    both = [at(sent("text", "1", f"{WORDS[form]} 🙈", message="5"), 1), at(edit("2", WORDS[form]), 9)]
    first, then = reversed(both) if edit_first else both
    found = meanwhile(database, lambda c: inbox.accept(c, first, START), lambda c: inbox.accept(c, then, START))
    read = [next_turn(database, found[0]), next_turn(database, found[0])]
    assert [(turn.kind, turn.text) for turn in read if turn] == [("text", WORDS[form])]


def test_of_a_file_whose_caption_came_first_the_file_is_read_with_it(database: Database) -> None:
    voice = at(sent("voice", "1", "old", message="5", file="f1"), 1)
    first, _ = take(database, at(edit("2"), 9), voice)
    turn = next_turn(database, first)
    assert (turn.kind, turn.text, turn.data["file"]) == ("voice", NEW, "f1")
    assert next_turn(database, first) is None


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        pytest.param("5", 99, id="of another bot, whose numbers began again"),
        pytest.param("6", 1, id="another message"),
        pytest.param("", 1, id="without a number"),
    ],
)
def test_no_other_message_is_taken_for_the_edited_one(database: Database, message: str, seconds: int) -> None:
    first, _ = take(database, at(edit("2"), 9), at(sent("text", "1", "नया सवाल", message=message), seconds))
    read = [turn.text for turn in (next_turn(database, first), next_turn(database, first)) if turn]
    assert "\n".join(read) == f"{NEW}\nनया सवाल", "one turn, or two where they are minutes apart"


def test_a_press_names_the_message_it_stands_under_and_not_itself(database: Database) -> None:
    first, _ = take(database, sent("button", "1", "token", message="5"), edit("2"))
    next_turn(database, first)
    assert next_turn(database, first).kind == "text"


# --- who is answered by a person ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_the_person_who_answers_sees_every_change_and_their_own_is_refused(
    database: Database, clock: Clock, form: str
) -> None:
    floor = Floor(database, clock)
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    floor.call("asker")
    await floor.say("asha", "/take")

    def on_web(who: str, kind: Kind, event: str, words: str, message: str) -> Inbound:
        return Inbound(channel="web", event_id=event, address=who, kind=kind, text=words, data={"message": message})

    await floor.say("asker", on_web("asker", "text", "m1", "loan", "5"))
    for event, words in (("m2", "loan?"), ("m3", "loan!")):
        await floor.say("asker", on_web("asker", "edited", event, words, "5"))
        assert floor.heard("asha")[-1] == f"💬 [edited] {words}"
    await floor.say("asha", on_web("asha", "text", "m4", "नमस्ते", "9"))
    before = floor.heard("asker")
    assert await floor.say("asha", on_web("asha", "edited", "m5", "नमस्ते जी", "9")) == [say(form, "edited-too-late")]
    assert floor.heard("asker") == before


def test_who_takes_over_reads_a_changed_message_once(database: Database) -> None:
    (first, _) = take(database, sent("text", "1", "loan kya hei", message="5"), edit("2"))
    with database.read() as connection:
        assert handover.summary(connection, str(first)) == NEW
