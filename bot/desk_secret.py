"""The secret of the desk: signs the links of letters and the numbers of e-mails. Made once, kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.settings import Settings


def desk_secret(settings: Settings) -> str:
    return settings.desk_secret or _kept(settings.data / "desk.secret")


def _kept(path: Path) -> str:
    """Made once: with a new secret every link in every letter would be dead."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        made = secrets.token_urlsafe(32)
        file.write(made)
    return made
