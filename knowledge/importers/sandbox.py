"""Files are parsed in another process, one child a file; what comes back is JSON, and it is checked."""

from __future__ import annotations

import base64
import json
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from knowledge.importers.model import REFUSALS, FileRefused, Limits, Parsed, from_json

_ROOT = Path(__file__).resolve().parents[2]
#: Seconds beyond a job's own limit until the process that watches over it is given up itself.
GRACE = 30


class Sandbox:
    """Use as a context manager; started at the first file, started again after its death."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def parse(
        self,
        path: Path,
        *,
        name: str = "",
        content_type: str = "",
        charset: str = "",
        pages: tuple[int, int] = (0, 0),
        ocr: bool = False,
    ) -> Parsed:
        """Raises FileRefused."""
        job = {"task": "parse", "name": name or path.name, "content_type": content_type, "charset": charset}
        answer = self._run({**job, "path": str(path.resolve()), "pages": list(pages), "ocr": ocr}, path)
        return from_json(answer["parsed"])

    def render(self, path: Path, page: int) -> bytes:
        """A page of a PDF as PNG. Raises FileRefused."""
        answer = self._run({"task": "render", "path": str(path.resolve()), "page": page}, path)
        return base64.b64decode(answer["image"])

    def _run(self, job: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
        if not path.is_file():
            raise FileRefused("missing")
        line = json.dumps({**job, "kind": path.suffix[1:].upper() or "file", "limits": asdict(self.limits)})
        answer = self._exchange(line.encode() + b"\n")
        if answer is None:
            raise FileRefused("stopped", kind="file", detail="the reading process died")
        if "refused" in answer and answer["refused"] in REFUSALS:
            raise FileRefused(answer["refused"], **answer["arguments"])
        return answer

    def _exchange(self, line: bytes) -> dict[str, Any] | None:
        process = self._started()
        assert process.stdin
        answer = None
        try:
            process.stdin.write(line)
            process.stdin.flush()
            data = self._read_line(process, time.monotonic() + self.limits.seconds + GRACE)
            answer = dict(json.loads(data)) if data.endswith(b"\n") else None
        except (OSError, ValueError):
            answer = None  # it died in the middle: the caller says so
        finally:
            if answer is None:
                self._stop()  # also at Ctrl-C: an answer to nobody would be taken for the next file's
        return answer

    @staticmethod
    def _read_line(process: subprocess.Popen[bytes], deadline: float) -> bytes:
        assert process.stdout
        parts: list[bytes] = []
        while (left := deadline - time.monotonic()) > 0 and select.select([process.stdout], [], [], left)[0]:
            # Unbuffered, so that select and read look at the same bytes.
            part = process.stdout.read(1 << 20)
            parts.append(part)
            if not part or part.endswith(b"\n"):
                break
        return b"".join(parts)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "knowledge.importers.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=_ROOT,
                env={},  # no secret of ours is in reach of a file
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
            process.wait()
