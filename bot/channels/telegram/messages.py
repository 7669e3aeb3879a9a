"""Reply -> what Telegram shows: HTML and a keyboard. Pure."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.channels.base import LIMITS
from bot.messages import Button, Card, Reply
from bot.render import as_html, shorten, utf16
from bot.wording import say

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup
LONGEST_TEXT = LIMITS["telegram"].text
#: Bytes of a button's token, and characters of its label: of the former the platform says so, of the latter the screen.
MOST_TOKEN_BYTES, LONGEST_LABEL = 64, 64
#: Two labels as short as this stand side by side.
SHORT_LABEL = 16


def html_of(reply: Reply) -> str:
    """The text escaped; of an answer the title bold, the source small and linked."""
    if reply.card:
        shown, length = _card(reply.card)
        if length <= LONGEST_TEXT:
            return shown
    return as_html(reply.text)


def _card(card: Card) -> tuple[str, int]:
    """HTML, and how long it is when it is shown."""
    lines = [f"<b>{as_html(card.title)}</b>", *(as_html(line) for line in card.lines)]
    if card.source:
        lines.append(f"<i>{as_html(card.source)}</i>")
    if card.url.startswith(("https://", "http://")):
        address = as_html(card.url).replace('"', "&quot;")
        lines.append(f'<a href="{address}">{as_html(shorten(card.url, 80))}</a>')
    plain = "\n".join([card.title, *card.lines, card.source, card.url])
    return "\n".join(lines), utf16(plain)


def markup_of(reply: Reply) -> Markup | None:
    """Raises ValueError for a token that the platform would not take."""
    if reply.ask_for:
        return _sharing(reply)
    if not reply.buttons:
        return None
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in _rows(reply.buttons)])


def _button(button: Button) -> InlineKeyboardButton:
    if len(button.token.encode()) > MOST_TOKEN_BYTES:
        raise ValueError(f"a button's token has more than {MOST_TOKEN_BYTES} bytes")
    return InlineKeyboardButton(shorten(button.label, LONGEST_LABEL), callback_data=button.token)


def _rows(buttons: tuple[Button, ...]) -> list[list[Button]]:
    """In order; two in a row where both are short."""
    rows: list[list[Button]] = []
    for one in buttons:
        if rows and len(rows[-1]) == 1 and all(utf16(b.label) <= SHORT_LABEL for b in (rows[-1][0], one)):
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _sharing(reply: Reply) -> ReplyKeyboardMarkup:
    """A keyboard that shares the phone number or the place. Only one keyboard fits under a message: the labels of the
    reply's buttons stand on it too, and who taps one types its words, which is read as a press."""
    contact = reply.ask_for == "contact"
    label = say(reply.language, f"telegram-share-{reply.ask_for}")
    share = KeyboardButton(label, request_contact=contact or None, request_location=not contact or None)
    rows = [[share], *([KeyboardButton(button.label)] for button in reply.buttons)]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
