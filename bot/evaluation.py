"""`sahayak eval`: runs a file of questions through ask and parse, and reports the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot import dialogue_process
from bot.asking import Asker
from bot.problems import UserProblem
from bot.settings import Settings
from knowledge.evaluate import FIGURES, Judged, report

#: Intent names of question files that came before ours.
INTENT_NAMES = {
    "human": "talk_to_human",
    "language": "change_language",
    "stop": "stop_messages",
    "loan_default": "need_help",
    "referral": "start_intake",
}


def read(path: Path) -> list[dict[str, Any]]:
    """Rows with qid, text, lang, answerable, doc_ids. Raises UserProblem naming the line."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UserProblem(f"{path} cannot be read: {problem}") from problem
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            rows.append({key: row[key] for key in ("qid", "text", "lang", "answerable", "doc_ids")} | row)
        except (ValueError, KeyError, TypeError) as problem:
            raise UserProblem(f"{path}:{number}: needs qid, text, lang, answerable, doc_ids ({problem!r})") from problem
    return rows


def wanted_intent(row: dict[str, Any]) -> str | None:
    """The intent a message should get: its own, or ask_scheme for a question that has an answer."""
    given = row.get("intent")
    if given == "consent":
        # Both a wish to be forgotten and an agreement are filed under this name; the text tells which.
        return None
    if given:
        return str(INTENT_NAMES.get(given, given))
    return "ask_scheme" if row["answerable"] else None


def evaluate_file(path: Path, bundle: Path, settings: Settings | None) -> dict[str, Any]:
    """``settings`` is needed to judge intents with the trained model; without it they are left out."""
    rows = read(path)
    asker = Asker(bundle)
    known = set(asker.bundle.cards)
    inside = [row for row in rows if not row["answerable"] or set(row["doc_ids"]) & known]
    got = dialogue_process.parse(settings, [row["text"] for row in inside]) if settings else [{}] * len(inside)
    judged = [_judge(asker, row, parsed) for row, parsed in zip(inside, got, strict=True)]
    outside = len(rows) - len(inside)
    return {"bundle": asker.bundle.hash, "not_in_bundle": outside} | report(judged)


def _judge(asker: Asker, row: dict[str, Any], parsed: dict[str, Any]) -> Judged:
    outcome = asker.ask(row["text"], row["lang"])
    return Judged(
        form=row["lang"],
        wanted=tuple(row["doc_ids"]),
        answerable=bool(row["answerable"]),
        documents=tuple(outcome["documents"]),
        answered=outcome["status"] != "no_answer",
        probability=float(outcome["probability"]),
        intent_wanted=wanted_intent(row),
        intent_got=parsed.get("intent"),
    )


def as_table(found: dict[str, Any]) -> str:
    """A Markdown table, one row a language form, and the lines around it."""
    names = list(FIGURES)
    lines = ["| form | n | " + " | ".join(names) + " |", "|---|---|" + "---|" * len(names)]
    for form, figures in [("all", found["all"]), *found["by_language"].items()]:
        lines.append(f"| {form} | {figures['questions']} | " + " | ".join(_cell(figures[n]) for n in names) + " |")
    lines.append("")
    lines.append(f"Worst language by hit@1: {found['worst_language']}. "
                 f"Counted apart, their documents not being in the bundle: {found['not_in_bundle']}.")  # fmt: skip
    return "\n".join(lines)


def _cell(figure: dict[str, float] | None) -> str:
    return f"{figure['value']:.2f} ({figure['low']:.2f}-{figure['high']:.2f})" if figure else "-"
