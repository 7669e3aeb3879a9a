"""Rasa's environment, seen from the app: train when something changed, run, parse."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot.settings import ROOT, Settings
from knowledge.encoder import encoder_name
from knowledge.language import FORMS

PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"


class DialogueProcessError(RuntimeError):
    """Rasa's environment could not do what was asked; the message ends with what to do."""


def environment(settings: Settings) -> dict[str, str]:
    """What the dialogue process gets: addresses, secrets and the vector cache, nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    processor = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return (
        kept
        | processor
        | {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
            "OMP_NUM_THREADS": "1",
            "LOG_LEVEL": "WARNING",
            "SAHAYAK_ACTION_URL": settings.action_url,
            "SAHAYAK_ACTION_SECRET": settings.action_secret or "not-serving",
            "SAHAYAK_DIALOGUE_SECRET": settings.dialogue_secret or "not-serving",
            "SAHAYAK_TRACKER_DB": str(settings.data / "tracker.sqlite"),
            "SAHAYAK_ENCODER": settings.encoder,
            "SAHAYAK_VECTOR_CACHE": str(settings.build / "vectors.sqlite"),
            "SANIC_HOST": "127.0.0.1",
        }
    )


def _training_inputs() -> list[Path]:
    folders = [ROOT / "nlu" / form for form in FORMS]
    files = [path for folder in folders for path in folder.glob("*.yml")]
    files += [ROOT / "nlu" / name for name in ("launch.py", "speedups.py", "without_tensorflow.py")]
    files += (ROOT / "nlu" / "components").glob("*.py")
    files += [ROOT / name for name in ("config.yml", "domain.yml", "nlu/rules.yml", "nlu/requirements.lock")]
    files += [ROOT / "knowledge" / name for name in ("text.py", "encoder.py")]
    return sorted(files)


def training_hash(settings: Settings) -> str:
    digest = hashlib.sha256(encoder_name(settings.encoder).encode())
    for path in _training_inputs():
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def is_trained(settings: Settings) -> bool:
    stamp = settings.model.with_suffix(".hash")
    return settings.model.exists() and stamp.exists() and stamp.read_text() == training_hash(settings)


def train(settings: Settings) -> None:
    """Train into the build folder; the old model stays until the new one is whole. Raises DialogueProcessError."""
    _require_environment()
    wanted = training_hash(settings)
    settings.model.parent.mkdir(parents=True, exist_ok=True)
    # Forced: Rasa's cache knows nothing of the encoder, and would put a classifier of the old one into the new model.
    command = [str(PYTHON), "-m", "nlu.launch", "train", "--force", "--skip-validation", "--domain", "domain.yml"]
    command += ["--config", "config.yml", "--out", str(settings.model.parent), "--fixed-model-name", "next"]
    command += ["--data", "nlu/rules.yml", *(f"nlu/{form}" for form in FORMS)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        printed = []
        for line in process.stdout or ():
            printed.append(line)
            if line.startswith("[train]"):
                print(line, end="", flush=True)
    made = settings.model.with_name("next.tar.gz")
    if process.returncode or not made.exists():
        reason = "".join(printed[-25:])
        raise DialogueProcessError(f"{reason}\nTraining failed; mend what is named above, then: make train")
    made.replace(settings.model)
    settings.model.with_suffix(".hash").write_text(wanted)


def _require_environment() -> None:
    if not PYTHON.exists():
        raise DialogueProcessError("Rasa's environment is missing; make it with: make setup")


def serve_command(settings: Settings) -> list[str]:
    return [
        *(str(PYTHON), "-m", "nlu.launch", "run", "-i", "127.0.0.1", "-p", str(settings.dialogue_port)),
        *("--credentials", "nlu/credentials.yml", "--endpoints", "endpoints.yml", "-m", str(settings.model)),
    ]


def parse(settings: Settings, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Intent, confidence and entities of each text, from the trained model. Raises DialogueProcessError."""
    _require_environment()
    if not settings.model.exists():
        raise DialogueProcessError("there is no trained model; train one with: make train")
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(
        [str(PYTHON), "-m", "nlu.parse", str(settings.model)],
        cwd=ROOT, env=environment(settings), input=lines, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise DialogueProcessError(done.stderr[-2000:] + "\nThe model could not be loaded; train it again: make train")
    # Only at line feeds: an entity may hold another character that str.splitlines takes for the end of a line.
    return list(_json_lines(done.stdout.split("\n")))


def _json_lines(lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in lines if line.startswith("{"))
