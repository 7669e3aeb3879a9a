"""Knows: documents, search, confidence. Imports nothing of ours."""

import os

# Threads inside one search spin against each other: with a busy neighbour one query took up to 3 s.
# Read when numpy, faiss and the encoder are first imported, hence before all of them.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
