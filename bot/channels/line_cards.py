"""Reply -> LINE messages: texts, cards (Flex), quick replies. Limits are LINE's; what is too long is cut here.

LINE counts texts in UTF-16 code units and labels in grapheme clusters
(developers.line.biz/en/docs/messaging-api/text-character-count).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import regex

from bot.channels.base import LIMITS
from bot.channels.line_events import NAME
from bot.messages import Button, Card, Reply
from bot.render import shorten
from bot.wording import say

TEXT, QUICK_REPLIES = LIMITS[NAME].text, LIMITS[NAME].buttons
ALT_TEXT, LABEL, SPOKEN, URL = 400, 20, 300, 1000
#: A bubble may have 30 KB.
BUBBLE_BYTES = 30_000
GREY, GREEN, AMBER = "#666666", "#0b6e4f", "#8a4b00"
#: "Credit Guarantee Scheme for Micro and Small Enterprises (CGTMSE)": its people call it by what stands in brackets.
_SHORT_NAME = regex.compile(r"\(([^()/]{2,20})(?:/[^()]*)?\)\s*$")
#: "[2] a title https://…": words of a card cannot be pressed, so addresses become buttons.
_NUMBERED = regex.compile(r"\[(\d+)\][^\[]*?\s(https?://[^\s;]+)")
MOST_LINKS = 3
_GRAPHEME = regex.compile(r"\X")
_INDIC = regex.compile(r"[\p{Lo}&&[\p{Devanagari}\p{Gujarati}]]", regex.V1)

Message = dict[str, Any]


def messages_of(replies: Sequence[Reply], cards: bool = True) -> list[Message]:
    """One message a reply. Buttons of all replies stand under the last: LINE hides those of any other."""
    made = [_message(reply, cards) for reply in replies]
    items = [*quick_replies(button for reply in replies for button in reply.buttons)]
    if any(reply.ask_for == "location" for reply in replies):
        label = clip(say(replies[-1].language, "line-send-location"))
        items = [{"type": "action", "action": {"type": "location", "label": label}}, *items]
    if items:
        made[-1]["quickReply"] = {"items": items[:QUICK_REPLIES]}
    return made


def _message(reply: Reply, cards: bool) -> Message:
    if cards and reply.card:
        contents = bubble(reply.card, reply.language)
        alt = shorten(" ".join(f"{reply.card.title}: {' '.join(reply.card.lines)}".split()), ALT_TEXT)
        if len(json.dumps(contents, ensure_ascii=False).encode()) <= BUBBLE_BYTES:
            return {"type": "flex", "altText": alt, "contents": contents}
    # An empty text is refused; a reply without words is a bug that must not hold up the conversation.
    return {"type": "text", "text": shorten(reply.text.strip(), TEXT) or "…"}


def quick_replies(buttons: Iterable[Button]) -> list[Message]:
    """Every label is different, so that nobody has to guess; the whole of it is what the person then says."""
    items: list[Message] = []
    used: set[str] = set()
    for button in list({one.token: one for one in buttons}.values())[:QUICK_REPLIES]:
        label = _different(short(button.label), used)
        used.add(label)
        said = shorten(button.label.strip(), SPOKEN) or label
        action = {"type": "postback", "label": label, "data": button.token, "displayText": said}
        items.append({"type": "action", "action": action})
    return items


def short(label: str) -> str:
    """At most 20 graphemes, which is what LINE takes; rather a name in brackets than half of the words."""
    text = " ".join(label.split()) or "…"
    if _length(text) > LABEL and (name := _SHORT_NAME.search(text)):
        text = name[1].strip() or text
    return clip(text)


def clip(text: str, most: int = LABEL) -> str:
    if _length(text) <= most:
        return text
    kept = ""
    for piece in _GRAPHEME.findall(text):
        if _length(kept + piece) > most - 1:
            break
        kept += piece
    return kept.rstrip() + "…"


def _length(text: str) -> int:
    """Graphemes; older tables of Unicode, which LINE may have, count each consonant of an Indic conjunct."""
    return sum(max(1, len(_INDIC.findall(piece))) for piece in _GRAPHEME.findall(text))


def _different(label: str, used: set[str]) -> str:
    if label not in used:
        return label
    numbers = (f" {number}" for number in range(2, QUICK_REPLIES + 2))
    tried = (clip(label, LABEL - len(number)) + number for number in numbers)
    return next(candidate for candidate in tried if candidate not in used)


def bubble(card: Card, language: str) -> Message:
    """Title, facts, in small print how old they are and where they come from, cautions; a button to each source."""
    links, small_print = _links(card, language)
    title = _text(card.title, weight="bold", size="lg", color=GREEN)
    facts = [_text(line, size="md", margin="md") for line in card.lines]
    told, *cautions = small_print.splitlines() or [""]
    source = [_text(told, size="xs", color=GREY, margin="md")]
    source += [_text(line, size="sm", color=AMBER, margin="md") for line in cautions]
    parts = [title, *facts, *([{"type": "separator", "margin": "lg"}] if any(source) else []), *source]
    made: Message = {
        "type": "bubble",
        "size": "giga",
        "body": {"type": "box", "layout": "vertical", "contents": [part for part in parts if part]},
    }
    if links:
        buttons = [{"type": "button", "style": "link", "height": "sm", "action": link} for link in links]
        made["footer"] = {"type": "box", "layout": "vertical", "contents": buttons}
    return made


def _links(card: Card, language: str) -> tuple[list[Message], str]:
    """Buttons, and the small print without the addresses that they open."""
    label, small_print = say(language, "line-open-source"), card.source
    wanted = [(label, card.url)] if card.url else []
    wanted += [(f"{label} [{number}]", url) for number, url in _NUMBERED.findall(card.source)[:MOST_LINKS]]
    links = []
    for name, url in wanted:
        # What is encoded already keeps its percent signs.
        address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        if address.startswith(("https://", "http://")) and len(address) <= URL:
            links.append({"type": "uri", "label": clip(name), "uri": address})
            small_print = small_print.replace(f" {url}", "", 1)
    return links, small_print


def _text(text: str, **style: str) -> Message | None:
    """None for an empty text, which LINE refuses."""
    words = text.strip()
    return {"type": "text", "text": shorten(words, TEXT), "wrap": True, **style} if words else None
