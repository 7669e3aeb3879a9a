"""Every way a delivery fails has a code, a cure, and one place that finds it."""

from __future__ import annotations

from itertools import product

import pytest

from bot.errors import ERRORS, Code, error_of


def test_the_set_is_closed_and_each_tells_the_operator_something() -> None:
    assert set(ERRORS) == set(Code)
    assert all(len(error.sentence.split()) >= 7 and error.sentence.endswith(".") for error in ERRORS.values())
    assert len({error.sentence for error in ERRORS.values()}) == len(ERRORS)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (None, "", Code.UNREACHABLE),
        (400, "Bad Request: chat not found", Code.NO_SUCH_CHAT),
        (400, "Bad Request: can't parse entities", Code.REFUSED),
        (400, "Invalid reply token", Code.REPLY_TOKEN_REFUSED),
        (401, "Unauthorized", Code.UNAUTHORIZED),
        (403, "Forbidden: bot was blocked by the user", Code.BLOCKED),
        (403, "Forbidden: user is deactivated", Code.NO_SUCH_CHAT),
        (403, "Forbidden: bot was kicked from the group chat", Code.BLOCKED),
        (403, "", Code.UNAUTHORIZED),
        (403, "Forbidden", Code.UNAUTHORIZED),
        (404, "Not Found", Code.UNAUTHORIZED),
        (408, "", Code.UNREACHABLE),
        (409, "The retry key is already accepted", Code.ALREADY_ACCEPTED),
        (409, "Conflict: terminated by other getUpdates request", Code.CONFLICT),
        (409, "", Code.CONFLICT),
        (413, "", Code.REFUSED),
        (429, "Too Many Requests: retry after 3", Code.RATE_LIMITED),
        (429, "You have reached your monthly limit.", Code.QUOTA_EXHAUSTED),
        (500, "", Code.PLATFORM_DOWN),
        (502, "Bad Gateway", Code.PLATFORM_DOWN),
        (599, "", Code.PLATFORM_DOWN),
        (550, Code.BOUNCED, Code.BOUNCED),
        (400, "bounced", Code.REFUSED),
        (302, "", Code.REFUSED),
    ],
)
def test_what_a_platform_answers(status: int | None, said: str, code: Code) -> None:
    assert error_of(status, said).code is code


@pytest.mark.parametrize("status", [200, 302, 400, 403, 404, 409, 413, 429, 502])
def test_an_answer_that_is_not_the_platform_s_tells_nothing_of_the_person(status: int) -> None:
    assert error_of(status, None).code is Code.UNREACHABLE


def test_every_status_has_an_error() -> None:
    for status, said in product(range(100, 1000), ("", "จ่าย", "\ud800")):
        assert error_of(status, said) in ERRORS.values()
