"""`sahayak kb search --explain`: how a question was read, each part of each score, and the confidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.asking import Asker
from knowledge.search import Result
from knowledge.slots import asked_for


def explained(asker: Asker, text: str, form: str | None, limit: int) -> dict[str, Any]:
    """Everything a ranking and its refusal or answer were made from, as plain values."""
    search, confidence = asker.search_index, asker.answerer.confidence
    result = search.search(search.prepare(text, form), limit=max(limit, 1))
    judged = confidence.explain(result)
    return {
        "question": _question(result),
        "passages": [
            {
                "passage_id": hit.passage.id,
                "doc_id": hit.passage.document,
                "score": hit.score,
                "text": hit.passage.record,
                "parts": asdict(hit.parts),
            }
            for hit in result.hits[:limit]
        ],
        "documents": [
            {"doc_id": document, "score": round(score, 4)}
            for document, score in zip(result.documents, result.document_scores, strict=True)
        ],
        "weights": asdict(search.weights),
        "confidence": judged,
    }


def _question(result: Result) -> dict[str, Any]:
    query = result.query
    return {
        "form": query.form,
        "encoded": query.encoded,
        "words": ["/".join(spellings) for spellings in query.alternatives],
        "coverage": round(result.coverage, 4),
        "names": sorted(result.named),
        "asked_for": list(asked_for(query.text, query.form)),
    }


def as_lines(found: dict[str, Any], explain: bool) -> list[str]:
    lines: list[str] = []
    if explain:
        lines += [f"{name:10} {_plain(value)}" for name, value in found["question"].items()]
        lines.append(f"weights    {_parts(found['weights'])}")
    for row in found["passages"]:
        lines.append(f"{row['score']:.4f} {row['passage_id']}  {row['text']}")
        if explain:
            lines.append(f"        {_parts(row['parts'])}")
    if explain:
        lines.append("documents  " + "  ".join(f"{row['doc_id']} {row['score']:.4f}" for row in found["documents"]))
        lines += _confidence_lines(found["confidence"])
    return lines


def _confidence_lines(judged: dict[str, Any]) -> list[str]:
    said = "answers" if judged["probability"] >= judged["threshold"] else f"refuses: {judged['reason']}"
    lines = [f"confidence {judged['probability']:.4f}, threshold {judged['threshold']:.2f}: {said}"]
    for row in judged["signals"]:
        lines.append(f"        {row['signal']:32} {row['value']:8.4f} {row['worth']:+.3f}")
    return lines


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _parts(parts: dict[str, float]) -> str:
    return "  ".join(f"{name} {value:+.4f}" for name, value in parts.items())
