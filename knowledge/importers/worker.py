"""The parsing process: reads jobs as JSON lines, forks a child for each, writes JSON lines back.

Started by ``sandbox``. The libraries are loaded once; a child costs milliseconds, and whatever a file does to
it ends with it. The child may not open sockets, start programs or change files, and its memory, CPU time and
answer are limited. Its answer is data, never a pickle.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.importers import detect, docx, html, jsonl, pdf, seccomp, table, text_file
from knowledge.importers.letters import count_letters
from knowledge.importers.model import FileRefused, Limits, Parsed, to_json

ANSWER_LIMIT = 256 << 20
Job = Mapping[str, Any]


def main() -> None:
    for line in sys.stdin.buffer:
        answer = _in_child(json.loads(line))
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def _in_child(job: Job) -> bytes:
    limits = Limits(**job["limits"])
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(job, limits, writing)
    os.close(writing)
    data, stopped = _gather(reading, time.monotonic() + limits.seconds)
    os.close(reading)
    if stopped:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if stopped == "too_slow" or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return _refusal("too_slow", seconds=limits.seconds)
    if stopped or os.WIFSIGNALED(status) or not data:
        detail = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else stopped or "no answer"
        return _refusal("stopped", kind=job.get("kind") or "file", detail=detail)
    return data


def _gather(pipe: int, deadline: float) -> tuple[bytes, str]:
    """What the child wrote, and why it must be stopped, if it must."""
    parts: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts), ""
        parts.append(part)
        size += len(part)
        if size > ANSWER_LIMIT:
            return b"", "too much text"
    return b"", "too_slow"


def _child(job: Job, limits: Limits, pipe: int) -> None:
    try:
        with contextlib.suppress(OSError):
            silence = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(silence, descriptor)
        _limit(limits)
        answer = _answer(job, limits)
        while answer:
            answer = answer[os.write(pipe, answer) :]
    finally:
        # No clean-up of the parent's: its buffers and locks are not ours.
        os._exit(0)


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    memory = limits.memory_megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    seccomp.confine()


def _answer(job: Job, limits: Limits) -> bytes:
    try:
        if job["task"] == "render":
            image = pdf.render(Path(job["path"]), int(job["page"]))
            return json.dumps({"image": base64.b64encode(image).decode("ascii")}).encode()
        return json.dumps({"parsed": to_json(parse(job, limits))}).encode()
    except FileRefused as refused:
        return _refusal(refused.code, **refused.arguments)
    except MemoryError:
        return _refusal("too_much_memory", megabytes=limits.memory_megabytes)
    except RecursionError:
        return _refusal("malformed", detail="its parts are nested without end")
    except Exception as problem:
        # A dozen libraries, each with errors of its own: whatever they are, the file is not readable.
        return _refusal("malformed", detail=f"{type(problem).__name__}: {str(problem)[:120]}")


def _refusal(code: str, **arguments: Any) -> bytes:
    return json.dumps({"refused": code, "arguments": arguments}, default=str).encode()


def parse(job: Job, limits: Limits) -> Parsed:
    """Raises FileRefused, and any error of the libraries."""
    path = Path(job["path"])
    size = path.stat().st_size
    if size > limits.megabytes << 20:
        raise FileRefused("too_big", size=-(-size >> 20), limit=limits.megabytes)
    kind = detect.detect(path, job["name"], job["content_type"])
    if kind != "pdf" and job["pages"] != [0, 0]:
        raise FileRefused("no_pages")
    parsed = _read(kind, path, job, limits)
    letters = sum(count_letters(block.text) for extract in parsed.extracts for block in extract.blocks)
    if not letters and not parsed.scanned:
        raise FileRefused("no_text")
    return parsed


def _read(kind: str, path: Path, job: Job, limits: Limits) -> Parsed:
    if kind == "pdf":
        first, last = job["pages"]
        return pdf.read(path, first, last, job["ocr"], limits)
    if kind == "docx":
        return docx.read(path, limits)
    if kind == "xlsx":
        return table.read_xlsx(path, limits)
    data, charset = path.read_bytes(), job["charset"]
    if kind == "html":
        return html.read(data, charset, limits)
    if kind == "csv":
        return table.read_csv(data, charset, limits)
    if kind == "jsonl":
        return jsonl.read(data, charset, limits)
    return text_file.read(data, charset, limits, markdown=kind == "markdown")


if __name__ == "__main__":
    main()
