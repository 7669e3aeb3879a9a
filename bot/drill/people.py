"""The people of the drill: each on a phone of one platform, writing one message after the other, or two at once."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from bot.drill.fake_telegram import FakeTelegram
from bot.drill.judge import Said, Seen
from bot.drill.line_fake import Phone, Platform, Sender
from bot.drill.line_fake.phones import texts_of
from bot.wording import say
from knowledge.language import FORMS

#: Clearly feedback, which is one turn, one effect and one reply with a number of its own; {} is the message's marker.
WORDS = {
    "en": ("this answer was useful for me, {}", "your answer is not correct, {}"),
    "hi": ("ये जवाब गलत था, {}", "जवाब अच्छा था, {}"),
    "gu": ("આ જવાબ ખોટો છે, {}", "જવાબ સારો હતો, {}"),
    "th": ("คำตอบผิด {}", "คำตอบดีมาก {}"),
    "hi-Latn": ("ye jawab galat tha, {}", "jawab accha tha, {}"),
    "gu-Latn": ("aa javab khoto che, {}", "javab saro hato, {}"),
}
#: Of a person's messages, so many follow the one before at once; the others wait for its answer first.
AT_ONCE = 0.25
#: A person who hears nothing writes again all the same. 500 people who write without a pause wait 20 s for their turn
#: when nothing goes wrong; less patience than that and they write faster than one machine answers.
PATIENCE = 45.0
#: Seconds after which a message that was taken is delivered again: longer than a burst and a turn.
REPEAT_AFTER = (1.5, 4.0)


class Screen(Protocol):
    """One person's side of a platform."""

    chat: str
    changed: asyncio.Event

    async def send(self, texts: Sequence[str]) -> list[str]:
        """The platform's ids of the messages; returns when it has them, which is not when the assistant has."""
        ...

    def seen(self) -> Sequence[Seen]: ...


def is_interim(text: str) -> bool:
    return text in {say(form, "one-moment") for form in FORMS}


class TelegramScreen:
    def __init__(self, fake: FakeTelegram, name: str, form: str) -> None:
        self._phone = fake.phone(name, language=form.partition("-")[0])
        self.chat = f"telegram {self._phone.person.id}"
        self.changed = self._phone.chat.changed

    @property
    def lane(self) -> int:
        return self._phone.person.id

    async def send(self, texts: Sequence[str]) -> list[str]:
        return [str(self._phone.say(text)) for text in texts]

    def seen(self) -> list[Seen]:
        return [Seen(text=line.text, at=line.at, interim=is_interim(line.text)) for line in self._phone.heard]


class LineScreen:
    """LINE tells nobody of what it shows; ``watch_line`` does.

    ``repeats``: share of the messages that LINE delivers a second time when they were answered long ago: one that
    follows at once falls into the same turn, where the same words count once anyway.
    """

    def __init__(
        self, platform: Platform, sender: Sender, name: str, form: str, seed: int, repeats: float = 0.0
    ) -> None:
        self._phone = Phone(platform, sender, name=name, language=form.partition("-")[0], seed=seed)
        self._sender, self._repeats, self._random = sender, repeats, Random(seed)
        self.repeating: set[asyncio.Task[None]] = set()
        self.chat = f"line {self._phone.user}"
        self.changed = asyncio.Event()
        self._seen: list[Seen] = []

    @property
    def user(self) -> str:
        return self._phone.user

    def show(self, text: str, at: float) -> None:
        self._seen.append(Seen(text=text, at=at, interim=is_interim(text)))
        self.changed.set()

    async def send(self, texts: Sequence[str]) -> list[str]:
        events = [self._phone.message("text", text=text) for text in texts]
        # Two at once arrive in whatever order the platform fancies.
        await self._sender.shuffled(*events)
        for event in events:
            if self._random.random() < self._repeats:
                task = asyncio.create_task(self._repeat(event))
                self.repeating.add(task)
                task.add_done_callback(self.repeating.discard)
        return [str(event["webhookEventId"]) for event in events]

    async def _repeat(self, event: dict[str, Any]) -> None:
        await asyncio.sleep(self._random.uniform(*REPEAT_AFTER))
        await self._sender.repeat(event)

    def seen(self) -> list[Seen]:
        return self._seen


async def watch_line(platform: Platform, screens: Sequence[LineScreen]) -> None:
    """Until cancelled: put every new line of the platform on its person's screen."""
    by_user = {screen.user: screen for screen in screens}
    done = 0
    while True:
        for line in platform.lines[done:]:
            if line.who == "assistant":
                by_user[line.user].show("\n".join(texts_of(line.message)), line.at.timestamp())
        done = len(platform.lines)
        await asyncio.sleep(0.02)


@dataclass
class Crowd:
    """Everybody, and what was sent so far."""

    screens: Sequence[Screen]
    forms: Sequence[str]
    random: Random
    patience: float = PATIENCE
    said: list[Said] = field(default_factory=list)
    _markers: Iterator[int] = field(default_factory=lambda: itertools.count(1_000_001))

    async def write(self, messages: int) -> None:
        """All of it, shared out evenly; ends when everything is sent."""
        shares = [messages // len(self.screens) + (place < messages % len(self.screens)) for place in
                  range(len(self.screens))]  # fmt: skip
        async with asyncio.TaskGroup() as together:
            for screen, form, share in zip(self.screens, self.forms, shares, strict=True):
                together.create_task(self._one(screen, form, share))

    async def _one(self, screen: Screen, form: str, share: int) -> None:
        await asyncio.sleep(self.random.random())
        while share > 0:
            count = min(share, 2 if self.random.random() < AT_ONCE else 1)
            share -= count
            before = answers(screen)
            await self._send(screen, form, count)
            await answered(screen, before + 1, self.patience)

    async def _send(self, screen: Screen, form: str, count: int) -> None:
        markers = [str(next(self._markers)) for _ in range(count)]
        at = time.time()
        events = await screen.send([self.random.choice(WORDS[form]).format(marker) for marker in markers])
        self.said += [
            Said(chat=screen.chat, marker=marker, at=at, event=event)
            for marker, event in zip(markers, events, strict=True)
        ]


def answers(screen: Screen) -> int:
    return sum(not seen.interim for seen in screen.seen())


async def answered(screen: Screen, count: int, within: float) -> bool:
    """Whether so many messages, "one moment" left out, came onto the screen in that time."""
    try:
        async with asyncio.timeout(within):
            while answers(screen) < count:
                screen.changed.clear()
                await screen.changed.wait()
    except TimeoutError:
        return False
    return True
