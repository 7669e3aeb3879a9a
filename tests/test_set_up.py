"""Set-up on a machine that may lack anything: what is installed once stays, and each failure ends with its cure."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from deploy import environments
from deploy.environments import SetupFailed, holds, main, python, sync
from tests.guard import ROOT

#: Stands in for uv: says what uv says, makes what uv makes, keeps what it was asked.
UV = f"""#!{sys.executable}
import os, sys, time
from pathlib import Path
here = Path(__file__).parent
with (here / "asked").open("a") as asked:
    asked.write(" ".join(sys.argv[1:3]) + "\\n")
if sys.argv[1] == "venv":
    (Path(sys.argv[-1]) / "bin").mkdir(parents=True, exist_ok=True)
    (Path(sys.argv[-1]) / "installed").unlink(missing_ok=True)  # --clear
else:
    print("Resolved 2 packages in 9ms", flush=True)
    print("Downloading नाम (16.0MiB)", flush=True)
    time.sleep(float((here / "sleep").read_text()) if (here / "sleep").exists() else 0)
    print(" + one==1.0")
    if (here / "fail").exists():
        sys.exit("error: no space left on device")
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks and uv, nothing installed."""
    for lock in ("requirements.lock", "requirements-dev.lock", "nlu/requirements.lock"):
        (tmp_path / lock).parent.mkdir(exist_ok=True)
        (tmp_path / lock).write_text(f"# {lock}", encoding="utf-8")
    uv = tmp_path / ".tools" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(UV, encoding="utf-8")
    uv.chmod(0o755)
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(environments, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(sys, "argv", ["environments.py"])
    return tmp_path


def asked(root: Path) -> list[str]:
    path = root / ".tools" / "bin" / "asked"
    return path.read_text().splitlines() if path.exists() else []


def test_both_environments_are_made_once(root: Path) -> None:
    assert main() == 0
    assert asked(root) == ["venv -q", "pip sync"] * 2
    assert main() == 0
    assert len(asked(root)) == 4
    assert (root / ".venv" / "bin" / "sahayak").stat().st_mode & 0o111


def test_a_changed_lock_or_another_python_is_installed_and_a_larger_lock_will_do(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, small, large = root / ".venv", root / "requirements.lock", root / "requirements-dev.lock"
    sync(target, large, [])
    sync(target, small, [large])
    assert len(asked(root)) == 2
    large.write_text("# newer", encoding="utf-8")
    sync(target, large, [])
    assert len(asked(root)) == 4
    monkeypatch.setattr(environments, "python", lambda: "/elsewhere/python3.11")
    sync(target, large, [])
    assert len(asked(root)) == 6


def test_what_was_installed_before_the_interpreter_was_kept_is_not_installed_again(root: Path) -> None:
    target, lock = root / ".venv", root / "requirements.lock"
    sync(target, lock, [])
    (target / "installed-with").unlink()
    sync(target, lock, [])
    assert len(asked(root)) == 2
    assert (target / "installed-with").read_text() == python()


def test_an_environment_half_installed_is_not_held(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, lock = root / "nlu" / ".venv", root / "nlu" / "requirements.lock"
    assert not holds(target, [lock])
    sync(target, lock, [])
    assert holds(target, [lock])
    lock.write_text("# newer", encoding="utf-8")
    assert not holds(target, [lock])
    (root / ".tools" / "bin" / "fail").touch()
    with pytest.raises(SetupFailed, match=r"(?s)no space left.*What to do: free some disk"):
        sync(target, lock, [])
    assert not holds(target, [lock])


def test_what_goes_on_is_said_without_a_line_for_each_package(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "BEAT", 0.05)
    (root / ".tools" / "bin" / "sleep").write_text("0.5")
    sync(root / ".venv", root / "requirements.lock", [])
    said = capsys.readouterr().out
    for part in ("installing .venv", "Resolved 2 packages", "Downloading नाम", "… 0 s", ".venv ready in"):
        assert part in said
    assert "one==1.0" not in said


def without_ensurepip(*_: object, **__: object) -> None:
    raise subprocess.CalledProcessError(1, ["python", "-m", "ensurepip"])


def test_a_python_without_ensurepip_is_explained(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".tools" / "bin" / "uv").unlink()
    monkeypatch.setattr(venv, "create", without_ensurepip)
    monkeypatch.setenv("PATH", str(root))
    assert main() == 1
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"apt install python{version}-venv" in capsys.readouterr().err


def test_a_python_without_ensurepip_takes_the_machines_own_uv(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = root / "own"
    own.mkdir()
    (root / ".tools" / "bin" / "uv").rename(own / "uv")
    monkeypatch.setattr(venv, "create", without_ensurepip)
    monkeypatch.setenv("PATH", str(own))
    assert environments.uv() == str(own / "uv")


def test_a_full_disk_or_a_folder_that_may_not_be_written_is_explained(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(environments, "sync", full)
    assert main() == 1
    assert "No space left on device\nWhat to do: free some disk" in capsys.readouterr().err


@pytest.mark.parametrize(("version", "ok"), [((3, 10), False), ((3, 11), True), ((3, 12), True), ((3, 13), False)])
def test_another_python_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], ok: bool
) -> None:
    monkeypatch.setattr(environments.sys, "version_info", (*version, 0))
    assert main() == (0 if ok else 1)
    assert ("3.11 or 3.12 is needed" in capsys.readouterr().err) is not ok


def test_ctrl_c_ends_it_at_once_and_with_a_sentence(root: Path) -> None:
    (root / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "environments.py", root / "deploy")
    (root / ".tools" / "bin" / "sleep").write_text("600")
    process = subprocess.Popen(
        [sys.executable, root / "deploy" / "environments.py"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    assert any("Downloading" in line for line in iter(process.stdout.readline, ""))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped half-way" in said
    assert "Traceback" not in said


# --- the Makefile's choice of a Python ----------------------------------------------------------------------------

RIGHT, WRONG, BROKEN = "exit 0", "exit 1", "echo pyenv: not found >&2; exit 127"


@pytest.mark.parametrize(
    ("pythons", "taken"),
    [
        ({"python3.11": RIGHT, "python3.12": RIGHT, "python3": RIGHT}, "python3.11"),
        ({"python3.12": RIGHT, "python3": RIGHT}, "python3.12"),
        ({"python3": RIGHT}, "python3"),
        ({"python3.11": BROKEN, "python3": RIGHT}, "python3"),
        ({"python3": WRONG}, "python3"),
        ({}, None),
    ],
)
def test_make_takes_the_first_python_that_will_do_and_says_so_when_there_is_none(
    tmp_path: Path, pythons: dict[str, str], taken: str | None
) -> None:
    make = shutil.which("make")
    assert make
    for name, tried in pythons.items():
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\n[ "$1" = -c ] && {{ {tried}; }}\necho "$0 $*"\n', encoding="utf-8")
        path.chmod(0o755)
    ended = subprocess.run(
        [make, "--no-print-directory", "-f", ROOT / "Makefile", "-C", tmp_path, "setup-dev"],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if taken:
        assert (ended.returncode, ended.stdout) == (0, f"{tmp_path / taken} deploy/environments.py --dev\n"), ended
    else:
        assert ended.returncode
        assert "no Python found. What to do: install Python 3.11 or 3.12" in ended.stderr
        assert "denied" not in ended.stderr


# --- the embed extra's own environment ----------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--required",), 1)])
def test_without_a_python_3_11_the_embed_extra_is_unchecked_and_ci_fails(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    (tmp_path / "deploy").mkdir()
    script = shutil.copy(ROOT / "deploy" / "embed_check.sh", tmp_path / "deploy")
    for name in ("python3.11", "python3", "python", "named"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    text = Path(script).read_text(encoding="utf-8").replace("/usr/bin/python3.11", "")
    Path(script).write_text(text, encoding="utf-8")
    ended = subprocess.run(
        ["/bin/bash", script, *arguments],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, "UNCHECKED" in ended.stdout) == (code, True), ended
    assert ("FAILED" in ended.stdout) is bool(code)


def test_ci_requires_the_embed_extra() -> None:
    assert "deploy/embed_check.sh --required" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
