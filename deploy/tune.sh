#!/usr/bin/env bash
# Tunes the encoder's last layers on our own questions and keeps what changed: knowledge/encoder_delta.npz, which is
# committed. Half an hour on two cores. Run it when questions or documents have changed a good deal, then measure:
# sahayak prepare, sahayak eval, python -m bench.weights. Arguments go to knowledge.tune, e.g. --steps 200.
set -euo pipefail
cd "$(dirname "$0")/.."

bash deploy/embed_check.sh --required
mkdir -p build
.venv/bin/python -m bot.tuning_pairs build/tuning_pairs.jsonl
HF_HUB_OFFLINE=1 .tools/embed/bin/python -m knowledge.tune \
    build/tuning_pairs.jsonl .tools/multilingual-e5-small knowledge/encoder_delta.npz "$@"
echo '[tune] done; now: .venv/bin/sahayak prepare, then measure before committing knowledge/encoder_delta.npz'
