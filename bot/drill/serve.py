"""Serves an ASGI app on a port of its own inside the running loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the business of who started us."""
        yield


@asynccontextmanager
async def serving(app: ASGIApp, port: int = 0, lifespan: Literal["auto", "off"] = "auto") -> AsyncIterator[str]:
    """The address it listens on; port 0 takes any free one. ``lifespan`` off: the app is opened by somebody else."""
    # Quiet: the stand-ins drop connections on purpose, which the server takes for bugs of theirs.
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="critical", access_log=False, lifespan=lifespan,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    try:
        while not server.started:
            if task.done():
                task.result()
                raise OSError(f"port {port} of this machine could not be listened on")
            await asyncio.sleep(0.005)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
