"""LINE's webhook: bytes in, messages or a refusal out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import MessageEvent, TextMessageContent

from bot.channels.base import BadRequest
from bot.channels.line import Line
from bot.messages import Inbound, Kind
from records.tables import conversations, inbound
from tests.bot.channels.line_side import (
    EVENT_ID,
    REPLY_TOKEN,
    SECRET,
    STAMP,
    TOKEN,
    USER,
    body_of,
    event,
    signed,
    text_event,
)  # fmt: skip

SCRIPTS = [
    "What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ છે", "ขอสินเชื่อหน่อยค่ะ", "mujhe loan chahiye", "mare loan joie che",
    "👩🏽‍🌾🇮🇳", "", " ", "/restart", "one\ntwo",
]  # fmt: skip
#: The body and its signature as openssl computed it: openssl dgst -sha256 -hmac SECRET -binary | base64
ELSEWHERE = (
    '{"destination":"Uffffffffffffffffffffffffffffffff","events":[{"type":"message","mode":"active","timestamp":1790000000000,'
    '"source":{"type":"user","userId":"U0123456789abcdef0123456789abcdef"},"webhookEventId":"01M7ZXH2QW3E4R5T6Y7V8A9B0C",'
    '"deliveryContext":{"isRedelivery":false},"replyToken":"b60d432864f44d079f6d8efe86cf404b","message":{"type":"text",'
    '"id":"444573844083572737","quoteToken":"q3Plxr4AgKd","text":"ขอสินเชื่อ SME 🙏"}}]}'
).encode()
ELSEWHERE_SIGNATURE = "iZeClh7US02wRLTivus2OLMcRrM/2v94MMhR8kjMR7Y="


@pytest.fixture(scope="module")
def line() -> Line:
    return Line(SECRET, TOKEN)


def parse(line: Line, *events: Any) -> list[Inbound]:
    body = body_of(*events)
    return line.parse(signed(body), body)


def one(line: Line, made: Any) -> Inbound:
    (message,) = parse(line, made)
    return message


def test_a_signature_computed_elsewhere_is_right(line: Line) -> None:
    (message,) = line.parse({"x-line-signature": ELSEWHERE_SIGNATURE}, ELSEWHERE)
    assert (message.text, message.address) == ("ขอสินเชื่อ SME 🙏", USER)


def test_line_s_own_parser_reads_the_same(line: Line) -> None:
    body = ELSEWHERE.decode()
    (theirs,) = WebhookParser(SECRET).parse(body, ELSEWHERE_SIGNATURE)
    (ours,) = line.parse({"x-line-signature": ELSEWHERE_SIGNATURE}, ELSEWHERE)
    assert isinstance(theirs, MessageEvent)
    assert isinstance(theirs.message, TextMessageContent)
    assert (theirs.webhook_event_id, theirs.message.text, theirs.reply_token) == (
        ours.event_id,
        ours.text,
        ours.reply_token,
    )


BODY = body_of(text_event("ขอสินเชื่อ"))
RIGHT = signed(BODY)["x-line-signature"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param({}, BODY, id="none"),
        pytest.param({"x-line-signature": ""}, BODY, id="empty"),
        pytest.param(signed(BODY, "another secret"), BODY, id="another secret"),
        pytest.param({"x-line-signature": RIGHT[:-2] + "A="}, BODY, id="one letter off"),
        pytest.param({"x-line-signature": RIGHT.lower()}, BODY, id="small letters"),
        pytest.param({"x-line-signature": RIGHT + " "}, BODY, id="a blank more"),
        pytest.param({"x-line-signature": "ลายเซ็น\udcff"}, BODY, id="no base64"),
        pytest.param({"x-line-signature": RIGHT}, BODY + b" ", id="a byte more"),
        pytest.param({"x-line-signature": RIGHT}, BODY.replace("ขอ".encode(), "ไม".encode()), id="other words"),
        pytest.param({"x-line-signature": RIGHT}, b"", id="no body"),
        pytest.param(signed(BODY, ""), BODY, id="empty secret"),
    ],
)
def test_a_wrong_signature_is_refused(line: Line, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(BadRequest) as refusal:
        line.parse(headers, body)
    assert refusal.value.status == 403
    assert "สินเชื่อ" not in refusal.value.sentence
    assert SECRET not in refusal.value.sentence


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b'{"events": {}}', b'{"events": null}', b"\xff\xfe", b"[" * 100_000,
     b"1" * 5_000, b'{"events": ' + b"[" * 50_000],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_a_signed_body_that_is_no_webhook_is_refused(line: Line, body: bytes) -> None:
    with pytest.raises(BadRequest) as refusal:
        line.parse(signed(body), body)
    assert refusal.value.status == 400


def test_the_verify_button_sends_no_events(line: Line) -> None:
    assert parse(line) == []


@pytest.mark.parametrize("words", SCRIPTS)
def test_a_text(line: Line, words: str) -> None:
    made = text_event(words)
    assert one(line, made) == Inbound(
        channel="line",
        event_id=EVENT_ID,
        address=USER,
        kind="text",
        text=words,
        data={"message": "4445"},
        raw=json.dumps(made),
        reply_token=REPLY_TOKEN,
        sent_at=datetime.fromtimestamp(STAMP / 1000, UTC),
        language="th",
    )


def content(kind: str, **fields: Any) -> dict[str, Any]:
    return event(message={"type": kind, "id": "4445", **fields})


LINE_CONTENT = {"contentProvider": {"type": "line"}}
PLACE = {"latitude": 13.7563, "longitude": 100.5018}
CASES: list[tuple[str, dict[str, Any], str, str, dict[str, Any]]] = [
    ("sticker", content("sticker", packageId="1", stickerId="2", keywords=["ขอบคุณ", "thanks"]), "sticker", "",
     {"keywords": ["ขอบคุณ", "thanks"]}),
    ("sticker without words", content("sticker", packageId="1", stickerId="2"), "sticker", "", {"keywords": []}),
    ("voice", content("audio", duration=3456, **LINE_CONTENT), "voice", "",
     {"file": "4445", "mime": "audio/x-m4a", "seconds": 3}),
    ("voice without a length", content("audio", **LINE_CONTENT), "voice", "", {"file": "4445", "mime": "audio/x-m4a"}),
    ("picture", content("image", **LINE_CONTENT), "image", "", {"file": "4445"}),
    ("film", content("video", duration=60_000, **LINE_CONTENT), "document", "",
     {"file": "4445", "mime": "video/mp4", "seconds": 60}),
    ("file", content("file", fileName="แผนธุรกิจ.pdf", fileSize=2138), "document", "",
     {"file": "4445", "name": "แผนธุรกิจ.pdf", "size": 2138}),
    ("place", content("location", title="ร้าน", address="กรุงเทพฯ", **PLACE), "location", "ร้าน\nกรุงเทพฯ",
     PLACE | {"title": "ร้าน", "address": "กรุงเทพฯ"}),
    ("place without a name", content("location", **PLACE), "location", "", PLACE),
    ("place on no map", content("location", latitude=1e308, longitude=0), "other", "", {}),
    ("message of a kind yet to come", content("hologram", beam=1), "other", "", {}),
    ("message whose kind is no text", content({"type": "user"}), "other", "", {}),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "kind", "text", "data"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_people_send_besides_words(line: Line, made: Any, kind: str, text: str, data: dict[str, Any]) -> None:
    message = one(line, made)
    assert (message.kind, message.text, message.data) == (kind, text, data | {"message": "4445"})
    assert message.reply_token == REPLY_TOKEN


def test_a_button_is_its_token(line: Line) -> None:
    message = one(line, event("postback", postback={"data": "tOk-en_1"}))
    assert (message.kind, message.text) == ("button", "tOk-en_1")


@pytest.mark.parametrize("postback", [None, {}, {"data": None}, {"data": 7}, {"data": ""}, "x"])
def test_a_button_without_a_token_is_an_old_one(line: Line, postback: Any) -> None:
    message = one(line, event("postback", postback=postback))
    assert (message.kind, message.text) == ("button", "")


def test_a_button_of_the_menu_is_a_command(line: Line) -> None:
    message = one(line, event("postback", postback={"data": "menu:person"}))
    assert (message.kind, message.data) == ("command", {"name": "person", "argument": ""})


def test_following_and_blocking(line: Line) -> None:
    follow = event("follow", follow={"isUnblocked": True}, webhookEventId="a")
    unfollow = {name: value for name, value in event("unfollow", webhookEventId="b").items() if name != "replyToken"}
    assert [(m.kind, m.reply_token) for m in parse(line, follow, unfollow)] == [
        ("follow", REPLY_TOKEN),
        ("blocked", ""),
    ]


GROUP = {"type": "group", "groupId": "C" + "0" * 32, "userId": USER}
IGNORED: dict[str, Any] = {
    "a group": text_event("hello", source=GROUP),
    "a room": text_event("hello", source={"type": "room", "roomId": "R" + "0" * 32, "userId": USER}),
    "joining a group": event("join", source=GROUP),
    "another bot's turn": text_event("hello", mode="standby"),
    "no source": text_event("hello", source=None),
    "a source of nobody": text_event("hello", source={"type": "user"}),
    "an address of no letters": text_event("hello", source={"type": "user", "userId": "\x00"}),
    "an address that is too long": text_event("hello", source={"type": "user", "userId": "U" * 201}),
    "an event yet to come": event("brandNewEvent", foo=1),
    "an event without a type": {name: value for name, value in event().items() if name != "type"},
    "an event whose type is no text": event() | {"type": {"x": []}},
    "unsending": event("unsend", unsend={"messageId": "1"}),
    "a beacon": event("beacon", beacon={"hwid": "1", "type": "enter"}),
    "no event at all": 7,
    "nothing": None,
}


@pytest.mark.parametrize("made", IGNORED.values(), ids=IGNORED)
def test_what_is_passed_over_hides_nothing_else(line: Line, made: Any) -> None:
    messages = parse(line, made, text_event("after it"))
    assert [message.text for message in messages] == ["after it"]


def test_a_redelivery_is_the_same_event(line: Line) -> None:
    first, second = (one(line, text_event("x", deliveryContext={"isRedelivery": again})) for again in (False, True))
    assert first.event_id == second.event_id


@pytest.mark.parametrize("number", [None, 7, "", "x" * 201, "ไทย", "a\x00b"])
def test_an_event_without_a_usable_id_gets_one_that_lasts(line: Line, number: Any) -> None:
    first, second = (
        one(line, text_event("x", webhookEventId=number, deliveryContext={"isRedelivery": again}))
        for again in (False, True)
    )
    other = one(line, text_event("y", webhookEventId=number))
    assert first.event_id == second.event_id != other.event_id


@pytest.mark.parametrize("stamp", [None, "now", -1, 0, True, 1.5, 10**30])
def test_a_time_that_is_none(line: Line, stamp: Any) -> None:
    assert one(line, text_event("x", timestamp=stamp)).sent_at is None


def test_everything_fits_its_column(line: Line) -> None:
    longest = event("postback", source={"type": "user", "userId": "U" * 200}, webhookEventId="9" * 200,
                    postback={"data": "x" * 5_000})  # fmt: skip
    message = one(line, longest)
    assert len(message.event_id) <= inbound.c.event_id.type.length  # type: ignore[attr-defined]
    assert len(message.address) <= conversations.c.address.type.length  # type: ignore[attr-defined]
    assert len(message.text) <= 200
    assert message.kind in get_args(Kind)


def test_what_no_database_takes_is_replaced(line: Line) -> None:
    body = body_of(event(message={"type": "text", "id": "1", "text": "TEXT"})).replace(b"TEXT", rb"a\u0000b\ud800c")
    (message,) = line.parse(signed(body), body)
    assert message.text == "ab?c"
    json.dumps([message.data, message.raw]).encode("ascii")


def test_many_events_keep_their_order(line: Line) -> None:
    made = [text_event(str(number), webhookEventId=f"e{number}") for number in range(50)]
    assert [message.text for message in parse(line, *made)] == [str(number) for number in range(50)]


def test_nesting_that_can_be_read_but_not_written(line: Line) -> None:
    """Every depth around the interpreter's limit is an answer or a refusal."""
    outcomes = set()
    for depth in range(100, 2_000, 10):
        nested = b'{"x":' * depth + b"1" + b"}" * depth
        body = body_of(text_event("TEXT")).replace(b'"TEXT"', b'"TEXT", "deep": ' + nested)
        try:
            outcomes.add(len(line.parse(signed(body), body)))
        except BadRequest as refusal:
            outcomes.add(refusal.status)
    assert outcomes == {1, 400}
