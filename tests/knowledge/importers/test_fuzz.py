"""Files bent at random: each ends in a whole draft or in a refusal, and the next one is read as if nothing was.

100 files as a rule; FUZZ_FILES=1000 for the long run.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.facts import DocumentError
from knowledge.importers import draft, finish
from knowledge.importers.draft import Origin
from knowledge.importers.model import REFUSALS, FileRefused, Limits
from knowledge.importers.sandbox import Sandbox
from tests.knowledge.importers import samples
from tests.knowledge.importers.samples import TEXTS

FILES = int(os.environ.get("FUZZ_FILES", "100"))
TODAY = date(2026, 11, 22)
Bend = Callable[[random.Random, bytes], bytes]


def originals() -> dict[str, bytes]:
    made = {}
    for form in ("en", "gu", "hi", "th"):
        title, heading, first, second = TEXTS[form]
        pages = [[f"# {title}", f"# {heading}", first], [first]]
        made[f"{form}.pdf"] = samples.text_pdf(pages, form, [["A", "B"], ["C", "D"]] if form == "en" else ())
        made[f"{form}.docx"] = samples.word(form, [["Fee", "Days"], [second, "30"]])
        made[f"{form}.html"] = samples.page(form, "<table><tr><th>a<th>b<tr><td>1<td>2</table>").encode()
        made[f"{form}.xlsx"] = samples.workbook({title[:20]: [[heading, "n"], [first, 5], [second, 6.5]]})
    made["marked.pdf"] = samples.browser_like_pdf([("કિં", 60, 700), ("મત", 78, 700), (" ", 96, 700), ("રૂ", 102, 700)])
    made["scan.pdf"] = samples.scanned_pdf(["સ્કેન"], "gu")
    return made


def flip(chance: random.Random, data: bytes) -> bytes:
    bent = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, len(bent) // 50 + 1))):
        bent[chance.randrange(len(bent))] = chance.randrange(256)
    return bytes(bent)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def drop(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 500) :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randrange(1, 2_000)]
    return data[:start] + part * chance.choice((2, 3, 50)) + data[start:]


def nonsense(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(chance.randrange(1, 300)) + data[start:]


def numbers(chance: random.Random, data: bytes) -> bytes:
    """Lengths, sizes and references that lie: what parsers die of."""
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    bent = bytearray(data)
    for place in chance.sample(places, min(len(places), chance.randrange(1, 20))):
        bent[place] = chance.choice(b"0123456789-")
    return bytes(bent)


BENDS: tuple[Bend, ...] = (flip, cut, drop, repeat, nonsense, numbers)


def inside(chance: random.Random, data: bytes) -> bytes:
    """One part of an office file bent and packed again, so that it gets past the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(name for name, part in parts.items() if part))
    return samples.with_entry(data, name, chance.choice(BENDS)(chance, parts[name]))


def bent(number: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    chance = random.Random(f"bent {number}")
    name = chance.choice(sorted(files))
    data = files[name]
    if data.startswith(b"PK") and chance.random() < 0.6:
        return name, inside(chance, data)
    for _ in range(chance.choice((1, 1, 3))):
        data = chance.choice(BENDS)(chance, data) or b"x"
    return name, data


def test_bent_files_harm_nothing(tmp_path: Path) -> None:
    files, drafts = originals(), tmp_path / "drafts"
    drafts.mkdir()
    outcomes: Counter[str] = Counter()
    with Sandbox(Limits(seconds=20, memory_megabytes=1_024)) as sandbox:
        for number in range(FILES):
            name, data = bent(number, files)
            path = tmp_path / name
            path.write_bytes(data)
            outcomes[one(sandbox, path, drafts, number)] += 1
        path = tmp_path / "gu.docx"
        path.write_bytes(files["gu.docx"])
        assert one(sandbox, path, drafts, FILES) == "draft"
    print(f"{FILES} bent files: {dict(outcomes.most_common())}")
    assert outcomes["draft"] > FILES // 20
    assert sum(times for code, times in outcomes.items() if code in REFUSALS) > FILES // 20
    assert len(list(drafts.iterdir())) == outcomes["draft"] + 1


def one(sandbox: Sandbox, path: Path, drafts: Path, number: int) -> str:
    before = sorted(drafts.iterdir())
    try:
        parsed = sandbox.parse(path)
        if parsed.scanned:
            return "scanned"
        origin = Origin(
            name=path.name, url="", sha256=f"{number:064}", kind=parsed.kind, pages=parsed.pages, read_by_ocr=(),
            doubtful=(), remarks=tuple(parsed.remarks),
        )  # fmt: skip
        made = [draft.compose(extract, origin, TODAY, f"in-bent-{number}") for extract in parsed.extracts]
        written = [draft.write(each, drafts, force=False) for each in made]
    except FileRefused as refused:
        assert sorted(drafts.iterdir()) == before
        return refused.code
    assert sorted(drafts.iterdir()) == sorted([*before, *written])
    for path in written:
        is_whole(path)
    return "draft"


def is_whole(path: Path) -> None:
    """Nothing in it keeps the reader from it but what an admin is told to finish."""
    text = path.read_text(encoding="utf-8").replace('grade: ""', "grade: press").replace('as_of: ""', 'as_of: "2025"')
    text = text.replace('country: ""', "country: IN")
    path.write_text(text, encoding="utf-8")
    try:
        finish._read(path, "")
    except DocumentError as problem:
        pytest.fail(f"{path.name} cannot be finished: {problem}")
