"""The web channel's protocol: JSON in, server-sent events out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import web
from bot.messages import Button, Inbound, Reply
from bot.outbox import Sent
from records.tables import inbound
from tests.fakes import START

ADDRESS = "a" * 24
SCRIPTS = ["What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ", "ขอสินเชื่อ", "mujhe loan chahiye", "👩🏽‍🌾🇮🇳", ""]


def parse(content: object, channel: web.Name = "web") -> Inbound:
    return web.parse(channel, ADDRESS, json.dumps(content).encode())


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_text_is_taken_as_it_is(text: str) -> None:
    assert parse({"event_id": "e1", "text": text}) == Inbound(
        channel="web", event_id=f"{ADDRESS}:e1", address=ADDRESS, kind="text", text=text
    )


def test_a_button_is_its_token() -> None:
    got = parse({"event_id": "e1", "button": "tOk-en_1"}, "terminal")
    assert (got.kind, got.text, got.channel) == ("button", "tOk-en_1", "terminal")


def test_a_button_wins_over_a_text() -> None:
    assert parse({"event_id": "e1", "button": "token", "text": "words"}).kind == "button"


def test_a_token_is_never_long() -> None:
    assert len(parse({"event_id": "e1", "button": "x" * 10_000}).text) == 100


def test_the_longest_event_id_of_the_longest_address_fits_its_column() -> None:
    message = web.parse("web", "a" * 100, json.dumps({"event_id": "e" * web.LONGEST_EVENT_ID, "text": "x"}).encode())
    assert len(message.event_id) <= inbound.c.event_id.type.length  # type: ignore[attr-defined]


def test_event_ids_of_two_browsers_never_meet() -> None:
    ids = {
        web.parse("web", address, b'{"event_id": "1", "text": "x"}').event_id for address in ("a" * 20, "b" * 20)
    }  # fmt: skip
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("content", "cure"),
    [
        ([], "event_id"),
        ({}, "event_id"),
        ({"event_id": 5, "text": "x"}, "event_id"),
        ({"event_id": "", "text": "x"}, "event_id"),
        ({"event_id": "e" * (web.LONGEST_EVENT_ID + 1), "text": "x"}, "event_id"),
        ({"event_id": "a\x00b", "text": "x"}, "event_id"),
        ({"event_id": "\ud83d", "text": "x"}, "event_id"),
        ({"event_id": "1"}, "text must be a text"),
        ({"event_id": "1", "text": 5}, "text must be a text"),
        ({"event_id": "1", "button": 5}, "text must be a text"),
    ],
)
def test_what_is_no_message_is_refused_with_the_cure(content: object, cure: str) -> None:
    with pytest.raises(web.BadMessage, match=cure):
        parse(content)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: json.dumps({"event_id": text}).encode()))
def test_any_bytes_are_a_message_or_refused(body: bytes) -> None:
    try:
        message = web.parse("web", ADDRESS, body)
    except web.BadMessage:
        return
    assert message.event_id.startswith(f"{ADDRESS}:")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.booleans())
def test_a_reply_is_one_event_of_three_lines_whatever_it_says(text: str, interim: bool) -> None:
    """A line break inside the data would end the event half way."""
    reply = Reply(text=text, language="gu", buttons=(Button(label=text, token="t"),), interim=interim)
    event = web.reply_event(Sent(id=17, reply=reply, created_at=START))
    lines = event.split("\n")
    assert [lines[0], lines[1], lines[3:]] == ["id: 17", "event: reply", ["", ""]]
    assert not set("\r\n") & set(lines[2])
    assert Reply.from_json(json.loads(lines[2].removeprefix("data: "))) == reply


@pytest.mark.parametrize(("busy", "data"), [(True, "true"), (False, "false")])
def test_being_at_work_is_an_event_without_a_place(busy: bool, data: str) -> None:
    assert web.typing_event(busy) == f"event: typing\ndata: {data}\n\n"
