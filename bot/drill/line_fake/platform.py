"""What the platform knows and decides: people, reply tokens, retry keys, the month's quota, who was told what."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.drill.line_fake import limits
from bot.drill.line_fake.menus import Menus

#: developers.line.biz: a reply token is used once, within a minute.
TOKEN_LIFE = timedelta(minutes=1)
#: A retry key is remembered for 24 hours after the first request.
KEY_LIFE = timedelta(hours=24)
LOADING_SECONDS = range(5, 61, 5)

Message = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the platform answers to one request."""

    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, message: str, details: Sequence[limits.Problem] = (), **headers: str) -> Answer:
    body: dict[str, Any] = {"message": message} | ({"details": list(details)} if details else {})
    return Answer(status=status, body=body, headers={name.replace("_", "-"): text for name, text in headers.items()})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing in a chat, as the transcript keeps it."""

    number: int
    at: datetime
    user: str
    who: Literal["person", "assistant"]
    via: str  #: of the assistant: reply or push; of the person: the kind of event
    message: Message
    request: str  #: the platform's request id, or the event's webhookEventId
    retry_key: str = ""


@dataclass
class Person:
    user: str
    name: str
    language: str = "th"
    blocked: bool = False
    menu: str = ""  #: the rich menu linked to them


@dataclass
class _Token:
    user: str
    issued: datetime
    used: bool = False


@dataclass
class Platform:
    secret: str
    token: str
    now: Callable[[], datetime]
    #: Pushes that the plan allows this month; None is no limit.
    quota: int | None = None
    consumed: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    loadings: list[tuple[datetime, str, int]] = field(default_factory=list)
    content: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    menus: Menus = field(default_factory=Menus)
    webhook: str = ""
    webhook_used: bool = True  #: the switch "Use webhook" of the console
    refused: list[Answer] = field(default_factory=list)
    _tokens: dict[str, _Token] = field(default_factory=dict)
    _keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def join(self, user: str, name: str, language: str = "th") -> Person:
        return self.people.setdefault(user, Person(user, name, language))

    def said_to(self, user: str) -> list[Message]:
        """Messages of the assistant on this person's screen, in order."""
        return [line.message for line in self.lines if line.user == user and line.who == "assistant"]

    def record(self, user: str, who: Literal["person", "assistant"], via: str, message: Message, **more: str) -> None:
        line = Line(
            number=len(self.lines), at=self.now(), user=user, who=who, via=via, message=message,
            request=more.get("request", ""), retry_key=more.get("retry_key", ""),
        )  # fmt: skip
        self.lines.append(line)

    def issue_token(self, user: str) -> str:
        token = f"{next(self._numbers):032x}"
        self._tokens[token] = _Token(user, self.now())
        return token

    def renew_token(self, token: str) -> None:
        """A redelivered webhook carries the same token, counted from its new arrival. Not stated by LINE's OpenAPI."""
        self._tokens[token].issued = self.now()

    def reply(self, body: Mapping[str, Any]) -> Answer:
        wrong = limits.problems(body.get("messages"))
        if wrong:
            return self._refuse(_errors(wrong))
        token = self._tokens.get(str(body.get("replyToken")))
        if token is None or token.used or self.now() - token.issued > TOKEN_LIFE:
            return self._refuse(refusal(400, "Invalid reply token"))
        token.used = True
        return self._deliver(token.user, "reply", body["messages"])

    def push(self, body: Mapping[str, Any], retry_key: str | None) -> Answer:
        wrong = limits.problems(body.get("messages"))
        person = self.people.get(str(body.get("to")))
        if person is None:
            wrong = [{"message": "The user hasn't added the LINE Official Account as a friend.", "property": "to"}]
        if wrong or person is None:
            return self._refuse(_errors(wrong))
        if retry_key is not None and not _is_uuid(retry_key):
            return self._refuse(refusal(400, "The value for the 'X-Line-Retry-Key' parameter is invalid"))
        if retry_key in self._keys and self.now() - self._keys[retry_key][0] <= KEY_LIFE:
            accepted = self._keys[retry_key][1]
            return refusal(409, "The retry key is already accepted", X_Line_Accepted_Request_Id=accepted)
        if self.quota is not None and self.consumed >= self.quota:
            return self._refuse(refusal(429, "You have reached your monthly limit."))
        answer = self._deliver(person.user, "push", body["messages"], retry_key or "")
        if retry_key is not None:
            self._keys[retry_key] = (self.now(), answer.headers["X-Line-Request-Id"])
        return answer

    def load(self, body: Mapping[str, Any]) -> Answer:
        seconds = body.get("loadingSeconds", 20)
        if seconds not in LOADING_SECONDS or body.get("chatId") not in self.people:
            return self._refuse(refusal(400, "The chat ID or loadingSeconds is invalid"))
        self.loadings.append((self.now(), str(body["chatId"]), int(seconds)))
        return Answer(status=202)

    def profile(self, user: str) -> Answer:
        person = self.people.get(user)
        if person is None or person.blocked:
            return refusal(404, "Not found")
        return Answer(body={"userId": user, "displayName": person.name, "language": person.language})

    def month(self) -> tuple[Answer, Answer]:
        """The answers to quota and to consumption."""
        limit = {"type": "none"} if self.quota is None else {"type": "limited", "value": self.quota}
        return Answer(body=limit), Answer(body={"totalUsage": self.consumed})

    def link_menu(self, user: str, menu: str) -> Answer:
        if menu not in self.menus.made or user not in self.people:
            return refusal(404, "Not found")
        self.people[user].menu = menu
        return Answer()

    def _deliver(self, user: str, via: str, messages: Sequence[Message], retry_key: str = "") -> Answer:
        request = str(uuid.UUID(int=next(self._numbers)))
        blocked = self.people[user].blocked
        # To somebody who blocked the account LINE answers 200 as to everybody; nothing arrives and nothing is counted.
        if not blocked:
            self.consumed += via == "push"
            for message in messages:
                self.record(user, "assistant", via, message, request=request, retry_key=retry_key)
        sent = [{"id": str(next(self._numbers)), "quoteToken": f"q{next(self._numbers)}"} for _ in messages]
        return Answer(body={"sentMessages": sent}, headers={"X-Line-Request-Id": request})

    def _refuse(self, answer: Answer) -> Answer:
        self.refused.append(answer)
        return answer


def _errors(wrong: Sequence[limits.Problem]) -> Answer:
    return refusal(400, f"The request body has {len(wrong)} error(s)", wrong)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
