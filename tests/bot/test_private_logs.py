"""No phone number, id or address of a person stands in a log line, in no script, not in a traceback."""

from __future__ import annotations

import io
import logging
import re

import pytest

from bot.private_logs import FORMAT, Masking


def line(message: str, *arguments: object, problem: str = "") -> str:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Masking(FORMAT))
    log = logging.Logger("sahayak.test")
    log.addHandler(handler)
    try:
        if problem:
            raise ValueError(problem)
        log.info(message, *arguments)
    except ValueError:
        log.exception(message, *arguments)
    return written.getvalue()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("call 9876543210", "[phone]"),
        ("फोन ९८७६५४३२१० पर", "[phone]"),
        ("ફોન ૯૮૭૬૫ ૪૩૨૧૦", "[phone]"),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘ 🙏", "[phone]"),
        ("UDYAM-GJ-01-0001234", "[Udyam]"),
        ("1234567890123", "[id]"),
        ("sunita@example.in", "[e-mail]"),
    ],
)
def test_what_names_a_person_is_hidden_wherever_it_stands(text: str, label: str) -> None:
    for written in (line(text), line("told %s", text), line("failed", problem=f"bad row: {text}")):
        assert label in written
        assert text.split()[-1] not in written or text.split()[-1] in ("पर", "🙏")


def test_what_an_operator_needs_stays() -> None:
    text = "turn t0123456789abcdef of 4f1c2d3e4b5a69788796a5b4c3d2e1f0 was set aside, see M-26-0001 on port 8000"
    written = line(text)
    assert text in written
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO sahayak.test: ", written)
