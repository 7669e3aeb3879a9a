"""Methods that put something into a chat, or change it there, with the limits of the platform."""

from __future__ import annotations

from typing import Any

from bot.drill.telegram_fake import keyboards
from bot.drill.telegram_fake.entities import parse_html, units
from bot.drill.telegram_fake.fields import Fields, Upload
from bot.drill.telegram_fake.refusals import bad
from bot.drill.telegram_fake.world import LARGEST_UPLOAD, Chat, World

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
MOST_IN_A_GROUP = 10


def send_message(world: World, fields: Fields) -> dict[str, Any]:
    chat = world.chat(fields.number("chat_id"))
    text, entities = words(fields, "text", LONGEST_TEXT)
    if not text.strip():
        raise bad("message text is empty")
    return _add(world, chat, fields, text=text, **({"entities": entities} if entities else {}))


def words(fields: Fields, name: str, most: int) -> tuple[str, list[dict[str, Any]]]:
    """A text as it is shown, with its entities. Raises Refused."""
    source = fields.text(name)
    mode = fields.text("parse_mode")
    if mode not in ("", "HTML"):
        raise bad("unsupported parse_mode: this stand-in only reads HTML")
    text, entities = parse_html(source) if mode else (source, fields.nested("entities") or [])
    text = text.strip(" \n\r\t")
    if units(text) > most:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return text, entities


def _add(world: World, chat: Chat, fields: Fields, **content: Any) -> dict[str, Any]:
    wanted = fields.nested("reply_markup")
    markup = keyboards.check(wanted, chat.type)
    if wanted is not None and markup is None:
        chat.keyboard = wanted if "keyboard" in wanted else None
    extra: dict[str, Any] = {"reply_markup": markup} if markup else {}
    reply = fields.nested("reply_parameters")
    if reply:
        extra["reply_to_message"] = chat.messages.get(reply["message_id"])
        if extra["reply_to_message"] is None and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
    return world.add(chat, "bot", world.me(), **content, **extra)


def _file(world: World, media: Upload | str) -> dict[str, Any]:
    if isinstance(media, str):
        return world.describe_file(media)
    if len(media.data) > LARGEST_UPLOAD:
        raise bad("file is too big")
    if not media.data:
        raise bad("file must be non-empty")
    identity = world.store(media)
    return world.describe_file(identity) | {"file_name": media.name, "mime_type": media.mime}


def _with_caption(fields: Fields) -> dict[str, Any]:
    text, entities = words(fields, "caption", LONGEST_CAPTION)
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def send_document(world: World, fields: Fields) -> dict[str, Any]:
    chat = world.chat(fields.number("chat_id"))
    document = _file(world, fields.media("document"))
    return _add(world, chat, fields, document=document, **_with_caption(fields))


def send_photo(world: World, fields: Fields) -> dict[str, Any]:
    chat = world.chat(fields.number("chat_id"))
    photo = [_file(world, fields.media("photo")) | {"width": 640, "height": 480}]
    return _add(world, chat, fields, photo=photo, **_with_caption(fields))


def send_voice(world: World, fields: Fields) -> dict[str, Any]:
    chat = world.chat(fields.number("chat_id"))
    voice = _file(world, fields.media("voice")) | {"duration": fields.number("duration", 0)}
    return _add(world, chat, fields, voice=voice, **_with_caption(fields))


def send_media_group(world: World, fields: Fields) -> list[dict[str, Any]]:
    chat = world.chat(fields.number("chat_id"))
    media = fields.nested("media") or []
    if not 2 <= len(media) <= MOST_IN_A_GROUP:
        raise bad("group send failed: 2-10 items are needed")
    sent = []
    for one in media:
        inner = Fields({one["type"]: one["media"], "caption": one.get("caption", "")}, fields.uploads)
        described = _file(world, inner.media(one["type"]))
        sent.append(_add(world, chat, Fields({}), **{one["type"]: described}, **_with_caption(inner)))
    return sent


def send_location(world: World, fields: Fields) -> dict[str, Any]:
    place = {name: float(fields.text(name, "0")) for name in ("latitude", "longitude")}
    return _add(world, world.chat(fields.number("chat_id")), fields, location=place)


def _own(world: World, fields: Fields, problem: str) -> tuple[Chat, dict[str, Any]]:
    chat = world.chat(fields.number("chat_id"))
    message = chat.messages.get(fields.number("message_id"))
    if message is None or not message["from"]["is_bot"]:
        raise bad(problem)
    return chat, message


def edit_message_text(world: World, fields: Fields) -> dict[str, Any]:
    chat, message = _own(world, fields, "message to edit not found")
    text, entities = words(fields, "text", LONGEST_TEXT)
    if not text:
        raise bad("message text is empty")
    markup = keyboards.check(fields.nested("reply_markup"), chat.type)
    if (message.get("text"), message.get("reply_markup"), message.get("entities", [])) == (text, markup, entities):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    return _change(world, chat, message, text=text, entities=entities, reply_markup=markup)


def edit_message_reply_markup(world: World, fields: Fields) -> dict[str, Any]:
    chat, message = _own(world, fields, "message to edit not found")
    markup = keyboards.check(fields.nested("reply_markup"), chat.type)
    if message.get("reply_markup") == markup:
        raise bad("message is not modified")
    return _change(world, chat, message, reply_markup=markup)


def _change(world: World, chat: Chat, message: dict[str, Any], **content: Any) -> dict[str, Any]:
    message.update(content, edit_date=int(world.now()))
    for name in [name for name, value in message.items() if value in (None, [])]:
        del message[name]
    chat.changed.set()
    return message


def delete_message(world: World, fields: Fields) -> bool:
    chat = world.chat(fields.number("chat_id"))
    message = chat.messages.pop(fields.number("message_id"), None)
    if message is None:
        raise bad("message to delete not found")
    chat.lines = [line for line in chat.lines if line.message is not message]
    return True


def send_chat_action(world: World, fields: Fields) -> bool:
    chat = world.chat(fields.number("chat_id"))
    if fields.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat.actions.append(fields.text("action"))
    return True
