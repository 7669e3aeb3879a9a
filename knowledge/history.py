"""Who put which bundle live, when and why: one JSON line after another beside the bundles, never rewritten.

A file and not a table: it must stand where the bundles stand (a shared volume, a backup of them), and publishing
must not depend on the records' database being up. A record is written before the swap and confirmed after it; a
record without its confirmation is one of a publish that was killed, unless its bundle is live.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from knowledge.publish import Figures, Share

#: build: put live without the gate, because nothing usable was live.
Action = Literal["publish", "rollback", "build", "refused"]


@dataclass(frozen=True, kw_only=True)
class Record:
    number: int
    at: str  #: ISO 8601 with its offset
    by: str
    why: str
    action: Action
    hash: str  #: of the bundle put live, or refused
    previous: str  #: bundle that was live before; empty: none
    override: str = ""  #: why it went live although golden answers got worse
    figures: Figures = field(default_factory=dict)
    changed_answers: int = 0
    documents: Mapping[str, Sequence[str]] = field(default_factory=dict)  #: added, changed, removed -> ids
    checked: Mapping[str, str] = field(default_factory=dict)  #: id of an added or changed document -> who, when
    done: bool = False  #: the swap has happened; not stored in the record's own line


def read(path: Path) -> list[Record]:
    """Oldest first. A line cut short by a kill or a power cut is passed over: what it was to record did not happen."""
    if not path.exists():
        return []
    records: dict[int, Record] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if "done" in row and row["done"] in records:
            records[row["done"]] = replace(records[row["done"]], done=True)
        elif "number" in row:
            records[row["number"]] = _record(row)
    return list(records.values())


def _record(row: Mapping[str, Any]) -> Record:
    known = {entry.name for entry in fields(Record)}
    values = {name: value for name, value in row.items() if name in known}
    shares = {
        form: {measure: Share(**share) for measure, share in measures.items()}
        for form, measures in row.get("figures", {}).items()
    }
    return Record(**(values | {"figures": shares}))


def append(path: Path, record: Record) -> None:
    row = asdict(record)
    row.pop("done")
    _write(path, row)


def confirm(path: Path, number: int) -> None:
    _write(path, {"done": number})


def settle(path: Path, live: str) -> list[Record]:
    """Confirm the last record when its bundle is live: its publish was killed just after the swap."""
    records = read(path)
    if records and _waits(records[-1]) and records[-1].hash == live:
        confirm(path, records[-1].number)
        records[-1] = replace(records[-1], done=True)
    return records


def _waits(record: Record) -> bool:
    return not record.done and record.action != "refused"


def _write(path: Path, row: Mapping[str, Any]) -> None:
    """One write, on disk before it returns; a line cut short before it is closed first."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            text = text if file.read(1) == b"\n" else f"\n{text}"
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def was_before(records: Sequence[Record], live: str) -> str:
    """The bundle that the live one took the place of, going back through rollbacks; empty when not known."""
    for record in reversed(records):
        if record.done and record.hash == live and record.action in ("publish", "build"):
            return record.previous
    return ""


def figures_of(records: Sequence[Record], name: str) -> Figures:
    """The figures a bundle had when it was published; empty when it never was."""
    return next((r.figures for r in reversed(records) if r.hash == name and r.done and r.figures), {})


def newest_figures(records: Sequence[Record]) -> Figures:
    """Those of the last publish that went live; empty when there was none."""
    return next((r.figures for r in reversed(records) if r.done and r.figures), {})


def last_live(records: Sequence[Record]) -> dict[str, datetime]:
    """Bundle -> when it last was live, as far as the history tells."""
    found: dict[str, datetime] = {}
    for record in records:
        if record.done:
            found[record.hash] = found[record.previous] = datetime.fromisoformat(record.at)
    found.pop("", None)
    return found


def state(record: Record, live: str, newest: bool) -> str:
    """For people: what became of it. ``newest``: no later record put this bundle live."""
    if record.action == "refused":
        return "refused"
    if record.hash == live and newest:
        return "live"
    return "was live" if record.done else "interrupted before it went live"
