"""Puts the app process together and serves its two ports: people, and Rasa's actions on loopback."""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn

from actions import endpoint, tracker_file
from actions.actions import all_actions, helplines_of
from actions.answer import Answerer
from actions.rasa_turn import Desk
from bot import library, server, staffing
from bot.backstage import Backstage
from bot.channels.base import Host
from bot.channels.registry import channels
from bot.delivery import Sender
from bot.dialogue import Dialogue
from bot.erasing import erasing, in_turn
from bot.feed import Feed
from bot.gateway import Gateway, Patience
from bot.mail_returns import Returns
from bot.notices import Rounds
from bot.processes import Processes
from bot.referral_letters import links_of
from bot.replaying import keeping
from bot.retention import retention
from bot.settings import Settings
from bot.shared_vectors import shared_vector
from bot.staffing import Handovers, staff_of
from bot.workers import IN_HAND, Burst, Workers
from knowledge.bundle import Bundle, LiveBundle
from knowledge.encoder import kind_of, open_encoder
from knowledge.search import Search
from records.database import Database

log = logging.getLogger("sahayak")


def now() -> datetime:
    return datetime.now(UTC)


class LiveAnswerer:
    """The answerer of the live bundle; a newly published one is picked up without a restart."""

    def __init__(self, folder: Path) -> None:
        self._live = LiveBundle(folder)
        self._made: tuple[Bundle, Answerer] | None = None

    @property
    def bundle(self) -> Bundle:
        return self._live.get()

    def __call__(self) -> Answerer:
        bundle, today = self._live.get(), now().date()
        if self._made is None or self._made[0] is not bundle:
            search = Search(bundle, open_encoder(kind_of(bundle.manifest["encoder"])))
        elif self._made[1].today != today:
            search = self._made[1].search  # a new day: other schemes may have ended
        else:
            return self._made[1]
        self._made = (bundle, Answerer(search, today))
        return self._made[1]


def open_database(settings: Settings) -> Database:
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    database.migrate()
    return database


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    database = open_database(settings)
    answerer = LiveAnswerer(settings.live_bundle)
    desk = Desk(
        answerer=answerer,
        database=database,
        helplines=helplines_of(library.helpline_table(), answerer()),
        more_helplines=library.more_helplines(settings, now().date()),
        now=now,
        keeping=keeping(settings),
        handover_wait=timedelta(minutes=settings.handover_wait),
    )
    feed = Feed()
    async with httpx.AsyncClient(
        limits=httpx.Limits(max_keepalive_connections=settings.conversations_at_once)
    ) as client:
        dialogue = Dialogue(
            client, settings.dialogue_url, settings.dialogue_secret, functools.partial(shared_vector, answerer)
        )
        patience = Patience(interim_after=settings.interim_after, give_up_after=settings.give_up_after)
        processes = Processes(database, now)
        host = Host(database=database, answerer=answerer, now=now)
        sender = Sender(database, channels(settings, host), now, processes.id, lambda: processes.alive)

        def notify(conversation: str) -> None:
            feed.notify(conversation)
            sender.wake(conversation)

        staff = staff_of(settings)
        gateway = Gateway(
            database, dialogue, lambda: answerer.bundle.language, now, patience, notify, staff=staff,
            at_once=settings.conversations_at_once,
        )  # fmt: skip
        burst = Burst(pause=settings.burst_pause, limit=settings.burst_limit)
        workers = Workers(database, gateway.handle, burst, IN_HAND, feed.set_busy, processes.id, now)
        health = functools.partial(_health, answerer)
        tracker = f"sqlite:///{settings.data / 'tracker.sqlite'}"
        forget = functools.partial(tracker_file.forget, tracker)
        beside = in_turn(erasing(database, now, forget), retention(database, now, settings.keep_raw_days))
        desk_rounds = Rounds(database, now, notify, staffing.staff(now, staffing.reminder(settings)))
        rounds = in_turn(Returns(database, now), desk_rounds, Handovers(database, now), beside)
        backstage = Backstage.of(database, workers, sender, processes, now, rounds)
        people = server.create(server.Parts(database, backstage, feed, now, health, links_of(settings)))
        actions = endpoint.app(all_actions(desk), settings.action_secret or secrets.token_hex(16))
        # The actions first: turns that a dead process left are asked again as soon as the other one starts.
        await run_servers(
            Server(actions, "127.0.0.1", settings.action_port), Server(people, settings.host, settings.port)
        )
    database.close()


def _health(answerer: LiveAnswerer) -> dict[str, object]:
    bundle = answerer.bundle
    return {"ok": True, "bundle": bundle.hash, "documents": bundle.manifest["documents"]}


class Server(uvicorn.Server):
    """One of two servers in a process: signals are handled once, outside."""

    def __init__(self, app: object, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,  # type: ignore[arg-type]
                host=host,
                port=port,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=2,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def run_servers(*servers: Server) -> None:
    """Each is started when the one before listens, and ended when the one after has ended: who still waits for the
    dialogue at the end needs the actions, and a session whose first action failed never listens."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _end, servers[-1])
    running: list[asyncio.Task[None]] = []
    for place, one in enumerate(servers):
        running.append(asyncio.create_task(one.serve()))
        if place:
            running[-1].add_done_callback(functools.partial(_end, servers[place - 1]))
        while not one.started and not running[-1].done():
            await asyncio.sleep(0.01)
    await asyncio.gather(*running)


def _end(server: Server, _: object = None) -> None:
    server.should_exit = True
