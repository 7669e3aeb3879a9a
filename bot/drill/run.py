"""`sahayak drill`: people on stand-ins for both platforms, whose networks misbehave, while processes are killed.

The assistant is the real one: its own processes, model and bundle, on ports and a data folder of this drill alone.
On both, connections break before and after a message is accepted. Telegram takes no idempotency key: an answer that it
accepted while its connection broke is sent again. Those are counted apart.
"""

from __future__ import annotations

import asyncio
import functools
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx

from bot.drill import fake_telegram, line_fake, people
from bot.drill.apart import environment
from bot.drill.assistant import PROGRAM, Assistant
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.judge import Effect, Evidence, Report, judge
from bot.drill.people import PATIENCE, Crowd, LineScreen, TelegramScreen
from bot.drill.serve import serving
from bot.drill.telegram_fake import faults as telegram_faults
from knowledge.language import FORMS

TELEGRAM_SECRET = "drill-" + "s" * 20
LINE_SECRET, LINE_TOKEN = "drill-line-secret", "drill-line-token"
TELEGRAM_RATES = telegram_faults.Rates(
    too_many=0.02, server_error=0.02, drop_before=0.02, drop_after=0.01, duplicate=0.05, swap=0.03, late=0.03, cut=0.03
)
LINE_SHARES: dict[line_fake.faults.Fault, float] = {
    "429": 0.02, "500": 0.02, "500-after": 0.01, "drop": 0.02, "drop-after": 0.02,
}  # fmt: skip
#: Share of the messages that LINE delivers again later; at once, another such share.
REPEATS = 0.05
#: Seconds until Telegram delivers again what was not answered: longer than a burst, so that it is a turn of its own.
AGAIN_AFTER = 1.0
VICTIMS = ("app", "dialogue", "supervisor")
#: Seconds without any further answer until what is unanswered counts as lost.
LAST_WAIT = 60.0
#: Seconds in which nothing may come any more, so that what is answered twice is seen.
QUIET = 1.0
#: Seconds until what does not end is killed: the data is thrown away, and what was sent and committed is known by now.
STOP_WITHIN = 1.0


@dataclass(frozen=True, kw_only=True)
class Options:
    messages: int = 300
    people: int = 30
    kills: int = 3
    seed: int = 1
    trouble: float = 1.0  #: how many times as often as usual a platform's network misbehaves
    program: Sequence[str] = PROGRAM  #: what is started as the assistant
    last_wait: float = LAST_WAIT
    patience: float = PATIENCE  #: seconds until a person who hears nothing writes again


@dataclass
class Platforms:
    telegram: FakeTelegram
    line: line_fake.Platform
    sender: line_fake.Sender
    telegram_url: str
    line_url: str


@dataclass
class Killer:
    """When the drill is so far, one of the processes dies."""

    assistant: Assistant
    crowd: Crowd
    random: Random
    at: list[float] = field(default_factory=list)  #: kills of what sends
    done: int = 0

    async def run(self, kills: int, messages: int) -> None:
        moments = sorted(self.random.uniform(0.05, 0.9) * messages for _ in range(kills))
        victims = [VICTIMS[place % len(VICTIMS)] for place in range(kills)]
        self.random.shuffle(victims)
        for moment, victim in zip(moments, victims, strict=True):
            while len(self.crowd.said) < moment:
                await asyncio.sleep(0.05)
            await asyncio.sleep(self.random.random() * 0.5)
            if at := await self.assistant.kill(victim):
                self.done += 1
                # The supervisor's children die with it.
                self.at += [at] if victim != "dialogue" else []


def drill(options: Options) -> Report:
    """Raises TimeoutError when the assistant does not start."""
    return asyncio.run(_drill(options))


async def _drill(options: Options) -> Report:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sahayak-drill-") as folder:
        data = Path(folder)
        async with _platforms(options) as platforms:
            assistant = Assistant(_environment(data, platforms), data / "drill.log", options.program)
            try:
                await assistant.start()
                await _tell_platforms(platforms, assistant.url)
                crowd, killer = await _act(options, platforms, assistant, data)
            finally:
                await asyncio.to_thread(assistant.stop, STOP_WITHIN)
            return judge(_evidence(crowd, platforms, killer, data), killer.done, time.monotonic() - began)


async def _act(options: Options, platforms: Platforms, assistant: Assistant, data: Path) -> tuple[Crowd, Killer]:
    random = Random(options.seed)
    crowd = _crowd(options, platforms, random)
    killer = Killer(assistant, crowd, Random(options.seed + 1))
    line = [screen for screen in crowd.screens if isinstance(screen, LineScreen)]
    background = [
        asyncio.create_task(assistant.look_after()),
        asyncio.create_task(people.watch_line(platforms.line, line)),
    ]
    try:
        killing = asyncio.create_task(killer.run(options.kills, options.messages))
        await crowd.write(options.messages)
        await killing
        await asyncio.gather(*(task for screen in line for task in screen.repeating))
        unanswered = functools.partial(_unanswered, crowd, platforms, killer, data)
        await _until_quiet(crowd, unanswered, options.last_wait)
    finally:
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
    return crowd, killer


async def _until_quiet(crowd: Crowd, unanswered: Callable[[], int], limit: float) -> None:
    """Until every message was answered and nothing more came for a second, or nothing at all for ``limit`` seconds.

    An assistant that never falls silent is waited for ten times as long.
    """
    end, quiet, last = time.monotonic() + 10 * limit, time.monotonic(), -1
    judged, answered = -1, False  # once for each silence: at 10,000 messages judging takes a second of CPU
    while time.monotonic() < end:
        now = sum(len(screen.seen()) for screen in crowd.screens)
        if now != last:
            quiet, last = time.monotonic(), now
        silent = time.monotonic() - quiet
        if silent > QUIET and judged != now:
            judged, answered = now, not await asyncio.to_thread(unanswered)
        if silent > limit or answered:
            return
        await asyncio.sleep(0.1)


def _unanswered(crowd: Crowd, platforms: Platforms, killer: Killer, data: Path) -> int:
    """By the answers: of two messages at once, the first may be answered while the second still waits."""
    return judge(_evidence(crowd, platforms, killer, data)).lost


def _crowd(options: Options, platforms: Platforms, random: Random) -> Crowd:
    forms = [FORMS[place % len(FORMS)] for place in range(options.people)]
    screens: list[people.Screen] = []
    for place, form in enumerate(forms):
        if place % 2:
            repeats = REPEATS * options.trouble
            screens.append(LineScreen(platforms.line, platforms.sender, f"Person {place}", form, place, repeats))
        else:
            screens.append(TelegramScreen(platforms.telegram, f"Person {place}", form))
    return Crowd(screens, forms, random, options.patience)


@asynccontextmanager
async def _platforms(options: Options) -> AsyncIterator[Platforms]:
    """Both stand-ins, listening on loopback, with what goes wrong drawn from the seed."""
    seed = options.seed
    rates = replace(TELEGRAM_RATES, **{name: rate * options.trouble for name, rate in asdict(TELEGRAM_RATES).items()})
    shares = {fault: share * options.trouble for fault, share in LINE_SHARES.items()}
    telegram = FakeTelegram(
        faults=telegram_faults.Faults(rates=rates, chance=Random(seed + 2)), timeout=5.0, first_wait=AGAIN_AFTER
    )
    line = line_fake.Platform(secret=LINE_SECRET, token=LINE_TOKEN, now=lambda: datetime.now(UTC))
    faults = line_fake.Faults(random=Random(seed + 3), shares=shares)
    async with (
        httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=200)) as client,
        telegram.serve() as telegram_url,
        serving(line_fake.create(line, faults)) as line_url,
    ):
        sender = line_fake.Sender(
            line, client, redeliveries=200, pause=0.3, random=Random(seed + 4), duplicates=REPEATS * options.trouble
        )
        yield Platforms(telegram, line, sender, telegram_url, line_url)


async def _tell_platforms(platforms: Platforms, url: str) -> None:
    """Where to post to; a real operator does this once."""
    platforms.sender.url = f"{url}/webhooks/line"
    body = {"url": f"{url}/webhooks/telegram", "secret_token": TELEGRAM_SECRET, "max_connections": 40}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{platforms.telegram_url}/bot{fake_telegram.TOKEN}/setWebhook", json=body)
        answer.raise_for_status()


def _environment(data: Path, platforms: Platforms) -> dict[str, str]:
    """Of the assistant: this machine's settings, but for what must be the drill's own."""
    return environment(
        data,
        host="127.0.0.1",
        telegram_token=fake_telegram.TOKEN,
        telegram_webhook="https://drill.invalid",
        telegram_secret=TELEGRAM_SECRET,
        telegram_url=platforms.telegram_url,
        line_secret=LINE_SECRET,
        line_token=LINE_TOKEN,
        line_url=platforms.line_url,
    )


def _evidence(crowd: Crowd, platforms: Platforms, killer: Killer, data: Path) -> Evidence:
    tries: dict[str, list[tuple[str, bool]]] = {screen.chat: [] for screen in crowd.screens}
    chat_of = {said.event: said.chat for said in crowd.said}
    telegram = [(str(event), status) for event, status in platforms.telegram.webhook.attempts]
    line = [(event, status) for _, status, events in platforms.sender.tries for event in events]
    for event, status in (*telegram, *line):
        if event in chat_of:
            tries[chat_of[event]].append((event, status == 200))
    return Evidence(
        said=crowd.said,
        effects=_effects(data / "records.sqlite"),
        seen={screen.chat: screen.seen() for screen in crowd.screens},
        tries=tries,
        kills=killer.at,
        line=frozenset(screen.chat for screen in crowd.screens if isinstance(screen, LineScreen)),
        unheard=_unheard(platforms.telegram),
    )


def _unheard(telegram: FakeTelegram) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for call in telegram.called("sendMessage"):
        if call.unheard:
            found.setdefault(f"telegram {call.values['chat_id']}", []).append(str(call.values["text"]))
    return found


def _effects(records: Path) -> list[Effect]:
    with closing(sqlite3.connect(records)) as database:
        rows = database.execute("select reference, text from person_messages order by id")
        return [Effect(reference=reference, text=text) for reference, text in rows]
