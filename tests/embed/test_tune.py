"""A few steps of tuning draw questions to their facts, and what is kept of them is of the right shape."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from knowledge import delta
from knowledge.tune import LAYERS, Tuner, read_texts, train

FACTS = {
    "Mudra: loans up to Rs 20 lakh": ["mudra me kitna loan milta hai", "મુદ્રામાં કેટલી લોન મળે?", "มุทราให้กู้เท่าไร"],
    "CGTMSE: the bank asks for the guarantee": ["who applies for the guarantee", "गारंटी के लिए आवेदन कौन करता है 🙏"],
    "PM Vishwakarma: a toolkit of Rs 15,000": ["toolkit ke paise", "ટૂલકિટ માટે કેટલા રૂપિયા"],
}


def test_questions_come_nearer_to_their_fact(folder: Path, tmp_path: Path) -> None:
    rows = [{"fact": n, "kind": "fact", "form": "en", "text": fact} for n, fact in enumerate(FACTS)]
    rows += [
        {"fact": n, "kind": "question", "form": "hi", "text": q} for n, qs in enumerate(FACTS.values()) for q in qs
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tuner = Tuner(folder)
    texts = read_texts(tmp_path / "pairs.jsonl", tuner)

    def lead() -> float:
        with torch.no_grad():
            vectors = tuner.vectors(texts).numpy()
        own = np.array([[a.fact == b.fact for b in texts] for a in texts])
        scores = vectors @ vectors.T
        return float(scores[own].mean() - scores[~own].mean())

    before = lead()
    train(tuner, texts, steps=8)
    assert lead() > before + 0.005
    changes = tuner.changes()
    assert set(changes) == {f"l{n}.{part}.{end}" for n in range(12 - LAYERS, 12) for part in
                            ("q", "k", "v", "ao", "aln", "fi", "fo", "oln") for end in "wb"}  # fmt: skip
    delta.write(tmp_path / "d.npz", changes)
    assert all(np.isfinite(change).all() for change in delta.read(tmp_path / "d.npz").values())
