"""Publishing as people and programs read it: changed answers side by side, the history, differences."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.problems import UserProblem
from bot.publishing import Judgement, Workshop
from knowledge import history, publish, shelf
from knowledge.bundle import Bundle
from knowledge.difference import Difference, as_lines, difference
from knowledge.publish import Change, Figures, Golden, Reply


def as_object(judged: Judgement) -> dict[str, Any]:
    return asdict(judged) | {"refused": judged.refused}


def as_text(judged: Judgement, margin: float) -> str:
    """The whole judgement; the verdict comes last, where it is seen."""
    lines = [line for change in judged.changes for line in change_lines(change)]
    if judged.after:
        lines += [f"{len(judged.changes)} golden answers changed", "", *figure_lines(judged.before, judged.after)]
    lines += [f"checked: {name} by {who}" for name, who in judged.checked.items()]
    lines += stale_lines(judged.stale)
    lines += [judged.note] if judged.note else []
    return "\n".join([*lines, *_verdict(judged, margin)])


def stale_lines(files: Sequence[str]) -> list[str]:
    """What is missing of each document whose facts changed: it explains most answers that broke."""
    lines = []
    for name in sorted({Path(file).stem for file in files}):
        kinds = defaultdict(list)
        for file in files:
            kind, language, own = Path(file).parts
            if Path(own).stem == name:
                kinds[{"documents": "translations"}.get(kind, kind)].append(language)
        what = "; ".join(f"{kind} {', '.join(languages)}" for kind, languages in kinds.items())
        lines.append(f"left out: {name}: {what}")
    if lines:
        lines.append("These are older than their document. Read them against it, then: sahayak kb stale --stamp")
    return lines


def _verdict(judged: Judgement, margin: float) -> list[str]:
    if judged.published:
        told = [f"Who was told what has changed: sahayak corrections list {judged.previous} live"]
        return [*(told if judged.previous and judged.checked else []),
                f"PUBLISHED: {judged.hash} is live; before it was {judged.previous or 'nothing'}. "
                "To go back: sahayak kb rollback --why TEXT"]  # fmt: skip
    if not judged.refused:
        return ["nothing to publish"]
    lines = [f"REFUSED: {judged.previous} stays live."]
    for name in judged.unsigned:
        lines.append(f"  {name}: its facts are new or changed and nobody has signed them as they stand. "
                     f"Read it against its sources, then: sahayak kb sign {name}")  # fmt: skip
    for one in judged.worse:
        lines.append(f"  {one.form}: {one.measure} fell from {_share(one.old)} to {_share(one.new)}, "
                     f"more than the margin of {_percent(margin)}")  # fmt: skip
    if judged.worse:
        lines.append("Mend the documents or questions of the answers marked BROKEN above, then publish again.")
        lines.append("If the new answers are right, mend knowledge/golden, or publish with --override REASON.")
    lines.append(f'Try the candidate: sahayak ask "…" --kb {shlex.quote(judged.candidate)}')
    return lines


def _share(share: publish.Share) -> str:
    return f"{share.right}/{share.asked} ({_percent(share.value)})"


def _percent(value: float) -> str:
    """Rounded to whole numbers, a fall of 6.1% would be more than a margin of 6% for no reason that is seen."""
    return f"{100 * value:.1f}".removesuffix(".0") + "%"


def figure_lines(before: Figures, after: Figures) -> list[str]:
    rows = [f"{'form':10} {'recall':>32} {'refusal':>32}"]
    for form, shares in after.items():
        cells = []
        for measure in publish.MEASURES:
            old = f"{_share(before[form][measure])} -> " if form in before else ""
            cells.append(f"{old}{_share(shares[measure])}")
        rows.append(f"{form:10} {cells[0]:>32} {cells[1]:>32}")
    return rows


def change_lines(change: Change) -> list[str]:
    """One changed answer: the question, what was said, what would be said."""
    question = change.question
    mark = change.effect.upper() if change.effect != "changed" else "changed"
    head = f"{mark:8} {question.form:8} {question.text}\n         wanted {publish.wanted(question)}"
    return [head, *_said("old", change.old), *_said("new", change.new)]


def _said(side: str, reply: Reply) -> list[str]:
    what = " ".join(filter(None, [reply.status, reply.reason, ", ".join(reply.documents)]))
    return [f"    {side}  {what}", *(f"           • {quote}" for quote in reply.quotes)]


def history_rows(build: Path) -> list[dict[str, Any]]:
    """Newest first, each with its ``state``."""
    records, live = history.read(shelf.history_file(build)), shelf.live_name(build)
    rows, seen = [], False
    for record in reversed(records):
        state = history.state(record, live, not seen)
        seen = seen or state == "live"
        rows.append(asdict(record) | {"state": state, "kept": (build / "bundles" / record.hash).is_dir()})
    return rows


def history_text(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "nothing was published yet"
    lines = []
    for row in rows:
        kept = "" if row["kept"] else ", not kept any more"
        lines.append(
            f"{row['at']}  {row['action']:8} {row['hash']}  {row['state']}{kept}  by {row['by']}: {row['why']}"
        )
        if row["override"]:
            lines.append(f"    although answers got worse: {row['override']}")
        for kind, names in row["documents"].items():
            lines.append(f"    {kind}: {', '.join(names)}")
        lines += [f"    checked: {name} by {who}" for name, who in row["checked"].items()]
        shares = [
            " ".join([form, *(f"{one[measure]['right']}/{one[measure]['asked']}" for measure in publish.MEASURES)])
            for form, one in row["figures"].items()
        ]
        lines += [f"    answered and refused rightly: {'; '.join(shares)}"] if shares else []
    return "\n".join(lines)


def _difference(build: Path, old: str, new: str) -> Difference:
    return difference(Bundle(shelf.find(build, old)), Bundle(shelf.find(build, new)))


def diff_lines(build: Path, old: str, new: str) -> list[str]:
    return as_lines(_difference(build, old, new))


def diff_object(build: Path, old: str, new: str) -> dict[str, Any]:
    return asdict(_difference(build, old, new))


def changed_answers(workshop: Workshop, old: str, new: str) -> tuple[Change, ...]:
    golden = _golden(workshop)
    before, after = (workshop.asker(shelf.find(workshop.build, name)) for name in (old, new))
    return publish.compare(golden, [before(q) for q in golden], [after(q) for q in golden])


def _golden(workshop: Workshop) -> Sequence[Golden]:
    golden = workshop.golden()
    if not golden:
        raise UserProblem("there are no golden questions; write the first: sahayak kb golden add QUESTION --expect ID")
    return golden


def _run(workshop: Workshop) -> tuple[Figures, list[tuple[Golden, Reply]]]:
    """Figures of the live bundle, and the golden questions that it gets wrong with what it says."""
    golden = _golden(workshop)
    ask = workshop.asker(shelf.find(workshop.build, shelf.LIVE))
    replies = [ask(question) for question in golden]
    wrong = [(q, r) for q, r in zip(golden, replies, strict=True) if not publish.is_right(q, r)]
    return publish.figures(golden, replies), wrong


def run_object(workshop: Workshop) -> dict[str, Any]:
    shares, wrong = _run(workshop)
    return {
        "figures": {form: {measure: asdict(share) for measure, share in one.items()} for form, one in shares.items()},
        "wrong": [{"question": asdict(question), "reply": asdict(reply)} for question, reply in wrong],
    }


def run_lines(workshop: Workshop) -> list[str]:
    shares, wrong = _run(workshop)
    lines = []
    for question, reply in wrong:
        lines += [f"wrong    {question.form:8} {question.text}\n         wanted {publish.wanted(question)}",
                  *_said("got", reply)]  # fmt: skip
    return [*lines, *figure_lines({}, shares)]
