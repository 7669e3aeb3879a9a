"""Documents that admins send: fetched from Telegram, kept in a folder to be imported from, and acknowledged.

What is still to be fetched is read from the records, so that a kill loses nothing; a paper is done when its
acknowledgement stands in the outbox, which is all that the admin hears of it. Nothing in the folder is read by itself:
`sahayak kb import data/papers` does.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from actions import people
from bot import outbox
from bot.channels.base import DeliveryFailed, Host
from bot.channels.telegram.api import Api, call
from bot.channels.telegram.inline import form_of
from bot.channels.telegram.updates import NAME
from bot.messages import Reply
from bot.roles import role_of
from bot.wording import say
from bot.workers import name_of
from knowledge.importers.model import IMPORTABLE
from knowledge.whole import write_whole
from records.tables import conversations, inbound
from records.tables import outbox as outbox_table

log = logging.getLogger("sahayak.telegram")

#: getFile gives no more.
MOST_MEGABYTES = 20
#: A paper that could not be fetched for so long is given up.
WITHIN = timedelta(hours=24)
LOOK_EVERY, FETCH_LIMIT = 60.0, 60.0


@dataclass(frozen=True, kw_only=True)
class Paper:
    row: int  #: of the inbox
    conversation: str
    address: str
    form: str
    file: dict[str, Any]  #: Inbound.data
    caption: str
    received_at: str

    @property
    def name(self) -> str:
        """As the person called it, without anything that a folder could take for a path."""
        called = str(self.file.get("name") or "document").replace("\\", "/")
        return re.sub(r"[\x00-\x1f:*?\"<>|]", "_", Path(called).name)[-80:].lstrip(".") or "document"


class Papers:
    def __init__(self, host: Host, folder: Path, api: Callable[[], Api]) -> None:
        self._host, self._folder, self._api = host, folder, api
        self._news = asyncio.Event()

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled: whatever waits, now and when there is more."""
        while True:
            self._news.clear()
            try:
                for paper in self.waiting():
                    await self._take(paper)
            except Exception as problem:
                # Whatever it was, it must not stop the fetching of messages, which runs beside this. Only what kind:
                # the text may hold a token.
                log.error("papers could not be kept: %s", name_of(problem))
            try:
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY)
            except TimeoutError:
                continue

    def waiting(self) -> list[Paper]:
        own = sa.literal("paper:") + sa.cast(inbound.c.id, sa.String)
        # Sent before its sender became an admin: it was put before a person, and its sender was told so.
        ordinary = inbound.c.turn_id + ":0"
        answered = sa.exists().where(sa.or_(outbox_table.c.key == own, outbox_table.c.key == ordinary))
        query = (
            sa.select(inbound, conversations.c.address, conversations.c.language, conversations.c.profile_language)
            .join(conversations, conversations.c.id == inbound.c.conversation_id)
            .where(inbound.c.channel == NAME, inbound.c.kind == "document", ~answered)
            .where(inbound.c.received_at > self._host.now() - WITHIN)
            .order_by(inbound.c.id)
        )
        with self._host.database.read() as connection:
            rows = connection.execute(query).all()
        return [
            Paper(
                row=row.id,
                conversation=row.conversation_id,
                address=row.address,
                form=form_of(row.profile_language or "", row.language),
                file=dict(row.data or {}),
                caption=row.text,
                received_at=row.received_at.isoformat(),
            )
            for row in rows
            if role_of(self._host.database, NAME, row.address) == "admin"
        ]

    async def _take(self, paper: Paper) -> None:
        if Path(paper.name).suffix.lower() not in IMPORTABLE:
            return self._say(paper, "telegram-paper-kind", name=paper.name)
        if int(paper.file.get("size") or 0) > MOST_MEGABYTES * 1_000_000:
            return self._say(paper, "telegram-paper-too-large", name=paper.name, limit=MOST_MEGABYTES)
        try:
            data = await self._fetch(str(paper.file.get("file", "")))
        except DeliveryFailed as problem:
            if problem.error.retryable:
                log.warning("a paper could not be fetched: %s", problem.error.sentence)
                return None
            return self._say(paper, "telegram-paper-lost", name=paper.name)
        await asyncio.to_thread(self._keep, paper, data)
        return self._say(paper, "telegram-paper-kept", name=paper.name)

    async def _fetch(self, identity: str) -> bytes:
        found = await call(self._api().bot.get_file(identity))
        return bytes(await call(found.download_as_bytearray(), FETCH_LIMIT))

    def _keep(self, paper: Paper, data: bytes) -> None:
        """The paper, and beside it whom it came from; each appears whole or not at all."""
        about = {"name": paper.name, "channel": NAME, "from": paper.address, "received_at": paper.received_at,
                 "caption": paper.caption, "mime": paper.file.get("mime", "")}  # fmt: skip
        self._folder.mkdir(parents=True, exist_ok=True)
        described = json.dumps(about, ensure_ascii=False, indent=1).encode()
        for name, content in ((f"{paper.row}.about", described), (f"{paper.row}-{paper.name}", data)):
            write_whole(self._folder / name, content, replace=True)

    def _say(self, paper: Paper, key: str, **args: Any) -> None:
        reply = Reply(text=say(paper.form, key, **args), language=paper.form)
        with self._host.database.write() as connection:
            outbox.put(connection, paper.conversation, f"paper:{paper.row}", reply, self._host.now(), "notice")
            if person := people.of_conversation(connection, paper.conversation):
                people.record(connection, person.id, key, f"{paper.row}", self._host.now())
