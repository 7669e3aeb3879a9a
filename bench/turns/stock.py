"""The baseline: stock Rasa 3.6.21 as `rasa init` sets it up, in an environment of its own.

Its default pipeline and policies (DIET, ResponseSelector, TED, …) read from the package's own config.yml, the REST
channel, an action server of rasa-sdk 3.6, the SQL tracker store on SQLite. Its actions say fixed texts: the
knowledge search cannot run on Python 3.10, which spares stock that work.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from bench.turns.conversation import Line
from bench.turns.load import NoReply, Person
from bot.drill.apart import free_ports
from bot.settings import ROOT
from bot.supervise import Child, Say, Supervisor
from deploy import environments
from knowledge.questions import load_yaml, read_intent_examples

VERSION = "3.6.21"
HOME = ROOT / ".tools" / "stock-rasa"
PYTHON = HOME / "bin" / "python"
PROJECT = Path(__file__).parent / "stock_project"
#: Training grows with this: all examples would take half an hour or more on two cores.
EXAMPLES_PER_INTENT_AND_FORM = 4
TRAINING_LIMIT = 1200.0


class NoStock(RuntimeError):
    """The baseline cannot be measured here; the message says why."""


def find_python() -> str:
    """A working Python 3.10 on PATH or under pyenv; stock Rasa runs on no newer one. Raises NoStock."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [shutil.which("python3.10"), *map(str, sorted(pyenv.glob("versions/3.10*/bin/python3.10"), reverse=True))]
    for candidate in filter(None, found):
        # pyenv's stand-ins exist for versions that are not switched on, and then fail.
        done = subprocess.run(
            [candidate, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True
        )
        if done.returncode == 0 and done.stdout.strip() == "(3, 10)":
            return candidate
    raise NoStock("no Python 3.10 was found on PATH or under pyenv, and stock Rasa needs it")


def install(say: Say) -> None:
    """Once. Raises NoStock."""
    stamp = HOME / "installed"
    if stamp.exists() and stamp.read_text() == VERSION:
        return
    python = find_python()
    say(f"installing stock Rasa {VERSION} into {HOME.relative_to(ROOT)} (2.5 GB, once)")
    for command in (
        ["venv", "-q", "--clear", "--no-project", "--python", python, str(HOME)],
        ["pip", "install", "-q", "--python", str(PYTHON), f"rasa=={VERSION}"],
    ):
        try:
            done = subprocess.run([environments.uv(), *command], cwd=ROOT, capture_output=True, text=True)
        except environments.SetupFailed as problem:
            raise NoStock(str(problem)) from problem
        if done.returncode:
            raise NoStock(f"installing stock Rasa failed: {done.stderr.strip()[-500:]}")
    stamp.write_text(VERSION)


def training_examples() -> list[tuple[str, str]]:
    """(intent, text): the first examples of each intent in each form."""
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for form, intent, text in read_intent_examples(ROOT / "nlu"):
        if taken[form, intent] < EXAMPLES_PER_INTENT_AND_FORM:
            taken[form, intent] += 1
            kept.append((intent, text))
    return kept


def _domain() -> dict[str, Any]:
    """The project's domain with plain texts, and without the session start of ours: Rasa's own is quicker."""
    domain: dict[str, Any] = load_yaml(ROOT / "domain.yml")
    domain["actions"] = [name for name in domain["actions"] if name != "action_session_start"]
    domain["responses"] = {name: [{"text": f"Stock says: {name}."}] for name in domain["responses"]}
    return domain


def _rules() -> dict[str, Any]:
    """The project's rules but for the intent "back", which stock Rasa keeps for an action of its own."""
    rules: dict[str, Any] = load_yaml(ROOT / "nlu" / "rules.yml")
    for rule in rules["rules"]:
        rule["rule"] = str(rule["rule"])  # the rule called "yes" has been read as True
        for step in rule["steps"]:
            if "or" in step:
                step["or"] = [choice for choice in step["or"] if choice.get("intent") != "back"]
    return rules


def _write_project(folder: Path) -> None:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    by_intent: dict[str, list[str]] = {}
    for intent, text in training_examples():
        by_intent.setdefault(intent, []).append(text)
    nlu = [{"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in by_intent.items()]
    _dump(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": nlu})
    _dump(folder / "domain.yml", _domain())
    _dump(folder / "data" / "rules.yml", _rules())
    shutil.copy(PROJECT / "stories.yml", folder / "data" / "stories.yml")
    package = next(HOME.glob("lib/python3.10/site-packages/rasa/cli/initial_project"))
    shutil.copy(package / "config.yml", folder / "config.yml")


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "WARNING",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "SANIC_HOST": "127.0.0.1",
    }


def trained(say: Say) -> Path:
    """The model, trained when the examples, rules or stories changed. Raises NoStock."""
    fresh = HOME / "project-new"
    shutil.rmtree(fresh, ignore_errors=True)
    _write_project(fresh)
    written = sorted(fresh.rglob("*.yml"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in written)).hexdigest()[:16]
    model = HOME / "models" / f"{digest}.tar.gz"
    if not model.exists():
        say(f"training stock Rasa on {len(training_examples())} examples; this takes some minutes")
        command = [str(PYTHON), "-m", "rasa", "train", "--skip-validation", "--out", str(model.parent)]
        command += ["--fixed-model-name", digest]
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=fresh, env=_environment(), capture_output=True, text=True, timeout=TRAINING_LIMIT
        )
        if done.returncode or not model.exists():
            raise NoStock(f"training stock Rasa failed: {(done.stdout or done.stderr).strip()[-800:]}")
        say(f"stock Rasa was trained in {time.monotonic() - began:.0f} s")
    return model


@contextmanager
def started(data: Path, say: Say) -> Iterator[tuple[str, dict[str, int]]]:
    """Address of the REST channel's server, and the process ids by name. Raises NoStock."""
    install(say)
    model = trained(say)
    port, action_port = free_ports(2)
    endpoints, credentials = data / "endpoints.yml", data / "credentials.yml"
    store = {"type": "SQL", "dialect": "sqlite", "db": str(data / "tracker.sqlite")}
    _dump(endpoints, {"action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"}, "tracker_store": store})
    credentials.write_text("rest:\n")
    serve = [str(PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "-m", str(model)]
    serve += ["--endpoints", str(endpoints), "--credentials", str(credentials)]
    actions = [str(PYTHON), "-m", "rasa_sdk", "--actions", "stock_actions", "-p", str(action_port)]
    family = [
        Child("actions", actions, _environment(), f"http://127.0.0.1:{action_port}/health", data / "actions.log"),
        Child("rasa", serve, _environment(), f"http://127.0.0.1:{port}/", data / "rasa.log"),
    ]
    supervisor = Supervisor(family, say)
    try:
        supervisor.start()
        yield f"http://127.0.0.1:{port}", {child.name: child.process.pid for child in family if child.process}
    finally:
        supervisor.stop()


class RestPerson:
    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client, self._address, self._sender = client, address, secrets.token_hex(16)

    async def say(self, line: Line) -> float:
        body = {"sender": self._sender, "message": line.payload or line.text}
        began = time.perf_counter()
        answer = await self._client.post(f"{self._address}/webhooks/rest/webhook", json=body)
        seconds = time.perf_counter() - began
        answer.raise_for_status()
        if not answer.json():
            raise NoReply(f"stock Rasa said nothing to: {line.text}")
        return seconds


@asynccontextmanager
async def person(client: httpx.AsyncClient, address: str) -> AsyncIterator[Person]:
    yield RestPerson(client, address)
