"""One conversation's turn, the whole path on one screen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from actions import drafts, handover
from bot import arrivals, codes, failed_turns, guard, inbox, outbox, saying
from bot.channels.base import LIMITS
from bot.dialogue import ActionFailed, Dialogue, DialogueFailed, Said
from bot.inbox import Turn
from bot.messages import Action, Button
from bot.replies import compose
from bot.staff_turns import StaffTurns
from knowledge.language import LatinModel, by_script, detect
from records.database import Database

log = logging.getLogger("sahayak.gateway")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
#: Seconds that an answer known already waits for the question after it.
QUESTION_WITHIN = 3.0
#: An empty reply means a bug or an outage in an action; past this, nearly ten seconds, it is the former.
MOST_EMPTY_REPLIES = 8


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds until a person is told to wait, and until the message is set aside with an apology."""

    interim_after: float
    give_up_after: float


class Gateway:
    """Handles turns; what it learns and says is committed together with "done"."""

    def __init__(
        self,
        database: Database,
        dialogue: Dialogue,
        language_model: Callable[[], LatinModel],
        now: Callable[[], datetime],
        patience: Patience,
        notify: Callable[[str], None] = lambda conversation: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        staff: StaffTurns | None = None,
        at_once: int = 16,
    ) -> None:
        """``at_once``: questions to the dialogue side by side; what needs it not, such as a relay, waits for none."""
        self._database, self._dialogue, self._language_model = database, dialogue, language_model
        self._now, self._patience, self._sleep = now, patience, sleep
        self._notify, self._staff = notify, staff
        self._places = asyncio.Semaphore(at_once)

    async def handle(self, turn: Turn) -> bool:
        """guard -> language -> dialogue -> words -> outbox. No transaction is open while Rasa is asked.

        True when nothing else of the conversation waits and it was let go of. Raises TurnLost.
        """
        turn = arrivals.read(turn)
        if (free := self._by_people(turn)) is not None:
            return free
        turn = self._as_code(turn)
        checked = guard.check(turn.text) if not turn.action else guard.Checked(text=turn.text)
        form = self._language(turn, checked.text)
        said, status = self._said_at_once(turn, checked), "done"
        if turn.attempts > inbox.MOST_ATTEMPTS:
            log.error("turn %s was set aside after %d attempts", turn.id, turn.attempts - 1)
            said, status = [Said(key="trouble")], "set_aside"
        elif said:
            said = await self._with_open_question(turn, form, said)
        else:
            said, status = await self._ask(replace(turn, text=checked.text), form)
            if checked.cut:
                said = [Said(key="too-long", args={"limit": guard.LIMIT}), *said]
        try:
            return await self._commit(turn, form, said, status)
        except (LookupError, ValueError, TypeError):
            # A reply that cannot be worded must not hold up the conversation for ever.
            log.exception("turn %s was set aside: its reply could not be worded", turn.id)
            with self._database.write() as connection:
                inbox.note(connection, turn, "its reply could not be worded; see the app's log and report the bug")
            return await self._commit(turn, form, [Said(key="trouble")], "set_aside")

    def _by_people(self, turn: Turn) -> bool | None:
        """A turn that is not the bot's: commands of people with roles, what they and whom they talk to write."""
        if self._staff is None:
            return None
        with self._database.read() as connection:
            if not self._staff.may_take(connection, turn):
                return None
        now, form = self._now(), self._language(turn, "" if turn.text.startswith("/") else turn.text)
        with self._database.write() as connection:
            taken = self._staff.take(connection, turn, form, now)
            if taken is None:
                return None
            saying.put(connection, turn.conversation, turn.id, taken.said, form, now, "notice")
            free = inbox.finish(connection, turn)
        for conversation in (turn.conversation, *taken.woken):
            self._notify(conversation)
        return free

    def _as_code(self, turn: Turn) -> Turn:
        if turn.action is not None or turn.kind != "text":
            return turn
        if not codes.is_shaped(turn.text):
            return turn
        with self._database.read() as connection:
            code = codes.action_of(connection, turn, self._now())
        return replace(turn, action=code) if code else turn

    def _said_at_once(self, turn: Turn, checked: guard.Checked) -> list[Said]:
        """What needs no dialogue; empty: ask it."""
        if turn.old_button:
            return [Said(key="old-button")]
        if turn.kind in arrivals.FILES:
            with self._database.write() as connection:
                return [arrivals.keep_for_person(connection, turn, self._now())]
        key = arrivals.said_at_once(turn) or checked.problem
        return [Said(key=key)] if key else []

    async def _with_open_question(self, turn: Turn, form: str, said: list[Said]) -> list[Said]:
        """The person must not have to scroll for what was asked; without the dialogue they do, but are answered."""
        try:
            async with asyncio.timeout(QUESTION_WITHIN), self._places:
                question = await self._dialogue.open_question(turn.conversation, turn.id, form)
        except (DialogueFailed, TimeoutError) as problem:
            log.warning("turn %s: the open question was not put again: %s", turn.id, type(problem).__name__)
            return said
        return [*map(arrivals.before_question, said), *question] if question else said

    def _language(self, turn: Turn, text: str) -> str:
        """The form to reply in: an explicit choice, else what is written, else what was written before."""
        if turn.language_chosen and turn.language:
            return turn.language
        if turn.action or not text:
            return turn.language or arrivals.form_of_profile(turn.profile_language)
        guess = detect(text, self._language_model(), turn.language)
        if not turn.language:
            return guess.form
        # Sticky: only a message that speaks clearly for another form changes the conversation's.
        if not guess.sure or guess.form == turn.language:
            return turn.language
        # A name in Latin letters, such as "Help Loan Traders", says nothing about the language.
        return turn.language if by_script(text) == "Latn" and self._asked_for_words(turn) else guess.form

    def _asked_for_words(self, turn: Turn) -> bool:
        with self._database.read() as connection:
            draft = drafts.current(connection, turn.conversation)
        return draft is not None and draft.asked is not None

    async def _ask(self, turn: Turn, form: str) -> tuple[list[Said], str]:
        """Ask until the dialogue answers; the person hears "one moment" and, in the end, an apology."""
        waiting = asyncio.create_task(self._say_one_moment(turn, form))
        try:
            async with asyncio.timeout(None) as patience:
                return await self._ask_until_answered(turn, form, patience), "done"
        except (TimeoutError, ActionFailed):
            log.error("turn %s was set aside: the dialogue gave no answer", turn.id)
            with self._database.write() as connection:
                inbox.note(connection, turn, "the dialogue gave no answer; see the dialogue process's log")
            return [Said(key="trouble")], "set_aside"
        finally:
            waiting.cancel()

    async def _ask_until_answered(self, turn: Turn, form: str, patience: asyncio.Timeout) -> list[Said]:
        pause, empty = FIRST_PAUSE, 0
        while True:
            message_id = turn.id if not empty else f"{turn.id}~{empty}"
            try:
                async with self._places:
                    self._begin_to_wait(patience)
                    return await self._dialogue.ask(
                        turn.conversation, message_id, turn.text, form, turn.action, turn.data
                    )
            except ActionFailed as problem:
                empty += 1
                log.warning("turn %s: %s", turn.id, problem)
                if empty >= MOST_EMPTY_REPLIES:
                    raise
            except DialogueFailed as problem:
                log.warning("turn %s: %s", turn.id, problem)
            await self._sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _begin_to_wait(self, patience: asyncio.Timeout) -> None:
        """With the first try: who only waits for a place is not given up."""
        if patience.when() is None:
            patience.reschedule(asyncio.get_running_loop().time() + self._patience.give_up_after)

    async def _say_one_moment(self, turn: Turn, form: str) -> None:
        await self._sleep(self._patience.interim_after)
        if turn.channel in LIMITS and not LIMITS[turn.channel].interim:
            return
        reply = replace(next(iter(compose([Said(key="one-moment")], form, _no_button))), interim=True)

        def put(connection: Connection) -> None:
            if not handover.is_owned(connection, turn.conversation):
                outbox.put(connection, turn.conversation, f"{turn.id}:moment", reply, self._now())

        await self._database.grouped.write(turn.conversation, put)
        self._notify(turn.conversation)

    async def _commit(self, turn: Turn, form: str, said: list[Said], status: str) -> bool:
        free = await self._database.grouped.write(
            turn.conversation, lambda connection: self._finish(connection, turn, form, said, status)
        )
        self._notify(turn.conversation)
        return free

    def _finish(self, connection: Connection, turn: Turn, form: str, said: list[Said], status: str) -> bool:
        now = self._now()
        if self._staff is not None:
            # Somebody may have taken over while the dialogue was asked, and has read the message.
            owned = handover.is_owned(connection, turn.conversation)
            more = failed_turns.after(connection, turn, said, status, now, self._staff.wait)
            said = [] if owned else [*said, *more]
        saying.put(connection, turn.conversation, turn.id, said, form, now, "bot")
        chosen = next((one.args["language"] for one in said if one.key == "language-set"), None)
        # A message without words, such as an emoji, teaches no language.
        learnt = chosen or (form if not turn.language_chosen and by_script(turn.text) else turn.language)
        if learnt and learnt != turn.language:
            inbox.remember_language(connection, turn.conversation, learnt)
        return inbox.finish(connection, turn, status)


def _no_button(label: str, action: Action) -> Button:
    raise AssertionError("an interim reply has no buttons")
