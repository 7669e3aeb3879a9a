"""Keeps secrets out of every log line, whoever writes it: httpx names addresses, and Telegram's hold the token."""

from __future__ import annotations

import logging
from typing import Any

HIDDEN = "[hidden]"
#: Talk of every request at a level below warnings, with addresses and people's words in it.
CHATTY = ("httpx", "httpcore", "telegram")
#: Shorter ones would blacken ordinary words.
SHORTEST = 8

_secrets: set[str] = set()
_formatter = logging.Formatter()


def hide(*secrets: str) -> None:
    """From now on these stand in no record of this process, not in a traceback either."""
    _secrets.update(secret for secret in secrets if len(secret) >= SHORTEST)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    if not getattr(logging.getLogRecordFactory(), "hides_secrets", False):
        logging.setLogRecordFactory(_hiding(logging.getLogRecordFactory()))


def _hiding(make: Any) -> Any:
    def record(*arguments: Any, **options: Any) -> logging.LogRecord:
        made: logging.LogRecord = make(*arguments, **options)
        if _secrets:
            _clean(made)
        return made

    record.hides_secrets = True  # type: ignore[attr-defined]
    return record


def _clean(record: logging.LogRecord) -> None:
    try:
        text = record.getMessage()
    except (TypeError, ValueError):
        # Wrong arguments: logging prints the pieces itself.
        text = f"{record.msg!r} {record.args!r}"
    if _holds(text):
        record.msg, record.args = without_secrets(text), ()
    if record.exc_info and record.exc_info[0]:
        trace = _formatter.formatException(record.exc_info)
        if _holds(trace):
            # Formatters print this text as it is; the exception itself would tell again.
            record.exc_text, record.exc_info = without_secrets(trace), None


def _holds(text: str) -> bool:
    return any(secret in text for secret in _secrets)


def without_secrets(text: str) -> str:
    for secret in _secrets:
        text = text.replace(secret, HIDDEN)
    return text
