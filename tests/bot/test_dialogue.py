"""Asking Rasa: the exact request, and what each kind of bad answer means."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.dialogue import ActionFailed, Dialogue, DialogueFailed, Said
from bot.messages import Action

URL = "http://127.0.0.1:5005/webhooks/gateway/message"
Handler = Callable[[httpx.Request], httpx.Response]


async def ask(handler: Handler, text: str = "What is CGTMSE?", language: str = "en", **given: Any) -> list[Said]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        return await Dialogue(client, URL, "s3cret").ask("c1", "t1", text, language, given.get("action"))


def replying(body: Any, status: int = 200) -> Handler:
    return lambda _: httpx.Response(status, json=body)


QUESTIONS = [
    ("en", "What is CGTMSE?"),
    ("hi", "सीजीटीएमएसई क्या है?"),
    ("gu", "સીજીટીએમએસઈ શું છે?"),
    ("th", "บสย. คืออะไร"),
    ("hi-Latn", "cgtmse kya hai"),
    ("gu-Latn", "cgtmse shu che 🙏🏽"),
    ("en", "/restart"),
]


@pytest.mark.parametrize(("language", "text"), QUESTIONS)
async def test_a_typed_message_is_sent_exactly_so(language: str, text: str) -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"replies": [{"custom": {"key": "greet"}, "text": None}]})

    assert await ask(handler, text, language) == [Said(key="greet")]
    (request,) = seen
    assert (request.method, str(request.url)) == ("POST", URL)
    assert request.headers["x-dialogue-secret"] == "s3cret"
    assert json.loads(request.content) == {
        "sender": "c1",
        "message_id": "t1",
        "text": text,
        "metadata": {"language": language, "text": text},
    }


async def test_the_vector_of_typed_words_goes_along_and_none_with_a_button() -> None:
    seen: list[dict[str, Any]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json={"replies": [{"custom": {"key": "greet"}, "text": None}]})

    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        dialogue = Dialogue(client, URL, "s3cret", lambda text, form: {"of": f"{form} {text}"})
        await dialogue.ask("c1", "t1", "લોન 🙏", "gu", None)
        await dialogue.ask("c1", "t2", "Yes", "gu", Action(intent="affirm"))
    assert [body.get("vector") for body in seen] == [{"of": "gu લોન 🙏"}, None]


async def test_a_button_travels_in_fields_of_its_own() -> None:
    seen: list[dict[str, Any]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json={"replies": [{"custom": {"key": "ok"}}]})

    await ask(handler, "ไทย", "th", action=Action(intent="choose_language", entities={"language": "th"}))
    assert seen == [
        {
            "sender": "c1",
            "message_id": "t1",
            "text": "ไทย",
            "metadata": {"language": "th", "text": "ไทย"},
            "intent": "choose_language",
            "entities": {"language": "th"},
        }
    ]


async def test_everything_said_comes_in_order() -> None:
    outcome = {"status": "answer"}
    replies = [
        {"custom": {"key": "person-complaint", "args": {"reference": "M-26-0001"}}},
        {"custom": None, "text": "Rasa's own words are not ours"},
        {"custom": {"key": "outcome", "args": None, "outcome": outcome}},
    ]
    assert await ask(replying({"replies": replies})) == [
        Said(key="person-complaint", args={"reference": "M-26-0001"}),
        Said(key="outcome", outcome=outcome),
    ]


@pytest.mark.parametrize("replies", [[], [{"custom": None}], [{"text": "words only"}], [{}]])
async def test_an_empty_reply_means_that_an_action_failed(replies: list[Any]) -> None:
    with pytest.raises(ActionFailed, match="action endpoint"):
        await ask(replying({"replies": replies}))


@pytest.mark.parametrize(
    "handler",
    [
        replying({"replies": [{"custom": {"key": "greet"}}]}, 500),
        replying({"error": "forbidden"}, 403),
        replying({"replies": [{"custom": {"key": "greet"}}]}, 503),
        replying({"something": "else"}),
        replying([]),
        replying(None),
        replying("text"),
        replying({"replies": None}),
        replying({"replies": ["text"]}),
        replying({"replies": [{"custom": "text"}]}),
        replying({"replies": [{"custom": {"args": {}}}]}),
        lambda _: httpx.Response(200, content=b"<html>"),
        lambda _: httpx.Response(200, content=b'{"replies": [{"cus'),
        lambda _: httpx.Response(200, content=b"\xff\xfe\x00"),
        lambda _: httpx.Response(200),
    ],
)
async def test_any_other_answer_is_a_failure_that_may_be_asked_again(handler: Handler) -> None:
    with pytest.raises(DialogueFailed) as caught:
        await ask(handler)
    assert not isinstance(caught.value, ActionFailed)


@pytest.mark.parametrize(
    "problem",
    [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("busy"),
     httpx.RemoteProtocolError("cut off"), httpx.ReadError("reset")],
    ids=lambda problem: type(problem).__name__,
)  # fmt: skip
async def test_a_bad_line_is_a_failure_that_names_its_kind(problem: httpx.HTTPError) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise problem

    with pytest.raises(DialogueFailed, match=type(problem).__name__) as caught:
        await ask(handler)
    assert not isinstance(caught.value, ActionFailed)


async def test_the_message_does_not_stand_in_the_error() -> None:
    """Errors go to the log; what people write does not."""
    with pytest.raises(DialogueFailed) as caught:
        await ask(replying({}, 500), "मेरा फोन 98250 00000")
    assert "98250" not in str(caught.value)
