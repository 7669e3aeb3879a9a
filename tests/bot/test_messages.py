"""What every channel speaks survives being stored and sent."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Button, Reply
from tests.fakes import text

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
REPLIES = st.builds(
    Reply,
    text=TEXT,
    language=st.sampled_from(["en", "hi", "gu", "th", "hi-Latn", "gu-Latn"]),
    buttons=st.lists(st.builds(Button, label=TEXT, token=TEXT), max_size=4).map(tuple),
    interim=st.booleans(),
)


@given(REPLIES)
def test_a_reply_comes_back_from_json_as_it_was(reply: Reply) -> None:
    assert Reply.from_json(json.loads(json.dumps(reply.to_json()))) == reply


def test_a_message_cannot_be_changed_on_its_way() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        text().text = "something else"  # type: ignore[misc]
