#!/usr/bin/env bash
# Checks the embed extra: its own environment (.tools/embed), the converted model (.tools/multilingual-e5-small),
# tests/embed. Run it from anywhere; what is there already is used again. PYTHON311 names the interpreter.
# --required: a machine without a usable Python 3.11 fails. CI says so, lest it be green with this unchecked.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.tools/embed
model=.tools/multilingual-e5-small
wanted=requirements-embed.txt
stamp=$environment/installed

say() { printf '[embed] %s\n' "$*"; }

# The version alone does not do: Debian's python3.11 may come without venv's ensurepip, and a pyenv shim without a
# Python behind it.
is_usable() {
    command -v "$1" >/dev/null &&
        "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON311:+"$PYTHON311"} python3.11 python3 python /usr/bin/python3.11; do
        if is_usable "$candidate"; then
            "$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    say '############################################################################'
    say 'SKIPPED: no Python 3.11 with venv was found, so the embed extra is UNCHECKED.'
    say 'Install one (Debian 12: apt install python3-venv), or name it:'
    say 'PYTHON311=/path/to/python3.11 bash deploy/embed_check.sh'
    say '############################################################################'
    if [ "${1:-}" = --required ]; then
        say 'FAILED: it was called with --required, so what is unchecked counts as broken.'
        exit 1
    fi
    exit 0
fi

fingerprint=$({ cat "$wanted"; "$python" -VV; echo "$python"; } | sha256sum | cut -d' ' -f1)
if [ -x "$environment/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ]; then
    say "$environment holds $wanted already"
else
    began=$SECONDS
    say "making $environment with $python from $wanted (about a minute and 1.7 GB)"
    rm -rf "$environment"
    mkdir -p .tools
    "$python" -m venv "$environment"
    if ! "$environment/bin/python" -m pip install -q --disable-pip-version-check -r "$wanted"; then
        say "FAILED: pip could not install $wanted. What to do: free some disk, check the package registry and"
        say "pip's settings for torch, then run this again."
        exit 1
    fi
    echo "$fingerprint" >"$stamp"
    say "$environment ready in $((SECONDS - began)) s, $(du -sh "$environment" | cut -f1)"
fi

say "model: $model"
"$environment/bin/python" -m knowledge.convert_model "$model"

say 'tests/embed'
began=$SECONDS
# Offline, so that a folder that lacks something fails instead of being completed from a hub.
HF_HUB_OFFLINE=1 SAHAYAK_EMBED_MODEL=$PWD/$model \
    "$environment/bin/python" -m pytest -q -p no:cacheprovider -c tests/embed/pytest.ini tests/embed
say "done: tests in $((SECONDS - began)) s"
