"""The figures as a table, with ratios against the named baseline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.turns.stock import VERSION

Figures = dict[str, Any]
Row = tuple[str, Callable[[Figures], float], bool]

NOTES = """\
Both: the same conversations (greeting, buttons, follow-up, questions asked once, out of scope, a message for a
person, thanks; en, hi, gu, th, hi-Latn, gu-Latn), HTTP on 127.0.0.1, SQLite on disk, one person reads the reply
before writing on. Time runs from sending the message to the whole reply: with Sahayak through its durable inbox,
its search in the scheme documents, its durable outbox and the event stream."""

STOCK_NOTES = """\
Baseline: stock Rasa {version} (Python 3.10, TensorFlow) with the config.yml of `rasa init` (default pipeline and
policies: DIET, ResponseSelector, TED, ...), REST channel, action server of rasa-sdk 3.6, trained on {examples} examples
({per_intent} an intent and form). Its actions say fixed texts: the knowledge search does not run on Python 3.10. That
favours stock, and so does Sahayak's storing of what comes in and goes out, which stock does not do."""


def _cpu(phase: str) -> Callable[[Figures], float]:
    return lambda side: float(sum(side[phase]["cpu_ms"].values()))


def _value(phase: str, name: str) -> Callable[[Figures], float]:
    return lambda side: float(side[phase][name])


def _rows(people: int) -> list[Row]:
    """Name, how to read it from a side, and whether more is better."""
    return [
        ("one person: p50, ms", _value("alone", "p50_ms"), False),
        ("one person: p95, ms", _value("alone", "p95_ms"), False),
        ("one person: CPU a message, ms", _cpu("alone"), False),
        (f"{people} people: p50, ms", _value("together", "p50_ms"), False),
        (f"{people} people: p95, ms", _value("together", "p95_ms"), False),
        (f"{people} people: messages/s", _value("together", "messages_per_second"), True),
        (f"{people} people: CPU a message, ms", _cpu("together"), False),
        ("memory (RSS), MB", lambda side: float(sum(side["memory_mb"].values())), False),
        ("memory, shared pages once, MB", lambda side: float(sum(side["memory_shared_once_mb"].values())), False),
    ]


def table(result: Figures) -> str:
    ours, stock = result["sahayak"], result.get("stock")
    lines = [f"{'':34}{'Sahayak':>10}" + (f"{'stock':>10}{'ratio':>10}" if stock else "")]
    for name, read, more_is_better in _rows(result["people"]):
        line = f"{name:34}{read(ours):>10.1f}"
        if stock:
            better = read(ours) / read(stock) if more_is_better else read(stock) / read(ours)
            line += f"{read(stock):>10.1f}{better:>9.1f}x"
        lines.append(line)
    sides = [("Sahayak", ours), *([("stock", stock)] if stock else [])]
    lines += ["", *(line for name, side in sides for line in _details(name, side))]
    return "\n".join([*lines, "", NOTES, _baseline(result)])


def _details(name: str, side: Figures) -> list[str]:
    def listed(values: Figures, unit: str) -> str:
        return ", ".join(f"{key} {value} {unit}" for key, value in values.items())

    counts = {phase: side[phase] for phase in ("alone", "together")}
    missing = sum(one["unanswered"] for one in counts.values())
    total = sum(one["messages"] for one in counts.values())
    return [
        f"{name}: {total} messages, {missing} unanswered; load average {side['load'][0]}, "
        f"CPU of one sentence vector before and after {side['vector_ms']} ms",
        f"  CPU a message, one person: {listed(side['alone']['cpu_ms'], 'ms')}",
        f"  CPU a message, all people: {listed(side['together']['cpu_ms'], 'ms')}",
        f"  memory: {listed(side['memory_mb'], 'MB')}",
        f"  p50, one person: {listed(side['alone']['p50_ms_by_kind'], 'ms')}",
    ]


def _baseline(result: Figures) -> str:
    if "stock" not in result:
        return f"No baseline: stock Rasa {VERSION} was left out: {result['stock_left_out']}"
    from bench.turns.stock import EXAMPLES_PER_INTENT_AND_FORM

    return STOCK_NOTES.format(
        version=VERSION, examples=result["stock_examples"], per_intent=EXAMPLES_PER_INTENT_AND_FORM
    )
