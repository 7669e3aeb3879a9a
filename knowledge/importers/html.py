"""Web pages: the main text and its tables; nothing that a reader of the page does not see."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import regex
from bs4 import BeautifulSoup, NavigableString, Tag, XMLParsedAsHTMLWarning
from bs4.element import PageElement, PreformattedString

from knowledge.importers import encodings, legacy_fonts
from knowledge.importers.collect import Blocks
from knowledge.importers.model import Extract, FileRefused, Limits, Parsed

_NEVER = {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas", "form", "button"}
_AROUND = {"nav", "header", "footer", "aside"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | set(
    "p div li td th dt dd section article main body blockquote pre table tr ul ol dl figure figcaption caption address "
    "summary details fieldset legend center br hr".split()
)
_HIDDEN_STYLE = regex.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?!\.)"
)
_DECLARED = regex.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", regex.I)
_DATES = ("article:modified_time", "article:published_time", "last-modified", "date", "dcterms.modified", "dc.date")
_FONT = regex.compile(r"font-family\s*:\s*[\"']?([^;,\"']{2,60})", regex.I)


def read(data: bytes, charset: str, limits: Limits) -> Parsed:
    """Raises FileRefused."""
    declared = _DECLARED.search(data[:4096])
    text = encodings.decode(data, charset or (declared[1].decode("ascii") if declared else ""))
    if text.count("<") > limits.units * 4:
        raise FileRefused("too_much_text", limit=limits.units)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        page = BeautifulSoup(text, "lxml")
    extract = Extract(title=_title(page), url=_canonical(page), date=_date(page))
    fonts = _fonts(page)
    hidden = _remove_unseen(page)
    blocks = Blocks(limits)
    _walk(_main(page), blocks)
    extract.blocks = blocks.found
    legacy_fonts.check(blocks.text, fonts)
    remarks = [f"{hidden} hidden parts of the page were left out."] if hidden else []
    return Parsed(kind="html", extracts=[extract], remarks=remarks)


def _title(page: BeautifulSoup) -> str:
    for found in (page.find("h1"), page.find("title")):
        if isinstance(found, Tag) and (title := found.get_text(" ", strip=True)):
            return title[:300]
    return ""


def _canonical(page: BeautifulSoup) -> str:
    link = page.find("link", rel="canonical")
    target = str(link.get("href") or "") if isinstance(link, Tag) else ""
    return target if target.startswith(("https://", "http://")) else ""


def _date(page: BeautifulSoup) -> str:
    found: dict[str, str] = {}
    for meta in page.find_all("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        found.setdefault(name, str(meta.get("content") or ""))
    for name in _DATES:
        if match := regex.match(r"(\d{4}-\d{2}-\d{2})", found.get(name, "")):
            return str(match[1])
    return ""


def _fonts(page: BeautifulSoup) -> dict[str, str]:
    """What is set in a font that the page names at the letters themselves."""
    pairs = []
    for tag in page.find_all(["font", "span", "p", "div", "td", "body"]):
        name = str(tag.get("face") or "").split(",")[0]
        if not name and (match := _FONT.search(str(tag.get("style") or ""))):
            name = match[1]
        if name and legacy_fonts.is_legacy_name(name):
            pairs.append((name.strip(), tag.get_text(" ")))
    return legacy_fonts.fonts_of(pairs)


def _remove_unseen(page: BeautifulSoup) -> int:
    """How many parts a reader could not have seen."""
    hidden: list[Tag] = []
    around: list[Tag] = []
    below: set[int] = set()  # what stands in a part that goes: not asked of the tags, whose unknown attributes search
    for node in page.descendants:
        if not isinstance(node, Tag):
            continue
        if id(node.parent) in below:
            below.add(id(node))
        elif node.name in _NEVER or node.name in _AROUND or _is_hidden(node):
            below.add(id(node))
            (around if node.name in _NEVER | _AROUND else hidden).append(node)
    count = sum(bool(tag.get_text(strip=True)) for tag in hidden)
    for tag in hidden + around:
        tag.extract()
    return count


def _is_hidden(tag: Tag) -> bool:
    if tag.name in ("html", "body"):
        return False
    if tag.has_attr("hidden") or str(tag.get("aria-hidden") or "").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style") or "").lower()))


def _main(page: BeautifulSoup) -> Tag:
    """The part that holds the text, where the page says so and it holds most of it."""
    whole = page.body or page
    size = len(whole.get_text())
    found = [*page.find_all(["main", "article"]), *page.find_all(attrs={"role": "main"})]
    best = max(found, key=lambda tag: len(tag.get_text()), default=None)
    return best if best is not None and len(best.get_text()) * 3 > size else whole


def _walk(root: Tag, blocks: Blocks) -> None:
    """Iterative: a page may nest deeper than Python may call."""
    gathered: list[str] = []
    current: Tag | None = None
    skip: set[int] = set()

    def flush() -> None:
        if gathered:
            heading = current is not None and current.name in _HEADINGS
            blocks.add("heading" if heading else "text", " ".join(gathered))
            gathered.clear()

    for node in root.descendants:
        blocks.count()
        if node.parent is not None and id(node.parent) in skip:
            skip.add(id(node))
        elif isinstance(node, Tag):
            if node.name == "table" and _is_data(node):
                flush()
                blocks.table(list(_rows(node)))
                skip.add(id(node))
            elif node.name in _BLOCKS:
                flush()
        elif _is_text(node):
            owner = _owner(node)
            if owner is not current:
                flush()
                current = owner
            gathered.append(str(node).strip())
    flush()


def _is_text(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and bool(str(node).strip())


def _owner(node: PageElement) -> Tag | None:
    return next((parent for parent in node.parents if parent.name in _BLOCKS), None)


def _is_data(table: Tag) -> bool:
    """Not a table that only places other things on the page."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return not table.find("table") and len(rows) > 1 and max(map(len, rows)) > 1


def _rows(table: Tag) -> Iterator[list[str]]:
    for row in table.find_all("tr"):
        yield [cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"], recursive=False)]
