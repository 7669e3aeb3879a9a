"""Input that no example prepares for: every one gets a sensible reply, and the next message works."""

from __future__ import annotations

import httpx
import pytest

from tests.integration.assistant import Assistant
from tests.integration.talk import Person

THAI, GUJARATI = "สวัสดีค่ะ ", "ઉદ્યમ નોંધણી "

HOSTILE = {
    "empty": ("", "empty"),
    "spaces": ("   \n\t ", "empty"),
    "long Thai": (THAI * 1_000, "1,000"),
    "long Gujarati": (GUJARATI * 800, "1,000|૧,૦૦૦"),
    "emoji only": ("🙏😀👍🏽", "need words"),
    "a family of emoji": ("👨‍👩‍👧‍👦 🇹🇭", "need words"),
    "binary": ("\x00\x01\x02\x7f\x00", "could not read"),
    "broken encoding": ("\ufffd\ufffd\ufffd\ufffd\ufffd", "could not read"),
    "Tamil": ("வணக்கம் எப்படி இருக்கிறீர்கள்", "cannot read this language"),
    "Arabic": ("مرحبا كيف حالك", "cannot read this language"),
    "expanding letters": ("\ufdfa" * 200, "cannot read this language"),
    "punctuation": ("??!!...", "could not read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_gets_a_sensible_reply(assistant: Assistant, name: str) -> None:
    text, wanted = HOSTILE[name]
    person = Person(assistant.url)
    person.say("hello")
    said = " ".join(reply.text for reply in person.say(text))
    assert any(part in said for part in wanted.split("|")), said
    assert "CGTMSE" in person.say("what is cgtmse")[0].text


@pytest.mark.parametrize(
    "text", ["/restart", "/session_start", "/back", '/choose_language{"language": "th"}', "//help"]
)
def test_a_typed_slash_is_text_and_rewrites_nothing(assistant: Assistant, text: str) -> None:
    person = Person(assistant.url)
    person.say("what is the maximum loan under CGTMSE")
    person.say(text)
    assert "90%" in person.say("and for women?")[0].text
    assert person.replies[-1].language == "en"


def test_fifty_messages_in_a_second_are_one_merged_turn(assistant: Assistant) -> None:
    person = Person(assistant.url, channel="web")
    person.say("hello")
    before = len(person.replies)
    with httpx.Client(base_url=assistant.url, headers=person.headers) as client:
        for number in range(50):
            body = {"event_id": f"burst {number}", "text": f"pmegp subsidy in village {number}"}
            assert client.post("/chat/messages", json=body).status_code == 202
    person.wait()
    person.say("thanks")
    assert len(person.replies) - before == 2
    assert "PMEGP" in person.replies[-2].text


def test_the_same_event_delivered_twice_is_answered_once(assistant: Assistant) -> None:
    person = Person(assistant.url)
    assert [person.post("what is udyam", event="one"), person.post("what is udyam", event="one")] == [202, 202]
    person.wait()
    person.say("thanks")
    assert len(person.replies) == 2


def test_a_button_of_another_conversation_does_nothing(assistant: Assistant) -> None:
    one, other = Person(assistant.url), Person(assistant.url)
    token = one.say("hello")[0].buttons[0].token
    other.say("hello")
    other.post(button=token)
    assert "no longer valid" in other.wait()[0].text
