"""Cutting and escaping, counted as the platforms count."""

from __future__ import annotations

import html

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Limits
from bot.messages import Button, Card, Reply
from bot.render import as_html, parts, shorten, split, utf16

TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("aक्षિગુที่น้ำ👩🏽‍🌾🇮🇳\n .।!"), st.characters(codec="utf-8")), max_size=300
)
LONG = {
    "en": "A loan without collateral is possible. " * 300,
    "hi": "बिना ज़मानत के कर्ज़ मिल सकता है। " * 300,
    "gu": "જામીન વગર લોન મળી શકે છે. " * 300,
    "th": "กู้เงินได้โดยไม่ต้องมีหลักประกัน " * 300,
    "thai without spaces": "กู้เงินได้โดยไม่ต้องมีหลักประกัน" * 300,
    "hi-Latn": "bina zamanat ke loan mil sakta hai. " * 300,
    "emoji": "👩🏽‍🌾🇮🇳❤️" * 1500,
    "one endless letter": "e" + "\u0301" * 9000,
}


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("abc", 3), ("क्षि", 4), ("น้ำ", 3), ("😀", 2), ("👩🏽‍🌾", 7), ("\uffff\U00010000", 3)]
)
def test_utf16_counts_code_units(text: str, units: int) -> None:
    assert utf16(text) == units == len(text.encode("utf-16-le")) // 2


@given(TEXT, st.integers(2, 60))
def test_pieces_fit_and_lose_only_whitespace(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(utf16(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len(pieces) == 1 or all(pieces)


@given(TEXT, st.integers(24, 60))
def test_no_grapheme_that_fits_is_cut(text: str, limit: int) -> None:
    graphemes = regex.findall(r"\X", text)
    if any(utf16(one) > limit for one in graphemes):
        return
    whole = [one for one in graphemes if not one.isspace()]
    cut = [one for piece in split(text, limit) for one in regex.findall(r"\X", piece) if not one.isspace()]
    assert cut == whole


@pytest.mark.parametrize("limit", [4096, 5000])
@pytest.mark.parametrize("name", LONG)
def test_long_texts_of_every_script_are_cut_where_a_platform_takes_them(name: str, limit: int) -> None:
    pieces = split(LONG[name], limit)
    assert len(pieces) > 1
    assert all(limit * 0.4 <= utf16(piece) <= limit for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("one two", 20, ["one two"]),
        ("", 20, [""]),
        ("   ", 20, [""]),
        ("First point.\n\nSecond. Third", 20, ["First point.", "Second. Third"]),
        ("पहली बात। दूसरी बात।", 14, ["पहली बात।", "दूसरी बात।"]),
        ("પહેલી વાત. બીજી વાત.", 14, ["પહેલી વાત.", "બીજી વાત."]),
        ("ข้อแรก ข้อสอง", 8, ["ข้อแรก", "ข้อสอง"]),
        ("mera loan kab milega? batao", 22, ["mera loan kab milega?", "batao"]),
        ("👩🏽‍🌾👩🏽‍🌾", 8, ["👩🏽‍🌾", "👩🏽‍🌾"]),
        ("exactly here", 7, ["exactly", "here"]),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, pieces: list[str]) -> None:
    assert split(text, limit) == pieces


@given(TEXT, st.integers(2, 40))
def test_a_label_fits_and_tells_when_it_was_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert utf16(short) <= limit
    assert short == text or short.endswith("…")


@given(TEXT)
def test_html_says_what_the_text_says(text: str) -> None:
    escaped = as_html(text)
    assert "<" not in escaped
    assert html.unescape(escaped) == text or "&" in text


def test_buttons_and_card_belong_to_the_last_piece() -> None:
    buttons = tuple(Button(label=f"{number}", token=f"t{number}") for number in range(5))
    card = Card(title="CGTMSE", lines=("85 %",))
    long = Reply(text="पहली बात। दूसरी बात।", language="hi", buttons=buttons, card=card, ask_for="location")
    first, last = parts(long, Limits(text=14, buttons=3))
    assert (first.text, first.buttons, first.card, first.ask_for) == ("पहली बात।", (), None, "")
    assert (last.text, last.buttons, last.card, last.ask_for) == ("दूसरी बात।", buttons[:3], None, "location")
    (only,) = parts(long, Limits(text=100))
    assert only == long
