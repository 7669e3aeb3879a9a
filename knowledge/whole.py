"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes, *, replace: bool) -> None:
    """On disk before its name is. Raises FileExistsError when there is one already that is not to be replaced."""
    # A dot in front and an end of its own: no reader takes it for the file. Short, as names have 255 bytes.
    aside = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            aside.replace(path)
        else:
            os.link(aside, path)  # unlike rename it never replaces
    finally:
        aside.unlink(missing_ok=True)
