"""The house rules that a reader relies on: which way imports point, how long things are, what is kept out."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.guard import ROOT

OURS = ("actions", "bench", "bot", "deploy", "knowledge", "nlu", "records", "tests")
#: Package -> what of ours it may import besides itself.
MAY_IMPORT = {
    "bot": ("actions", "knowledge", "records", "deploy"),
    "actions": ("knowledge", "records"),
    "nlu": ("knowledge",),
    "knowledge": (),
    "records": (),
    "deploy": (),
}
COMPONENTS_MAY_IMPORT = (
    "nlu", "knowledge.text", "knowledge.language", "knowledge.encoder", "knowledge.recent_vectors",
)  # fmt: skip

#: Imports of Rasa's own packages: folder or file -> why.
RASA_SDK = {
    "actions/actions.py": "the actions",
    "actions/endpoint.py": "Rasa's action endpoint",
    "actions/feedback_actions.py": "the actions of ratings and wishes to be told",
    "actions/erasure_actions.py": "the action that deletes a person's data",
    "actions/intake_actions.py": "the intake as Rasa's form",
    "actions/listing_actions.py": "the actions of offers, wishes and matches",
    "actions/person_actions.py": "the actions that bring a person in",
    "actions/status_actions.py": "the action that tells where a case stands",
    "actions/rasa_turn.py": "what of a turn the actions read and give back",
}
RASA = {"nlu": "runs in Rasa's own environment"}

#: Readers of the environment besides the settings: file -> why.
ENVIRONMENT = {
    "bot/settings.py": "reads every setting",
    "bot/dialogue_process.py": "hands the dialogue process what it needs of the shell's environment, and no more",
    "bot/drill/apart.py": "gives an assistant apart its environment",
    "bot/supervise.py": "hands the app's process its environment",
    "deploy/environments.py": "runs before there is an environment to import settings in",
    "knowledge/__init__.py": "must set OpenMP's threads before numpy starts them",
    "nlu/launch.py": "must turn telemetry off before Rasa is imported",
    "nlu/components/classifier.py": "runs in the dialogue process, which has no settings of ours",
    "nlu/components/vectors.py": "runs in the dialogue process, which has no settings of ours",
    "nlu/components/gateway_channel.py": "runs in the dialogue process, which has no settings of ours",
}

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 50
#: Longer on purpose: folder -> why.
LONG_FUNCTIONS = {"records/migrations/versions": "a migration spells its tables out and is never edited"}

#: In pieces, so that this file does not name them itself.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry.npmjs", "org"),
    ("registry.yarnpkg", "com"),
    ("anaconda", "org"),
    ("deb.debian", "org"),
    ("archive.ubuntu", "com"),
    ("proxy.golang", "org"),
    ("crates", "io"),
    ("download.pytorch", "org"),
]
HOME = re.compile(rb"(?<![\w.~:/-])/(?:root|home/[a-z_][\w.-]*|Users/\w+)/|[A-Z]:\\+Users\\")


def under(path: Path, table: dict[str, str]) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == entry or name.startswith(f"{entry}/") for entry in table)


def sources(*packages: str) -> list[Path]:
    """Python files of our packages, without the environments and other projects below them."""
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if not {".venv", "__pycache__"} & set(path.parts)]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it, ``package.module`` for ``from package import module`` too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by the full name, so that its direction can be seen"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package: str) -> None:
    allowed = (package, *MAY_IMPORT[package])
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(package)
        for module in imported(path)
        if within(module, OURS) and not within(module, allowed)
    ]
    assert not wrong


def test_every_package_has_a_rule() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests", "bench"}
    assert folders == set(MAY_IMPORT)


def test_components_import_only_text_language_and_encoder() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources("nlu/components")
        for module in imported(path)
        if within(module, OURS) and not within(module, COMPONENTS_MAY_IMPORT)
    ]
    assert not wrong


def test_nobody_imports_bot() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(*(name for name in MAY_IMPORT if name != "bot"))
        for module in imported(path)
        if within(module, ("bot",))
    ]
    assert not wrong


@pytest.mark.parametrize(("library", "rooms"), [("rasa_sdk", RASA_SDK), ("rasa", RASA)])
def test_rasa_stays_in_its_room(library: str, rooms: dict[str, str]) -> None:
    users = [path for path in sources(*MAY_IMPORT) if any(within(module, (library,)) for module in imported(path))]
    assert users
    wrong = [str(path.relative_to(ROOT)) for path in users if not under(path, rooms)]
    assert not wrong, f"only {', '.join(rooms)} may import {library}"


def reads_environment(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    taken = {module.removeprefix("os.") for module in imported(path) if module.startswith("os.")}
    return bool(names & (attributes | taken))


def test_only_the_settings_read_the_environment() -> None:
    readers = [path for path in sources(*MAY_IMPORT) if reads_environment(path)]
    wrong = [str(path.relative_to(ROOT)) for path in readers if not under(path, ENVIRONMENT)]
    assert not wrong, "take a field of bot.settings.Settings, or name the file and the reason in ENVIRONMENT"


@pytest.mark.parametrize("table", [RASA_SDK, ENVIRONMENT, LONG_FUNCTIONS], ids=["rasa_sdk", "environment", "long"])
def test_every_exception_is_still_one(table: dict[str, str]) -> None:
    assert not [entry for entry in table if not (ROOT / entry).exists()]
    if table is ENVIRONMENT:
        assert not [entry for entry in table if not reads_environment(ROOT / entry)]


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*MAY_IMPORT)}
    long = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > LINES_OF_A_FILE]
    assert not long, f"split what has more than {LINES_OF_A_FILE} lines into two rooms"


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_functions_are_short() -> None:
    files = [path for path in sources(*OURS) if not under(path, LONG_FUNCTIONS)]
    long = [f"{name}: {lines}" for path in files for name, lines in functions(path) if lines > LINES_OF_A_FUNCTION]
    assert not long, f"split what has more than {LINES_OF_A_FUNCTION} lines"


def git(*arguments: str) -> list[str]:
    ran = subprocess.run(["git", *arguments, "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in ran.stdout.split("\0") if name]


@pytest.fixture(scope="module")
def tracked() -> dict[str, bytes]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: what is tracked cannot be told")
    names = [name for name in git("ls-files") if (ROOT / name).is_file()]
    assert "pyproject.toml" in names
    return {name: (ROOT / name).read_bytes() for name in names}


def holding(tracked: dict[str, bytes], pattern: re.Pattern[bytes]) -> list[str]:
    return [
        f"{name}: {found[0].decode(errors='replace')}"
        for name, text in tracked.items()
        if (found := pattern.search(text))
    ]


def test_no_registry_is_named(tracked: dict[str, bytes]) -> None:
    hosts = [".".join(pieces) for pieces in REGISTRIES]
    # Whatever this machine's own clients are pointed at is nobody else's business either.
    urls = [value for name, value in os.environ.items() if re.search(r"INDEX_URL$|DEFAULT_INDEX$|REGISTRY$", name)]
    hosts += [host for url in urls if (host := urlsplit(url).hostname) and "." in host]
    pattern = re.compile(rb"(?<![\w-])(?:" + b"|".join(re.escape(host.encode()) for host in hosts) + rb")(?![\w-])")
    assert not holding(tracked, pattern)


def test_no_path_of_one_machine_is_named(tracked: dict[str, bytes]) -> None:
    here = [os.fsencode(ROOT) + b"/", os.fsencode(Path.home()) + b"/"]
    assert not holding(tracked, HOME)
    assert not holding(tracked, re.compile(rb"(?<![\w.])(?:" + b"|".join(map(re.escape, here)) + rb")"))


def test_nothing_that_is_ignored_is_tracked(tracked: dict[str, bytes]) -> None:
    assert not git("ls-files", "--cached", "--ignored", "--exclude-standard")
    made = [name for name in tracked if name.endswith((".sqlite", ".db", ".faiss", ".npz", ".pyc"))]
    assert made == ["knowledge/encoder_delta.npz"], "only what tuning learnt is kept: half an hour of two cores"
