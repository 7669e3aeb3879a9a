"""A virtual person with the app on their phone: what they send, press, share and read."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any

from bot.drill.telegram_fake.entities import commands, units
from bot.drill.telegram_fake.fields import Upload
from bot.drill.telegram_fake.world import Asked, Chat, Line, Person

if TYPE_CHECKING:
    from bot.drill.fake_telegram import FakeTelegram

_numbers = itertools.count(1)
LONGEST_QUERY = 256


class NotThere(LookupError):
    """The person wanted to press or change something that is not on their screen."""


class Phone:
    """One person. Everything sent gives the update's id; 0 when the bot did not ask for such updates."""

    def __init__(self, fake: FakeTelegram, person: Person) -> None:
        self._fake, self.person = fake, person
        self.chat = fake.world.chats.setdefault(person.id, Chat(id=person.id, type="private", name=person.name))
        self._read = 0

    # --- sending --------------------------------------------------------------------------------------------------

    def say(self, text: str, chat: Chat | None = None) -> int:
        """A text; as a client does it, one too long for one message is cut into several."""
        number = 0
        while True:
            piece = text[:4096] if units(text[:4096]) <= 4096 else text[:2048]
            entities = commands(piece)
            number = self._send(chat, text=piece, **({"entities": entities} if entities else {}))
            text = text[len(piece) :]
            if not text:
                return number

    def share_contact(self, phone: str, *, own: bool = True) -> int:
        contact: dict[str, Any] = {"phone_number": phone, "first_name": self.person.name}
        return self._send(contact=contact | ({"user_id": self.person.id} if own else {}))

    def share_location(self, latitude: float, longitude: float) -> int:
        return self._send(location={"latitude": latitude, "longitude": longitude})

    def send_voice(self, data: bytes = b"OggS", seconds: int = 3, size: int | None = None) -> int:
        file = self._file(Upload("voice.ogg", data, "audio/ogg"), size)
        return self._send(voice=file | {"duration": seconds, "mime_type": "audio/ogg"})

    def send_document(
        self, name: str, data: bytes, mime: str = "application/pdf", caption: str = "", size: int | None = None
    ) -> int:
        file = self._file(Upload(name, data, mime), size) | {"file_name": name, "mime_type": mime}
        return self._send(None, document=file, **({"caption": caption} if caption else {}))

    def send_photo(self, data: bytes = b"\xff\xd8\xff", caption: str = "") -> int:
        sizes = [self._file(Upload("p.jpg", data, "image/jpeg"), None) | {"width": w, "height": w} for w in (90, 640)]
        return self._send(None, photo=sizes, **({"caption": caption} if caption else {}))

    def send_sticker(self, emoji: str = "🙏") -> int:
        file = self._file(Upload("s.webp", b"RIFF", "image/webp"), None)
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return self._send(sticker=file | shape | {"emoji": emoji})

    def _file(self, upload: Upload, size: int | None) -> dict[str, Any]:
        return self._fake.world.describe_file(self._fake.world.store(upload, size))

    def _send(self, chat: Chat | None = None, **content: Any) -> int:
        into = chat or self.chat
        message = self._fake.world.add(into, "person", self.person.body(), **content)
        # The update is what was sent; a later edit must not change it.
        return self._fake.queue.put("message", dict(message), into.id)

    def edit(self, text: str, message_id: int | None = None) -> int:
        """Change an own message, the last one when none is named."""
        own = [line.message for line in self.chat.lines if line.who == "person" and "text" in line.message]
        message = next((one for one in reversed(own) if message_id in (None, one["message_id"])), None)
        if message is None:
            raise NotThere("no own message to edit")
        message |= {"text": text, "edit_date": int(self._fake.world.now())}
        return self._fake.queue.put("edited_message", dict(message), self.chat.id)

    def press(self, label: str) -> str:
        """A button by its words, the latest one; the id under which the bot must answer the press."""
        for line in reversed(self.chat.lines):
            data = next((data for text, data in line.buttons if text == label), None)
            if line.who == "bot" and data is not None:
                self.chat.lines.append(Line(who="person", at=self._fake.world.now(), message={"pressed": label}))
                return self.press_data(data, line.message)
        shown = [text for line in self.chat.lines for text, _ in line.buttons]
        raise NotThere(f"no button {label!r}; there are {shown}")

    def press_data(self, data: str, message: dict[str, Any] | None = None) -> str:
        """Data of any kind, as an old or a forged client could send it."""
        identity = f"press{next(_numbers)}"
        self._fake.world.presses[identity] = Asked(person=self.person, at=self._fake.world.now())
        body = {"id": identity, "from": self.person.body(), "chat_instance": str(self.chat.id), "data": data}
        self._fake.queue.put("callback_query", body | ({"message": dict(message)} if message else {}), self.chat.id)
        return identity

    async def ask_inline(self, query: str, within: float = 10.0) -> dict[str, Any]:
        """``@bot query`` in any chat; what the bot offers: results, cache_time, is_personal, button."""
        identity = f"inline{next(_numbers)}"
        asked = self._fake.world.questions[identity] = Asked(person=self.person, at=self._fake.world.now(), query=query)
        body = {"id": identity, "from": self.person.body(), "query": query[:LONGEST_QUERY], "offset": ""}
        self._fake.queue.put("inline_query", body, self.person.id)
        await asyncio.wait_for(asked.answered.wait(), within)
        return asked.answer or {}

    def block(self) -> int:
        self.chat.blocked = True
        return self._membership("member", "kicked")

    def unblock(self) -> int:
        self.chat.blocked = False
        return self._membership("kicked", "member")

    def _membership(self, before: str, now: str) -> int:
        bot = {
            name: value
            for name, value in self._fake.world.me().items()
            if name in ("id", "is_bot", "first_name", "username")
        }
        until = {"until_date": 0}
        states = [{"user": bot, "status": one} | (until if one == "kicked" else {}) for one in (before, now)]
        change = {"chat": self.chat.body(), "from": self.person.body(), "date": int(self._fake.world.now()),
                  "old_chat_member": states[0], "new_chat_member": states[1]}  # fmt: skip
        return self._fake.queue.put("my_chat_member", change, self.chat.id)

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def heard(self) -> list[Line]:
        """Everything that the bot has said in the private chat."""
        return [line for line in self.chat.lines if line.who == "bot"]

    async def hear(self, count: int = 1, within: float = 10.0) -> list[Line]:
        """The next ``count`` things that the bot says after what was heard last. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while len(self.heard) < self._read + count:
                self.chat.changed.clear()
                await self.chat.changed.wait()
        new = self.heard[self._read : self._read + count]
        self._read += count
        return new

    def transcript(self) -> str:
        """The private chat as it stands on the screen."""
        rows = []
        for line in self.chat.lines:
            rows.append(f"{'> ' if line.who == 'person' else ''}{line.text or _what(line.message)}")
            rows += [f"    [{label}]" for label, _ in line.buttons]
        return "\n".join(rows)


def _what(message: dict[str, Any]) -> str:
    if "pressed" in message:
        return f"[{message['pressed']}]"
    kinds = ("contact", "location", "voice", "document", "photo", "sticker")
    return f"({next((kind for kind in kinds if kind in message), 'something')})"
