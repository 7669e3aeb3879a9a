"""One app that serves Telegram and LINE at once, with people who talk and officers who answer on either."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions import people
from actions.people import Person
from actions.person_actions import TakeMessage
from bot import inbox
from bot.channels.base import Host, Pacing
from bot.channels.line_cards import clip
from bot.channels.telegram.channel import make
from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.line_fake.phones import Phone as LinePhone
from bot.drill.line_fake.phones import texts_of
from bot.drill.serve import serving
from bot.drill.telegram_fake.phone import Phone as TelegramPhone
from bot.erasing import in_turn
from bot.notices import Rounds
from bot.settings import Settings
from bot.staff_turns import StaffTurns
from bot.staffing import Handovers, staff
from records.database import Database
from tests.bot.channels.desk_dialogue import WAIT, DeskDialogue
from tests.bot.channels.line_side import Side, line_side
from tests.bot.house import House
from tests.fakes import Clock

WITHIN = 20.0


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():
            await asyncio.sleep(0.01)


@dataclass
class OnTelegram:
    phone: TelegramPhone

    @property
    def place(self) -> tuple[str, str]:
        return "telegram", str(self.phone.person.id)

    def heard(self) -> list[str]:
        return [line.text for line in self.phone.heard]

    async def say(self, words: str) -> None:
        self.phone.say(words)

    async def press(self, label: str) -> None:
        self.phone.press(label)


@dataclass
class OnLine:
    phone: LinePhone

    @property
    def place(self) -> tuple[str, str]:
        return "line", self.phone.user

    def heard(self) -> list[str]:
        return ["\n".join(texts_of(message)) for message in self.phone.seen()]

    async def say(self, words: str) -> None:
        await self.phone.text(words)

    async def press(self, label: str) -> None:
        await self.phone.press(clip(label))


Someone = OnTelegram | OnLine


@dataclass
class Platforms:
    database: Database
    clock: Clock
    telegram: Any  #: the stand-in
    side: Side
    house: House
    dialogue: DeskDialogue
    _phones: int = 1

    def someone(self, channel: str, form: str) -> Someone:
        """A phone whose owner has chosen this form."""
        self._phones += 1
        made: Someone
        if channel == "telegram":
            made = OnTelegram(self.telegram.phone(language=form.split("-")[0]))
        else:
            made = OnLine(self.side.add_phone(self._phones))
        with self.database.write() as connection:
            conversation = inbox.conversation_of(connection, *made.place, self.clock())
            inbox.remember_language(connection, conversation, form)
        return made

    def officer(self, name: str) -> tuple[Person, str]:
        """An officer of these records, and the code that they link an account with."""
        with self.database.write() as connection:
            made = people.add(connection, name, "officer", ["en"], self.clock())
            return made, people.link_code(connection, made.id, self.clock())

    def rounds(self) -> None:
        """What runs beside the turns, once."""
        notify = self.house.sender.wake
        in_turn(Handovers(self.database, self.clock), Rounds(self.database, self.clock, notify, staff(self.clock)))()
        # As the app's own rounds do: whoever was written to by another way is sent to as well.
        self.house.sender.sweep()

    async def hears(self, who: Someone, words: str) -> None:
        """They do, in time; what they heard instead is shown."""
        try:
            await until(lambda: any(words in line for line in who.heard()))
        except TimeoutError:
            raise AssertionError(f"{words!r} was not heard; heard was {who.heard()}") from None


@asynccontextmanager
async def platforms(database: Database, data: Path, clock: Clock, *script: Any) -> AsyncIterator[Platforms]:
    fake = FakeTelegram()
    async with fake.serve() as url, line_side(clock=clock) as side:
        settings = Settings(telegram_token=TOKEN, telegram_url=url, data=data)
        telegram = make(settings, Host(database=database, answerer=lambda: None, now=clock))  # type: ignore[arg-type,return-value]
        # What the pacing is worth is tested where it is kept; here nobody waits.
        telegram.pacing = Pacing()
        dialogue = DeskDialogue(database, clock, {"talk_to_human": TakeMessage}, *script)
        house = House(database, clock, dialogue, telegram, side.channel, staff=StaffTurns(WAIT))
        async with serving(house.app) as address:
            side.platform.webhook = f"{address}/webhooks/line"
            yield Platforms(database, clock, fake, side, house, dialogue)
