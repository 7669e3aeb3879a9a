"""`sahayak cases demo`: three cases from the first message to the outcome, by the real processes.

People write over the web channel; the officer's steps are the desk's own functions on the same records; agencies
answer on the page behind their letter. Time is the machine's, but for an agency that stays silent: there the clocks
are run as they would be when its time is over.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
import yaml
from sqlalchemy.engine import Connection

from actions import agencies, cases, desk, desk_clock, events, referrals
from actions.desk_clock import Staff
from actions.events import Actor, Event
from actions.referral_states import Refused
from bot import dialogue_process, outbox
from bot.drill.apart import environment
from bot.drill.assistant import Assistant
from bot.leases import is_open
from bot.referral_letters import Dispatch, links_of
from bot.settings import Settings
from records import notices
from records.database import Database
from records.tables import outbox as outbox_rows

STORIES = Path(__file__).with_name("stories.yml")
OFFICER = "demo-officer"
REPLY_LIMIT, NOTICE_LIMIT = 20.0, 5.0
#: Its records are thrown away: nothing needs to be finished.
STOP_LIMIT = 0.5
_ACT = re.compile(r'name="do" value="([a-z]+)">\s*<input type="hidden" name="act" value="([^"]+)"')


class DemoFailed(RuntimeError):
    """A story could not be played to its end; the message says where."""


@dataclass
class Played:
    """One story as it went."""

    name: str
    transcript: list[tuple[str, str]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)


@dataclass
class Stage:
    """The running assistant, seen from all its sides."""

    database: Database
    client: httpx.AsyncClient
    dispatch: Dispatch
    #: Set when nobody else's clock can run ahead: an agency's silence moves the time of the whole desk.
    alone: asyncio.Event = field(default_factory=asyncio.Event)

    async def play_all(self, stories: Sequence[Mapping[str, Any]]) -> list[Played]:
        playing = [asyncio.create_task(self.play(story)) for story in stories]
        others = [task for task, story in zip(playing, stories, strict=True) if not _waits(story)]
        try:
            await asyncio.gather(*others)
            self.alone.set()
            return await asyncio.gather(*playing)
        finally:
            for task in playing:
                task.cancel()

    async def play(self, story: Mapping[str, Any]) -> Played:
        played = Played(name=story["name"])
        person = Person(self, secrets.token_urlsafe(24), played)
        for line in story["says"]:
            await person.say(line)
        case = self._case(person)
        for step in story["desk"]:
            await self._step(person, case, step)
            await person.hear_notices(self._notices(person))
        self._close(case, story["closed"])
        played.transcript.append(("officer", f"closes the case: {story['closed']}"))
        await person.hear_notices(self._notices(person))
        self._tell(played, case)
        return played

    def _case(self, person: Person) -> int:
        with self.database.read() as connection:
            mine = cases.of_conversation(connection, person.conversation)
        if not mine:
            raise DemoFailed(
                f"{person.played.name}: no case was opened; the last reply was {person.played.transcript[-1]}"
            )
        return mine[0].id

    async def _step(self, person: Person, case: int, step: Mapping[str, Any]) -> None:
        if "asks" in step:
            await person.say(step["asks"])
            return
        if "send" in step:
            told = ("officer", f"sends it to {self._send(case)}")
        elif "silence" in step:
            await self.alone.wait()
            told = ("clock", f"{self._wait_out(case)} has not answered in its working hours")
        else:
            said = ": ".join(filter(None, [step["agency"], step.get("code"), step.get("note")]))
            told = ("agency", f"{await self._answer(case, step)}: {said}")
        person.played.transcript.append(told)

    def _send(self, case: int) -> str:
        """The officer sends the best agency still only proposed; which."""
        with self.database.write() as connection:
            proposed = [one for one in referrals.of_case(connection, case) if one.state == "proposed"]
            if not proposed:
                raise DemoFailed(f"case {case}: nobody is left to be asked")
            sent = self.dispatch.send(connection, proposed[0].id, OFFICER, f"demo:{proposed[0].id}", datetime.now(UTC))
            if isinstance(sent, Refused):
                raise DemoFailed(f"case {case}: sending was refused: {sent.why}")
            return self._name(connection, case, proposed[0].agency)

    def _wait_out(self, case: int) -> str:
        """Run the clocks at the moment when the agency's time is over; which agency's."""
        with self.database.read() as connection:
            silent = [one for one in referrals.of_case(connection, case) if one.state == "sent" and one.due_at]
            name = self._name(connection, case, silent[-1].agency)
        due = [one.due_at for one in silent if one.due_at]
        desk_clock.tick(self.database, max(due) + timedelta(minutes=1), Staff())
        return name

    def _name(self, connection: Connection, case: int, agency: str) -> str:
        return agencies.load(cases.get(connection, case).programme).get(agency).name("en")

    async def _answer(self, case: int, step: Mapping[str, Any]) -> str:
        """What an agency answers on its page; which agency."""
        with self.database.write() as connection:
            waiting = ("sent", "seen", "accepted", "in_progress")
            open_one = next(one for one in referrals.of_case(connection, case) if one.state in waiting)
            link = self.dispatch.letter(connection, open_one, datetime.now(UTC)).link
            name = self._name(connection, case, open_one.agency)
        page = await self.client.get(link)
        acts = dict(_ACT.findall(page.text))
        if step["agency"] not in acts:
            raise DemoFailed(f"the page of referral {open_one.id} does not offer {step['agency']}")
        form = {
            "do": step["agency"],
            "act": acts[step["agency"]],
            "code": step.get("code", ""),
            "note": step.get("note", ""),
        }
        done = await self.client.post(link, data=form)
        done.raise_for_status()
        return name

    def _close(self, case: int, outcome: str) -> None:
        with self.database.write() as connection:
            actor = Actor(kind="officer", id=OFFICER)
            now = datetime.now(UTC)
            desk.close(connection, cases.get(connection, case), outcome, actor, f"demo:{case}:close", now)

    def _notices(self, person: Person) -> int:
        with self.database.read() as connection:
            return notices.count(connection, person.conversation)

    def _tell(self, played: Played, case: int) -> None:
        with self.database.read() as connection:
            told = cases.get(connection, case)
            mine = referrals.of_case(connection, case)
            log = events.of_case(connection, case)
        played.events = [_line(one) for one in log]
        played.summary = {
            "ref": told.reference,
            "group": told.group,
            "referrals": [{"agency": one.agency, "state": one.state} for one in mine],
            "outcome": told.outcome,
            "notices": sum(who == "notice" for who, _ in played.transcript),
        }


@dataclass
class Person:
    stage: Stage
    key: str
    played: Played
    conversation: str = ""
    heard: int = 0

    async def say(self, text: str) -> None:
        self._hear("notice")
        headers = {"x-conversation": self.key, "x-channel": "terminal"}
        body = {"event_id": secrets.token_hex(8), "text": text}
        answer = await self.stage.client.post("/chat/messages", json=body, headers=headers)
        answer.raise_for_status()
        self.played.transcript.append(("person", text))
        await self._until_answered()
        self._hear("sahayak")

    async def _until_answered(self) -> None:
        until = time.monotonic() + REPLY_LIMIT
        while time.monotonic() < until:
            with self.stage.database.read() as connection:
                self.conversation = outbox.find_conversation(connection, "terminal", self.key) or ""
                if self.conversation and not is_open(connection, self.conversation):
                    return
            await asyncio.sleep(0.02)
        raise DemoFailed(f"no reply to {self.played.transcript[-1][1]!r} within {REPLY_LIMIT:.0f} s")

    async def hear_notices(self, wanted: int) -> None:
        """Until every notice of the case has reached the person's outbox."""
        until = time.monotonic() + NOTICE_LIMIT
        while time.monotonic() < until:
            self._hear("notice")
            if sum(who == "notice" for who, _ in self.played.transcript) >= wanted:
                return
            await asyncio.sleep(0.1)

    def _hear(self, who: str) -> None:
        if not self.conversation:
            return
        with self.stage.database.read() as connection:
            sent = outbox.after(connection, self.conversation, self.heard)
            keys = dict(connection.execute(sa.select(outbox_rows.c.id, outbox_rows.c.key)).tuples().all())
        for one in sent:
            self.heard = one.id
            if not one.reply.interim:
                said = "\n".join([one.reply.text, *(f"[{button.label}]" for button in one.reply.buttons)])
                self.played.transcript.append(("notice" if keys[one.id].startswith("case:") else who, said))


async def demo(settings: Settings, stories: Path = STORIES) -> list[Played]:
    """Play every story side by side on ports and records of its own. Raises DemoFailed, TimeoutError."""
    if not dialogue_process.is_trained(settings):
        raise DemoFailed("the dialogue model is missing or older than what it is trained on; run: sahayak prepare")
    told: Sequence[Mapping[str, Any]] = yaml.safe_load(stories.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="sahayak-demo-") as folder:
        assistant = Assistant(_environment(settings, Path(folder)), Path(folder) / "log")
        try:
            await assistant.start()
            own, base = assistant.settings, assistant.url
            async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=20) as client:
                stage = Stage(Database(own.database), client, Dispatch(links_of(own), base))
                try:
                    return await stage.play_all(told)
                finally:
                    stage.database.close()
        finally:
            assistant.stop(STOP_LIMIT)


def _line(event: Event) -> str:
    """When (UTC), who, what, why, and about which agency or group."""
    about = [f"{name}={event.data[name]}" for name in ("agency", "need", "group", "urgency") if name in event.data]
    parts = [f"{event.at:%Y-%m-%d %H:%M:%S}", event.actor.kind, event.kind, event.why or "", *about]
    return " ".join(filter(None, parts))


def _waits(story: Mapping[str, Any]) -> bool:
    return any("silence" in step for step in story["desk"])


def _environment(settings: Settings, data: Path) -> dict[str, str]:
    """Nothing of the shell's settings but the build: no tokens, no other database."""
    return environment(
        data, inherit=False, build=settings.build, burst_pause=0, encoder=settings.encoder,
        desk_secret=secrets.token_urlsafe(32),
    )  # fmt: skip
