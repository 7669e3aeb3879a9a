"""`sahayak kb watch`: the radar over the documents of the settings, with names looked up in a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot import library
from bot.asking import Asker
from bot.problems import UserProblem
from bot.settings import Settings
from knowledge.documents import read_library
from knowledge.review import check_of
from knowledge.watch import KINDS, Finding, First, explained, read_known, watch


def findings(settings: Settings, today: date, bundle: Path | None, search: bool) -> tuple[list[Finding], list[Finding]]:
    """(to be looked at, known with its reason). ``bundle`` is None: the live one."""
    folder = settings.knowledge
    documents, translations = read_library(folder / "documents")
    checks = {d.id: check_of(folder / "documents" / "en" / f"{d.id}.md", d) for d in documents}
    stale = [path.relative_to(folder).as_posix() for path in library.stale_files(folder)]
    first = first_of(bundle or settings.live_bundle) if search else None
    found = watch(documents, translations, checks, stale, today, settings.check_after_days, first)
    return explained(found, read_known(folder / "watch.yml"), search)


def first_of(folder: Path) -> First:
    """Looks a name up as a person would who types nothing else. Raises BundleError."""
    asker = Asker(folder)

    def first(name: str, form: str) -> str:
        index = asker.search_index
        documents = index.search(index.prepare(name, form), limit=1).documents
        return documents[0] if documents else ""

    return first


def kinds(text: str) -> frozenset[str]:
    """``--fail-on``: kinds with commas, or ``all``. Raises UserProblem."""
    if text == "all":
        return frozenset(KINDS)
    wanted = frozenset(filter(None, (part.strip() for part in text.split(","))))
    unknown = wanted - set(KINDS)
    if unknown:
        raise UserProblem(f"--fail-on {min(unknown)}: must be all or some of {', '.join(KINDS)}")
    return wanted


def as_object(open_: Sequence[Finding], known: Sequence[Finding]) -> dict[str, Any]:
    return {"findings": [asdict(one) for one in open_], "known": [asdict(one) for one in known]}


def as_text(open_: Sequence[Finding], known: Sequence[Finding], all_too: bool) -> str:
    lines = []
    for one in [*open_, *(known if all_too else ())]:
        lines.append(f"{one.kind:14} {one.what}")
        lines += [f"    {seen.where}: {seen.text}" for seen in one.passages]
        lines.append(f"    key: {one.key}")
        if one.reason:
            lines.append(f"    known: {one.reason}")
    lines.append(f"{len(open_)} findings; {len(known)} more are known and explained in watch.yml")
    return "\n".join(lines)
