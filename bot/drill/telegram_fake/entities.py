"""Telegram's HTML: checked as strictly as the platform does, counted in UTF-16 code units as it does."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.drill.telegram_fake.refusals import bad

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler",
}  # fmt: skip
NAMED = ("lt", "gt", "amp", "quot")
MOST_ENTITIES = 100
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'))?)*)\s*>")
_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-z]+);")
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']*)")


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and its entities. Raises Refused in Telegram's words."""
    plain, at, open_tags = "", 0, list[tuple[str, int, str]]()
    found: list[dict[str, Any]] = []
    while at < len(source):
        if source[at] == "<":
            tag = _TAG.match(source, at)
            if tag is None:
                raise bad(f"can't parse entities: Unclosed start tag at byte offset {_bytes(source, at)}")
            plain_at = units(plain)
            name = tag[2].lower()
            if tag[1]:
                found += _close(open_tags, name, plain_at, _bytes(source, at))
            elif name not in KINDS:
                raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {_bytes(source, at)}')
            else:
                href = _HREF.search(tag[3])
                open_tags.append((name, plain_at, html.unescape(href[1]) if href else ""))
            at = tag.end()
            continue
        piece, at = _letter(source, at)
        plain += piece
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    # Of two over the same text the outer one, closed last, comes first.
    closed_last = found[::-1]
    return plain, sorted(closed_last, key=lambda one: (one["offset"], -one["length"]))[:MOST_ENTITIES]


def _close(open_tags: list[tuple[str, int, str]], name: str, end: int, byte: int) -> list[dict[str, Any]]:
    if not open_tags:
        raise bad(f"can't parse entities: Unexpected end tag at byte offset {byte}")
    opened, start, href = open_tags.pop()
    if opened != name:
        raise bad(
            f'can\'t parse entities: Unmatched end tag at byte offset {byte}, expected "</{opened}>", found "</{name}>"'
        )
    if end == start or (name == "a" and not href):
        return []
    entity: dict[str, Any] = {"type": KINDS[name], "offset": start, "length": end - start}
    return [entity | ({"url": href} if name == "a" else {})]


def _letter(source: str, at: int) -> tuple[str, int]:
    named = _ENTITY.match(source, at) if source[at] == "&" else None
    if named and (named[1].startswith("#") or named[1] in NAMED):
        return html.unescape(named[0]), named.end()
    ends = [place for place in (source.find("<", at + 1), source.find("&", at + 1)) if place >= 0]
    end = min(ends, default=len(source))
    return source[at:end], end


def _bytes(source: str, at: int) -> int:
    return len(source[:at].encode("utf-8", "surrogatepass"))


def commands(text: str) -> list[dict[str, Any]]:
    """The entity that a client puts on a command at the beginning of a message."""
    found = re.match(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?", text)
    return [{"type": "bot_command", "offset": 0, "length": units(found[0])}] if found else []
