from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.importers import seccomp
from knowledge.importers.model import REFUSALS, FileRefused, Limits
from knowledge.importers.sandbox import Sandbox
from tests.guard import ROOT
from tests.knowledge.importers import samples

#: Runs jobs in children of the parsing process, with what a hostile file might make them do.
PROGRAM = """
import ctypes, json, os, signal, socket, subprocess, sys, time
from knowledge.importers import worker
def answer(job, limits):
    try:
        exec(job["deed"])
    except PermissionError:
        return b'{"refused": "by the kernel"}'
    return b'{"done": true}'
worker._answer = answer
for deed in json.loads(sys.argv[1]):
    print(worker._in_child({"limits": {"seconds": 1}, "kind": "PDF", "deed": deed}).decode())
"""


def deeds(*codes: str) -> list[dict[str, object]]:
    command = [sys.executable, "-c", PROGRAM, json.dumps(codes)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_what_a_file_does_to_its_child_ends_with_it() -> None:
    slow = {"refused": "too_slow", "arguments": {"seconds": 1}}
    assert deeds(
        "time.sleep(60)",
        "while True: pass",
        "ctypes.string_at(0)",
        "os.abort()",
        "os._exit(3)",
        "sys.stdout.write('not an answer'); os.write(1, b'nor this')",
    ) == [
        slow,
        slow,
        {"refused": "stopped", "arguments": {"kind": "PDF", "detail": "SIGSEGV"}},
        {"refused": "stopped", "arguments": {"kind": "PDF", "detail": "SIGABRT"}},
        {"refused": "stopped", "arguments": {"kind": "PDF", "detail": "no answer"}},
        {"done": True},
    ]


def test_a_child_reaches_no_network_no_program_and_no_file(tmp_path: Path) -> None:
    if seccomp.platform.machine() not in seccomp._ARCHITECTURES:
        pytest.skip("no table of system calls for this machine")
    kept, folder = tmp_path / "kept", str(tmp_path)
    kept.write_text("રાખો", encoding="utf-8")
    codes = [
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "os.fork()",
        "subprocess.run(['/bin/true'])",
        "os.execv('/bin/true', ['true'])",
        f"os.unlink({str(kept)!r})",
        f"os.rename({str(kept)!r}, {folder!r} + '/moved')",
        f"os.truncate({str(kept)!r}, 0)",
        f"os.mkdir({folder!r} + '/folder')",
        f"os.link({str(kept)!r}, {folder!r} + '/linked')",
        f"os.symlink({str(kept)!r}, {folder!r} + '/linked')",
        f"os.chmod({str(kept)!r}, 0)",
    ]
    assert deeds(*codes) == [{"refused": "by the kernel"}] * len(codes)
    assert kept.read_text(encoding="utf-8") == "રાખો"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_child_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "written"
    deeds(f"f = open({str(path)!r}, 'w'); f.write('x' * 100); f.close()")
    assert not path.exists() or path.stat().st_size == 0


def test_memory_is_limited(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * (8 << 20))
    with (
        Sandbox(Limits(memory_megabytes=400, seconds=60)) as small,
        pytest.raises(FileRefused, match="needs more than 400 MB of memory; split"),
    ):
        small.parse(path)


def test_time_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body>" + b"<p>word <b>x</b>" * 150_000)
    start = time.monotonic()
    with (
        Sandbox(Limits(seconds=1)) as hasty,
        pytest.raises(FileRefused, match="took longer than 1 seconds and was stopped; split"),
    ):
        hasty.parse(path)
    assert time.monotonic() - start < 30


def test_size_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * (300 << 10))
    with Sandbox(Limits(megabytes=1)) as small, pytest.raises(FileRefused, match="has 2 MB, the limit is 1 MB"):
        small.parse(path)


def test_lines_are_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 5_000)
    with Sandbox(Limits(units=1_000)) as small, pytest.raises(FileRefused, match="more than 1000 lines or cells"):
        small.parse(path)


def test_a_dead_process_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("પહેલું વાક્ય", encoding="utf-8")
    with Sandbox(Limits()) as sandbox:
        first = sandbox.parse(path)
        process = sandbox._process
        assert process
        process.kill()
        process.wait()
        assert sandbox.parse(path) == first
        assert sandbox._process is not process


def test_nothing_is_left_running(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ข้อความ", encoding="utf-8")
    with Sandbox(Limits()) as sandbox:
        sandbox.parse(path)
        process = sandbox._process
    assert process
    assert process.returncode is not None


def test_a_missing_file_is_said_before_anything_starts(tmp_path: Path) -> None:
    with Sandbox(Limits()) as sandbox, pytest.raises(FileRefused, match="there is no such file"):
        sandbox.parse(tmp_path / "none.pdf")
    assert sandbox._process is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<div>" * 50_000 + "યોજના".encode()),
        ("deep.md", b"> " * 50_000 + b"x"),
        ("wide.html", b"<p a=" + b"x" * 3_000_000),
    ],
    ids=["html", "markdown", "attribute"],
)
def test_odd_shapes_end_in_text_or_in_a_refusal(sandbox: Sandbox, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert outcome(sandbox, path) in ("read", "no_text", "malformed")


def outcome(sandbox: Sandbox, path: Path) -> str:
    try:
        sandbox.parse(path)
    except FileRefused as refused:
        return refused.code
    return "read"


def test_every_refusal_says_what_to_do() -> None:
    without = {"missing", "encoding", "zip_bomb", "xml_entities", "bad_line", "fetch", "private_address", "bad_address"}
    cures = ("ask", "save", "split", "install", "give", "leave", "raise", "import", "finish", "write")
    assert not [
        code
        for code, text in REFUSALS.items()
        if code not in without and not any(word in text.lower() for word in cures)
    ]


def test_a_workbook_that_declares_a_million_columns_costs_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    data = samples.workbook({"a": [["ક", "ખ"], ["ગ", "ઘ"]]})
    import io
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    wide = sheet.replace("A1:B2", "A1:XFD1048576")
    assert wide != sheet
    path = tmp_path / "a.xlsx"
    path.write_bytes(samples.with_entry(data, "xl/worksheets/sheet1.xml", wide.encode()))
    assert [block.text for block in sandbox.parse(path).extracts[0].blocks] == ["a", "ક: ગ; ખ: ઘ"]
