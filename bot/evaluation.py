"""`sahayak eval`: runs a file of questions through ask and parse, and reports the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import dialogue_process, library, row_files
from bot.asking import Asker
from bot.settings import Settings
from knowledge.baselines import BASELINES, ranked
from knowledge.encoder import VectorCache
from knowledge.evaluate import FIGURES, RETRIEVAL, Judged, report, retrieval
from knowledge.raw import RawTier, digest, write_raw

#: Intent names of question files that came before ours.
INTENT_NAMES = {
    "human": "talk_to_human",
    "language": "change_language",
    "stop": "stop_messages",
    "loan_default": "need_help",
    "referral": "start_intake",
}
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class RawTierOf:
    """Where a second tier's passages are, and which of them."""

    path: Path
    count: int | None = None
    leave_out: tuple[str, ...] = ()


def read(path: Path) -> list[dict[str, Any]]:
    """Rows with qid, text, lang, answerable, doc_ids. Raises UserProblem naming the line."""
    return list(row_files.read(path, ("qid", "text", "lang", "answerable", "doc_ids"), ("text", "lang")))


def wanted_intent(row: dict[str, Any]) -> str | None:
    """The intent a message should get: its own, or ask_scheme for a question that has an answer."""
    given = row.get("intent")
    if given == "consent":
        # Both a wish to be forgotten and an agreement are filed under this name; the text tells which.
        return None
    if given:
        return str(INTENT_NAMES.get(given, given))
    return "ask_scheme" if row["answerable"] else None


def evaluate_file(
    path: Path,
    bundle: Path,
    settings: Settings,
    *,
    intents: bool = True,
    baselines: bool = False,
    raw: RawTierOf | None = None,
    say: Say = lambda _: None,
) -> dict[str, Any]:
    """``intents``: with the trained model; ``raw``: with these passages as the bundle's second tier."""
    rows = read(path)
    asker = Asker(bundle)
    if raw:
        asker.bundle.raw = _tier(asker, raw, settings, say)
    known = set(asker.bundle.cards)
    inside = [row for row in rows if not row["answerable"] or set(row["doc_ids"]) & known]
    got = dialogue_process.parse(settings, [row["text"] for row in inside]) if intents else [{}] * len(inside)
    judged = [_judge(asker, row, parsed) for row, parsed in zip(inside, got, strict=True)]
    found = {"bundle": asker.bundle.hash, "not_in_bundle": len(rows) - len(inside)} | report(judged)
    if asker.bundle.raw:
        found["raw"] = {"passages": asker.bundle.raw.size, "shown": sum(one.unchecked for one in judged)}
    if baselines:
        found["baselines"] = {name: _baseline(asker, name, inside) for name in BASELINES}
    return found


def _tier(asker: Asker, raw: RawTierOf, settings: Settings, say: Say) -> RawTier:
    """Built once for each choice of passages and encoder; vectors come from the cache."""
    passages = library.raw_passages(raw.path, asker.bundle.cards.values(), raw.leave_out, raw.count)
    encoder = VectorCache(settings.build / "vectors.sqlite", asker.search_index.encoder, library.progress(say))
    folder = settings.build / "raw" / f"{digest(passages)[:16]}-{encoder.name}"
    if not (folder / "raw.faiss").exists():
        folder.mkdir(parents=True, exist_ok=True)
        say(f"encoding {len(passages)} raw passages")
        write_raw(folder, passages, encoder)
    return RawTier(folder)


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
        unchecked=any(passage.get("tier") == "raw" for passage in outcome["passages"]),
        form_got=asker.search_index.read(row["text"]).form,
    )


def _baseline(asker: Asker, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    search = asker.search_index
    judged = [
        Judged(
            form=row["lang"],
            wanted=tuple(row["doc_ids"]),
            answerable=True,
            documents=ranked(search, search.prepare(row["text"], row["lang"]), name),
            answered=True,
            probability=1.0,
        )
        for row in rows
        if row["answerable"]
    ]
    return retrieval(judged)


def as_table(found: dict[str, Any]) -> str:
    """Markdown tables, one row a language form, and the lines around them."""
    names = list(FIGURES)
    lines = ["| form | n | " + " | ".join(names) + " |", "|---|---|" + "---|" * len(names)]
    for form, figures in [("all", found["all"]), *found["by_language"].items()]:
        lines.append(f"| {form} | {figures['questions']} | " + " | ".join(_cell(figures[n]) for n in names) + " |")
    lines.append("")
    lines.append(f"Worst language by hit@1: {found['worst_language']}. "
                 f"Counted apart, their documents not being in the bundle: {found['not_in_bundle']}.")  # fmt: skip
    if "raw" in found:
        lines.append(f"Second tier: {found['raw']['passages']} raw passages, shown for {found['raw']['shown']}.")
    if "baselines" in found:
        lines += ["", *_baseline_lines(found)]
    return "\n".join(lines)


def _baseline_lines(found: dict[str, Any]) -> list[str]:
    """Each ranking on the answerable questions of the same run: over all forms, then in each."""
    forms = ["all", *found["by_language"]]
    lines = ["| ranking | " + " | ".join(RETRIEVAL) + " | hit@1 of " + ", ".join(forms[1:]) + " |"]
    lines.append("|---|" + "---|" * (len(RETRIEVAL) + 1))
    ours = {"all": found["all"], "by_language": found["by_language"]}
    for name, figures in [("sahayak", ours), *found["baselines"].items()]:
        cells = [f"{figures['all'][figure]['value']:.2f}" for figure in RETRIEVAL]
        per_form = [figures["by_language"].get(form, {}).get("hit@1") for form in forms[1:]]
        shown = ", ".join(f"{figure['value']:.2f}" if figure else "-" for figure in per_form)
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {shown} |")
    return lines


def _cell(figure: dict[str, float] | None) -> str:
    return f"{figure['value']:.2f} ({figure['low']:.2f}-{figure['high']:.2f})" if figure else "-"
