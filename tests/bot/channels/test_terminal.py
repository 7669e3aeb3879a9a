"""The terminal: a client of the running app that presses buttons by number and comes back after an outage."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.terminal import NotRunning, Terminal
from bot.channels.web import reply_event, typing_event
from bot.messages import Button, Reply
from bot.outbox import Sent
from tests.fakes import START

WITHIN = 10.0


def reply(words: str = "नमस्ते", *labels: str, interim: bool = False) -> Reply:
    buttons = tuple(Button(label=label, token=f"token of {label}") for label in labels)
    return Reply(text=words, language="hi", buttons=buttons, interim=interim)


class Closed(Exception):
    """The test is over; nothing listens any more."""


@dataclass
class App:
    """A stand-in for the running app on a real port: scripted streams, and what it was sent."""

    #: One list of events for each connection; when the list ends the connection is closed, or kept open at the last.
    streams: list[list[str]] = field(default_factory=list)
    status: int = 202
    stream_status: list[int] = field(default_factory=list)
    messages: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    url: str = ""
    arrived: threading.Condition = field(default_factory=threading.Condition)
    paused: list[float] = field(default_factory=list)
    _end: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: bool = False

    def pause(self, seconds: float) -> None:
        """Stands in for a listener's sleep; ends its thread when the test is over."""
        if self._closed:
            raise Closed
        self.paused.append(seconds)

    def close(self) -> None:
        self._closed = True
        self._end.set()

    async def take(self, request: Request) -> Response:
        body = await request.json()
        with self.arrived:
            self.messages.append((dict(request.headers), body))
            self.arrived.notify_all()
        return JSONResponse({}, self.status)

    async def events(self, request: Request) -> Response:
        with self.arrived:
            self.connections.append(request.query_params["after"])
            self.arrived.notify_all()
        if self.stream_status:
            return JSONResponse({}, self.stream_status.pop(0))
        last = len(self.streams) <= 1
        script = self.streams[0] if last else self.streams.pop(0)

        async def stream() -> Any:
            for event in script:
                yield event
            if last:
                await self._end.wait()

        return StreamingResponse(stream(), media_type="text/event-stream")

    def until(self, enough: Callable[[], bool]) -> None:
        with self.arrived:
            assert self.arrived.wait_for(enough, WITHIN), (self.messages, self.connections)


@pytest.fixture
def app() -> Iterator[App]:
    made = App()
    routes = [Route("/chat/messages", made.take, methods=["POST"]), Route("/chat/events", made.events)]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    started = threading.Event()

    async def serve() -> None:
        sockets = [server.config.bind_socket()]
        made.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        started.set()
        await server.serve(sockets)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert started.wait(WITHIN)
    yield made
    made.close()
    server.should_exit = True
    thread.join(WITHIN)
    assert not thread.is_alive()


@dataclass
class Screen:
    """Lines shown, and a way to wait for them."""

    lines: list[str] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, line: str) -> None:
        with self.news:
            self.lines.append(line)
            self.news.notify_all()

    def until(self, count: int) -> list[str]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.lines) >= count, WITHIN), self.lines
        return self.lines


def start(terminal: Terminal) -> None:
    def listen() -> None:
        with contextlib.suppress(Closed):
            terminal.listen()

    threading.Thread(target=listen, daemon=True).start()


def listening(app: App, screen: Screen) -> Terminal:
    terminal = Terminal(app.url, screen, pause=app.pause)
    start(terminal)
    return terminal


def event(number: int, said: Reply) -> str:
    return reply_event(Sent(id=number, reply=said, created_at=START))


# --- sending ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["What is CGTMSE?", "सीजीटीएमएसई क्या है?", "બસ 🙏🏽", "บสย. คืออะไร", "/restart", "14416"]
)
def test_a_line_is_sent_as_text_of_its_conversation(app: App, line: str) -> None:
    terminal = Terminal(app.url, Screen())
    terminal.send(line)
    terminal.send(line)
    (headers, body), (again, second) = app.messages
    assert (body["text"], headers["x-channel"]) == (line, "terminal")
    assert "button" not in body
    assert len(headers["x-conversation"]) >= 16
    assert headers["x-conversation"] == again["x-conversation"]
    assert body["event_id"] != second["event_id"]


def test_two_terminals_are_two_conversations(app: App) -> None:
    for _ in range(2):
        Terminal(app.url, Screen()).send("hello")
    assert len({headers["x-conversation"] for headers, _ in app.messages}) == 2


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("1", {"button": "token of हाँ"}),
        (" 2 ", {"button": "token of नहीं"}),
        ("२", {"button": "token of नहीं"}),
        ("3", {"text": "3"}),
        ("0", {"text": "0"}),
        ("-1", {"text": "-1"}),
        ("²", {"text": "²"}),
        ("1.", {"text": "1."}),
        ("9" * 5000, {"text": "9" * 5000}),
    ],
)
def test_a_number_presses_the_button_of_that_number(app: App, line: str, sent: dict[str, str]) -> None:
    screen = Screen()
    app.streams = [[event(1, reply("क्या?", "हाँ", "नहीं"))]]
    terminal = listening(app, screen)
    assert terminal.wait_for_reply(WITHIN)
    terminal.send(line)
    _, body = app.messages[0]
    assert {key: value for key, value in body.items() if key != "event_id"} == sent


@pytest.mark.parametrize("status", [413, 401, 500])
def test_a_refusal_is_shown_and_nothing_is_waited_for(app: App, status: int) -> None:
    screen = Screen()
    app.status = status
    terminal = Terminal(app.url, screen)
    terminal.send("लंबा")
    assert str(status) in screen.lines[0]
    assert terminal.wait_for_reply(0.0)


def test_without_the_assistant_the_cure_is_said() -> None:
    with pytest.raises(NotRunning, match="make run"):
        Terminal("http://127.0.0.1:9", Screen()).send("hello")


# --- hearing ------------------------------------------------------------------------------------------------------


def test_replies_are_shown_with_numbered_buttons(app: App) -> None:
    screen = Screen()
    app.streams = [[typing_event(True), event(1, reply("नमस्ते\nकैसे हैं?", "હા", "ไม่")), typing_event(False)]]
    listening(app, screen)
    assert screen.until(3) == ["नमस्ते\nकैसे हैं?", "  [1] હા", "  [2] ไม่"]


def test_one_moment_is_shown_but_is_no_answer_and_keeps_the_buttons(app: App) -> None:
    screen = Screen()
    app.streams = [[event(1, reply("क्या?", "हाँ"))], [event(2, reply("एक पल", interim=True))]]
    terminal = listening(app, screen)
    screen.until(3)
    terminal.send("1")
    assert app.messages[0][1]["button"] == "token of हाँ"
    assert not terminal.wait_for_reply(0.0)


def test_waiting_ends_with_the_answer_to_what_was_sent(app: App) -> None:
    screen = Screen()
    terminal = Terminal(app.url, screen)
    terminal.send("hello")
    assert not terminal.wait_for_reply(0.0)
    app.streams = [[event(1, reply())]]
    terminal.pause = app.pause
    start(terminal)
    assert terminal.wait_for_reply(WITHIN)


def test_a_lost_connection_is_taken_up_where_it_broke_off(app: App) -> None:
    screen = Screen()
    app.streams = [[event(4, reply("एक"))], [event(5, reply("दो")), event(9, reply("तीन"))], []]
    listening(app, screen)
    assert screen.until(3) == ["एक", "दो", "तीन"]
    app.until(lambda: len(app.connections) >= 3)
    assert app.connections[:3] == ["0", "4", "9"]


@pytest.mark.parametrize("status", [500, 503, 401])
def test_a_refused_connection_is_tried_again_but_not_at_once(app: App, status: int) -> None:
    """A server in trouble must not be asked a thousand times a second."""
    screen = Screen()
    app.stream_status = [status] * 3
    app.streams = [[event(1, reply("वापस"))]]
    listening(app, screen)
    assert screen.until(1) == ["वापस"]
    assert app.paused == [1.0] * 3


def test_a_reply_is_read_from_json_alone(app: App) -> None:
    """Comment lines and events of other kinds are passed over."""
    screen = Screen()
    odd = 'event: something\ndata: {"other": "text"}\n\n'
    app.streams = [["retry: 1000\n\n", ": still here\n\n", odd, event(2, reply("सुनिए"))]]
    listening(app, screen)
    assert screen.until(1) == ["सुनिए"]
