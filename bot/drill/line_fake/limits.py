"""What LINE refuses in a message, in the form in which it says so.

Lengths of texts are counted in UTF-16 code units, lengths of action labels in grapheme clusters
(developers.line.biz/en/docs/messaging-api/text-character-count).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex

Problem = dict[str, str]

MOST_MESSAGES, MOST_QUICK_REPLIES, MOST_TEXT = 5, 13, 5000
LABEL, DATA, ALT_TEXT, URI = 20, 300, 400, 1000
BUBBLE_BYTES, CAROUSEL_BYTES, MOST_BUBBLES = 30_000, 50_000, 12
_SCHEMES = ("https://", "http://", "tel:", "line://", "mailto:")
_COMPONENTS = {"box", "button", "image", "icon", "text", "span", "separator", "filler", "video"}
_LAYOUTS = {"horizontal", "vertical", "baseline"}
_BLOCKS = ("header", "hero", "body", "footer")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def problems(messages: Any) -> list[Problem]:
    """What is wrong with the messages of one request; empty when LINE takes them."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= MOST_MESSAGES:
        return [_problem("Size must be between 1 and 5", "messages")]
    return [found for place, message in enumerate(messages) for found in _message(message, f"messages[{place}]")]


def _problem(message: str, where: str) -> Problem:
    return {"message": message, "property": where}


def _length(text: Any, most: int, where: str, count: Any = units) -> Iterator[Problem]:
    if not isinstance(text, str) or not text.strip():
        yield _problem("May not be empty", where)
    elif count(text) > most:
        yield _problem(f"Length must be between 1 and {most}", where)


def _message(message: Any, where: str) -> Iterator[Problem]:
    kind = message.get("type") if isinstance(message, dict) else None
    if kind == "text":
        yield from _length(message.get("text"), MOST_TEXT, f"{where}.text")
    elif kind == "flex":
        yield from _length(message.get("altText"), ALT_TEXT, f"{where}.altText")
        yield from _container(message.get("contents"), f"{where}.contents")
    else:
        # The assistant sends nothing else; what it does not send is not modelled here.
        yield _problem(f"Must be one of the following values: [text, flex], not {kind}", f"{where}.type")
        return
    yield from _quick_reply(message.get("quickReply"), f"{where}.quickReply")


def _quick_reply(quick: Any, where: str) -> Iterator[Problem]:
    if quick is None:
        return
    items = quick.get("items") if isinstance(quick, dict) else None
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_QUICK_REPLIES:
        yield _problem(f"Size must be between 1 and {MOST_QUICK_REPLIES}", f"{where}.items")
        return
    for place, item in enumerate(items):
        yield from _action(item.get("action"), f"{where}.items[{place}].action")


def _action(action: Any, where: str) -> Iterator[Problem]:
    if not isinstance(action, dict):
        yield _problem("May not be empty", where)
        return
    yield from _length(action.get("label"), LABEL, f"{where}.label", graphemes)
    kind = action.get("type")
    if kind == "postback":
        yield from _length(action.get("data"), DATA, f"{where}.data")
        if "displayText" in action:
            yield from _length(action["displayText"], DATA, f"{where}.displayText")
    elif kind == "message":
        yield from _length(action.get("text"), DATA, f"{where}.text")
    elif kind == "uri":
        yield from _length(action.get("uri"), URI, f"{where}.uri")
        if not str(action.get("uri")).startswith(_SCHEMES):
            yield _problem("invalid uri scheme", f"{where}.uri")
    elif kind != "location" or ".quickReply" not in where:  # the one action that quick replies alone have
        yield _problem(f"unknown action type {kind}", f"{where}.type")


def _container(contents: Any, where: str) -> Iterator[Problem]:
    kind = contents.get("type") if isinstance(contents, dict) else None
    if kind == "carousel":
        bubbles = contents.get("contents") or []
        if not 1 <= len(bubbles) <= MOST_BUBBLES or _bytes(contents) > CAROUSEL_BYTES:
            yield _problem("at most 12 bubbles in 50 KB", where)
        for place, bubble in enumerate(bubbles):
            yield from _container(bubble, f"{where}.contents[{place}]")
    elif kind == "bubble":
        if _bytes(contents) > BUBBLE_BYTES:
            yield _problem("a bubble is at most 30 KB", where)
        for block in _BLOCKS:
            if block in contents:
                yield from _component(contents[block], f"{where}.{block}")
    else:
        yield _problem("must be bubble or carousel", f"{where}.type")


def _component(part: Any, where: str) -> Iterator[Problem]:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind not in _COMPONENTS:
        yield _problem(f"unknown component {kind}", where)
    elif kind == "box":
        yield from _box(part, where)
    elif kind == "text" and not part.get("contents"):
        yield from _length(part.get("text"), MOST_TEXT, f"{where}.text")
    elif kind == "button":
        yield from _action(part.get("action"), f"{where}.action")


def _box(box: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if box.get("layout") not in _LAYOUTS:
        yield _problem("layout must be horizontal, vertical or baseline", f"{where}.layout")
    for place, part in enumerate(box.get("contents") or []):
        yield from _component(part, f"{where}.contents[{place}]")


def _bytes(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
