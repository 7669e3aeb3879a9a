"""Tunes the last layers of the encoder on our own questions, and keeps what changed (knowledge/delta.py).

    bash deploy/tune.sh            # makes what it needs, minutes on two cores
    python -m knowledge.tune PAIRS.jsonl MODEL_FOLDER DELTA.npz [--steps N]

Needs the ``embed`` extra. Loss: InfoNCE over the batch (van den Oord 2018, arXiv 1807.03748), temperature .05. A
question is drawn to a text of its fact, or to another question of it in any form, and away from those of the other
facts. Everything below the tuned layers is frozen, so what it makes of every text is computed once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy, normalize

from knowledge import delta
from knowledge.convert_model import names_of_layer
from knowledge.text import for_encoder

LAYERS = 3
BATCH, STEPS, RATE, TEMPERATURE, SEED = 32, 400, 3e-5, 0.05, 20261122
#: Few facts with their titles are longer.
TOKENS = 192
PORTIONS = 4
#: How often a question is drawn to another question instead of to a text.
QUESTIONS = 0.5


@dataclass(frozen=True)
class Text:
    fact: int
    kind: str
    form: str
    states: torch.Tensor  #: (tokens, hidden) float16, below the tuned layers


class Tuner:
    """The model in two parts: frozen below, learning above."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager").eval()
        layers = self.model.encoder.layer
        self.first = len(layers) - LAYERS
        self.below, self.above = layers[: self.first], layers[self.first :]
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        self.learning = list(self.above.parameters())
        self.before = {name: value.clone() for name, value in self.above.state_dict().items()}

    def states(self, texts: Sequence[str]) -> Iterator[torch.Tensor]:
        batch = self.tokenizer(list(texts), padding=True, truncation=True, max_length=TOKENS, return_tensors="pt")
        with torch.no_grad():
            x = self.model.embeddings(input_ids=batch["input_ids"])
            x = _through(self.below, x, batch["attention_mask"])
        for row, mask in zip(x, batch["attention_mask"], strict=True):
            yield row[: int(mask.sum())].half()

    def vectors(self, texts: Sequence[Text]) -> torch.Tensor:
        """In the order given; run in portions of like length, as short texts would be filled up to the longest."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n].states))
        size = -(-len(order) // PORTIONS)
        rows = [self._portion([texts[n] for n in order[at : at + size]]) for at in range(0, len(order), size)]
        return torch.cat(rows)[torch.tensor(order).argsort()]

    def _portion(self, texts: Sequence[Text]) -> torch.Tensor:
        longest = max(len(text.states) for text in texts)
        x = torch.zeros(len(texts), longest, texts[0].states.shape[1])
        mask = torch.zeros(len(texts), longest)
        for row, text in enumerate(texts):
            x[row, : len(text.states)] = text.states.float()
            mask[row, : len(text.states)] = 1
        x = _through(self.above, x, mask)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return normalize(mean, dim=1)

    def changes(self) -> dict[str, Any]:
        now, names = self.above.state_dict(), {}
        for layer in range(LAYERS):
            for ours, theirs in names_of_layer(self.first + layer):
                key = theirs.removeprefix(f"encoder.layer.{self.first + layer}.")
                value = now[f"{layer}.{key}"] - self.before[f"{layer}.{key}"]
                names[ours] = value.numpy()
        return names


def _through(layers: Any, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    hidden = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
    for layer in layers:
        out = layer(x, hidden)
        x = out[0] if isinstance(out, tuple) else out
    return x


def read_texts(path: Path, tuner: Tuner) -> list[Text]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    prompt = {"question": "query", "fact": "passage"}
    texts = [f"{prompt[row['kind']]}: {for_encoder(row['text'])}" for row in rows]
    order = sorted(range(len(rows)), key=lambda n: len(texts[n]))
    found: dict[int, torch.Tensor] = {}
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        found |= dict(zip(part, tuner.states([texts[n] for n in part]), strict=True))
        if start // 64 % 40 == 0:
            print(f"[tune] {start} of {len(order)} texts through the frozen layers", flush=True)
    return [Text(row["fact"], row["kind"], row["form"], found[n]) for n, row in enumerate(rows)]


def pairs(texts: Sequence[Text], dice: random.Random) -> Iterator[list[tuple[Text, Text]]]:
    """Batches without end; each of one question per fact, as two of a fact would be each other's wrong answer."""
    asked: dict[int, list[Text]] = defaultdict(list)
    told: dict[int, list[Text]] = defaultdict(list)
    for text in texts:
        (asked if text.kind == "question" else told)[text.fact].append(text)
    weights = [len(questions) for questions in asked.values()]
    while True:
        facts = list(dict.fromkeys(dice.choices(list(asked), weights, k=BATCH * 2)))[:BATCH]
        yield [_pair(asked[fact], told[fact], dice) for fact in facts]


def _pair(asked: Sequence[Text], told: Sequence[Text], dice: random.Random) -> tuple[Text, Text]:
    question = dice.choice(asked)
    others = [text for text in asked if text.form != question.form]
    if others and dice.random() < QUESTIONS:
        return question, dice.choice(others)
    own = [text for text in told if text.form == question.form[:2]]
    return question, dice.choice(own if own and dice.random() < 0.6 else told)


def train(tuner: Tuner, texts: Sequence[Text], steps: int) -> None:
    torch.manual_seed(SEED)
    for parameter in tuner.learning:
        parameter.requires_grad = True
    optimizer = torch.optim.AdamW(tuner.learning, lr=RATE, weight_decay=0.01)
    rising = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / rising, (steps - n) / max(1, steps - rising))
    )
    began, losses = time.monotonic(), []
    for step, batch in zip(range(steps), pairs(texts, random.Random(SEED)), strict=False):
        vectors = tuner.vectors([text for pair in batch for text in pair])
        scores = vectors[0::2] @ vectors[1::2].T / TEMPERATURE
        right = torch.arange(len(batch))
        loss = (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tuner.learning, 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 25 == 24:
            print(f"[tune] step {step + 1} of {steps}, loss {np.mean(losses[-25:]):.3f}, "
                  f"{(time.monotonic() - began) / (step + 1):.2f} s a step", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("delta", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)  # the package asks for one, see knowledge/__init__.py
    tuner = Tuner(options.model)
    train(tuner, read_texts(options.pairs, tuner), options.steps)
    delta.write(options.delta, tuner.changes())
    print(f"[tune] {options.delta}: {options.delta.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
