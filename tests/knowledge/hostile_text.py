"""Encodes the JSON string on standard input, then a harmless text, and prints both vectors' lengths."""

from __future__ import annotations

import json
import sys

import numpy as np

from knowledge.encoder import NanoEncoder


def main() -> None:
    encoder = NanoEncoder()
    # A heap written past its end may be noticed only by the next allocation, hence the second text.
    for text in (json.load(sys.stdin), "loan लोन લોન สินเชื่อ"):
        print(round(float(np.linalg.norm(encoder.encode([text], "query"))), 3))


if __name__ == "__main__":
    main()
