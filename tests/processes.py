"""Small real processes for tests: one that answers a health address, and waiting for what no event tells."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.drill.apart import free_ports
from bot.supervise import Child

SERVE = """
import http.server, signal, sys
{before}
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(str(__import__("os").getpid()).encode())
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", {port}), Handler).serve_forever()
"""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


def free_port() -> int:
    return free_ports(1)[0]


def until(condition: Callable[[], bool], within: float = 60.0) -> None:
    """Another process sends no event that could be waited for."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def child(tmp_path: Path, program: str, name: str = "thing", port: int | None = None) -> Child:
    return Child(
        name, [sys.executable, "-c", program], dict(os.environ), f"http://127.0.0.1:{port or 9}/",
        tmp_path / "logs" / f"{name}.log",
    )  # fmt: skip


def server(tmp_path: Path, name: str = "thing", before: str = "") -> Child:
    """A child that answers its health address."""
    port = free_port()
    return child(tmp_path, SERVE.format(port=port, before=before), name, port)
