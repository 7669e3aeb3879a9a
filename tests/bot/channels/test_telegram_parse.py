"""Bytes in -> Inbound or error out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from bot.arrivals import COMMANDS
from bot.channels.base import BadRequest
from bot.messages import Kind
from tests.bot.channels.telegram_side import BOT, CHAT, DATE, GROUP, MEENA, SECRET, channel, message, parse, update

FILE = {"file_id": "AwACAgUAAx", "file_unique_id": "u1", "file_size": 800}
PLACE = {"latitude": 23.03, "longitude": 72.58}
BUTTON = {"id": "4382bfdwdsb323b2d9", "from": MEENA, "chat_instance": "ci", "data": "t0ken_-",
          "message": {"message_id": 9, "date": DATE, "chat": CHAT, "text": "x"}}  # fmt: skip
SENTENCES = [
    "What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ છે", "ขอสินเชื่ออย่างไร", "mujhe loan chahiye", "mane loan joie che",
    "🙏🏽👨‍👩‍👧", "ક" * 4096, "ก" * 4096, "👍🏽" * 1000, "a\nb\n", " <b>&amp;</b> ", "//", "/nonsense", "/ help", "/help_me x",
    "x/help",
]  # fmt: skip


def member(status: str) -> dict[str, Any]:
    user = {"id": 123456, "is_bot": True, "first_name": "Sahayak"}
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def change(before: str, after: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return update("my_chat_member", chat=chat, date=DATE, **{"from": MEENA}, old_chat_member=member(before),
                  new_chat_member=member(after))  # fmt: skip


@pytest.mark.parametrize("words", SENTENCES)
def test_words_arrive_as_they_were_typed(words: str) -> None:
    (one,) = parse(message(text=words))
    assert (one.channel, one.kind, one.text, one.address) == ("telegram", "text", words, "777")
    assert one.data == {"message": "5"}
    assert (one.sent_at, one.language) == (datetime.fromtimestamp(DATE, UTC), "gu")
    assert json.loads(one.raw) == message(text=words)
    assert one.raw.isascii()


@pytest.mark.parametrize(
    ("body", "kind", "text", "data"),
    [
        (message(text="/start ref_A-1"), "command", "/start ref_A-1", {"name": "start", "argument": "ref_A-1"}),
        (message(text="/help"), "command", "/help", {"name": "help", "argument": ""}),
        (message(text="/Help@sahayak_bot  लोन \n "), "command", "/Help@sahayak_bot  लोन \n ", {"name": "help", "argument": "लोन"}),
        (message(voice=FILE | {"duration": 3, "mime_type": "audio/ogg"}), "voice", "",
         {"file": "AwACAgUAAx", "size": 800, "mime": "audio/ogg", "seconds": 3}),
        (message(audio=FILE | {"duration": 200, "file_name": "नोट.mp3"}, caption="सुनिए"), "voice", "सुनिए",
         {"file": "AwACAgUAAx", "size": 800, "name": "नोट.mp3", "seconds": 200}),
        (message(photo=[FILE | {"file_id": "small", "width": 9, "height": 9}, FILE | {"width": 90, "height": 90}],
                 caption="મારી દુકાન"), "image", "મારી દુકાન", {"file": "AwACAgUAAx", "size": 800}),
        (message(document=FILE | {"file_name": "a\u0000b.pdf", "mime_type": "application/pdf"}), "document", "",
         {"file": "AwACAgUAAx", "size": 800, "name": "ab.pdf", "mime": "application/pdf"}),
        (message(location=PLACE), "location", "", PLACE),
        (message(venue={"location": PLACE, "title": "GIDC", "address": "Vatva"}, location=PLACE), "location",
         "GIDC\nVatva", PLACE | {"title": "GIDC", "address": "Vatva"}),
        (message(contact={"phone_number": "919876543210", "first_name": "M", "user_id": 777}), "contact", "",
         {"phone": "+919876543210", "own": True}),
        (message(contact={"phone_number": "+91 98765 43210", "first_name": "M", "user_id": 778}), "contact", "",
         {"phone": "+91 98765 43210", "own": False}),
        (message(contact={"phone_number": "09876543210", "first_name": "M"}), "contact", "",
         {"phone": "09876543210", "own": False}),
        (message(sticker=FILE | {"width": 5, "height": 5, "is_animated": False, "is_video": False, "type": "regular",
                                 "emoji": "🙏"}), "sticker", "", {"emoji": "🙏"}),
        (message(dice={"emoji": "🎲", "value": 3}), "other", "", {}),
        (message(video=FILE | {"width": 5, "height": 5, "duration": 3}, caption="วิดีโอ"), "other", "วิดีโอ", {}),
        (message(something_new={"a": 1}), "other", "", {}),
        (message(text=""), "text", "", {}),
    ],
)  # fmt: skip
def test_every_kind_of_message(body: Any, kind: str, text: str, data: dict[str, Any]) -> None:
    (one,) = parse(body)
    assert (one.kind, one.text) == (kind, text)
    assert one.data == data | {"message": "5"}
    assert one.kind in get_args(Kind)


@pytest.mark.parametrize(
    ("body", "kind", "text", "data"),
    [
        (update("callback_query", **BUTTON), "button", "t0ken_-", {"callback": BUTTON["id"], "message": "9"}),
        (update("callback_query", **{**BUTTON, "message": None}), "button", "t0ken_-", {"callback": BUTTON["id"]}),
        (update("edited_message", message_id=5, date=DATE, edit_date=DATE + 60, **{"from": MEENA}, chat=CHAT, text="ลอน"),
         "edited", "ลอน", {"message": "5"}),
        (update("edited_message", message_id=5, date=DATE, edit_date=DATE + 60, **{"from": MEENA}, chat=CHAT,
                photo=[FILE | {"width": 9, "height": 9}], caption="नया"), "edited", "नया", {"message": "5"}),
        (change("member", "kicked"), "blocked", "", {}),
        (change("kicked", "member"), "unblocked", "", {}),
        (update("inline_query", id="iq1", **{"from": MEENA}, query="cgtmse", offset=""), "inline", "cgtmse",
         {"query": "iq1", "offset": ""}),
        (message(chat=GROUP, text="/help@sahayak_bot"), "inline", "", {"group": "-100777", "to": "sahayak_bot"}),
        (message(chat=GROUP, text="/help"), "inline", "", {"group": "-100777"}),
        (change("left", "member", GROUP), "inline", "", {"group": "-100777"}),
        # Content that the library cannot read, in a chat that it can.
        (message(voice="not a voice"), "other", "", {}),
        (message(location={"latitude": "NaN", "longitude": 0}), "other", "", {}),
        (message(text={"a": 1}), "other", "", {}),
        (message(document={}), "other", "", {}),
    ],
)  # fmt: skip
def test_every_other_event(body: Any, kind: str, text: str, data: dict[str, Any]) -> None:
    (one,) = parse(body)
    assert (one.kind, one.text, one.data) == (kind, text, data)
    assert one.address == (data.get("group") or "777")


@pytest.mark.parametrize(
    "body",
    [
        update("poll", id="1"),
        update("something_new", chat=CHAT),
        {"update_id": 7},
        update("channel_post", message_id=5, date=DATE, chat={"id": -5, "type": "channel", "title": "x"}, text="x"),
        message(pinned_message={"message_id": 4, "date": DATE, "chat": CHAT, "text": "x"}),
        message(chat=GROUP, text="loan?"),
        message(chat=GROUP, voice=FILE | {"duration": 3}),
        message(chat=GROUP, new_chat_members=[MEENA]),
        message(**{"from": MEENA | {"is_bot": True}}, text="beep"),
        message(**{"from": None}, text="beep"),
        update("edited_message", message_id=5, date=DATE, **{"from": MEENA}, chat=CHAT, location=PLACE),
        update("edited_message", message_id=5, date=DATE, **{"from": MEENA}, chat=GROUP, text="x"),
        update("callback_query", **{**BUTTON, "data": None}),
        update("callback_query", **{**BUTTON, "message": BUTTON["message"] | {"chat": GROUP}}),  # type: ignore[operator]
        change("member", "administrator", GROUP),
        change("member", "kicked", GROUP),
        update("message"),
        update("message", chat={"id": "777", "type": "private"}, text="x"),
        update("message", chat={"id": 10**30, "type": "private"}, text="x"),
        update("message", chat={"id": True, "type": "private"}, text="x"),
        {"update_id": 7, "message": None},
        {"update_id": 7, "message": [1]},
    ],
    ids=lambda body: str(body)[:60],
)
def test_what_no_person_sent_or_names_no_chat_is_left_out(body: Any) -> None:
    assert parse(body) == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ગુપ્ત", "\udcff"])
def test_without_the_secret_nothing_is_read(secret: str | None) -> None:
    with pytest.raises(BadRequest) as refused:
        parse(message(text="hello"), secret)
    assert refused.value.status == 401
    assert SECRET not in refused.value.sentence


def test_a_channel_without_webhook_takes_nothing_posted_not_even_with_an_empty_secret() -> None:
    for headers in ({}, {"x-telegram-bot-api-secret-token": ""}):
        with pytest.raises(BadRequest):
            channel("").parse(headers, b'{"update_id": 1}')


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b'"x"', b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff\xfe",
     b'{"update_id": 1.5}', b"[" * 100_000, b'{"update_id": ' + b"9" * 5000 + b"}", b'{"update_id": 99999999999999999999}'],
    ids=lambda body: repr(body[:30]),
)  # fmt: skip
def test_what_is_no_update_is_refused_with_what_was_expected(body: bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        parse(body)
    assert refused.value.status == 400
    assert "expected" in refused.value.sentence


def test_the_same_update_twice_has_the_same_event_and_another_never() -> None:
    again = [parse(message(text="x"))[0].event_id for _ in range(2)]
    assert len(set(again)) == 1
    assert again[0].startswith(f"{BOT}:7:")
    others = [
        message(8, text="x"),
        # After a quiet week ids begin anew: another message may come under the number of an old one.
        message(7, message_id=6, text="x"),
        update("callback_query", **BUTTON),
        update("callback_query", **{**BUTTON, "id": "another"}),
        change("member", "kicked"),
    ]
    ids = [parse(body)[0].event_id for body in others]
    assert len({*ids, *again}) == len(others) + 1
    assert all(one.isprintable() and len(one) <= 200 for one in ids)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_is_read(name: str) -> None:
    (one,) = parse(message(text=f"/{name}"))
    assert one.data["name"] == name


@pytest.mark.parametrize("profile", ["hi", "pt-br", "zh-hans", "", None, 7, "x" * 500, "a\x00b"])
def test_whatever_the_profile_says_is_a_hint_that_can_be_stored(profile: Any) -> None:
    (one,) = parse(message(**{"from": MEENA | {"language_code": profile}}, text="x"))
    assert len(one.language) <= 35
    assert one.language.isprintable()
