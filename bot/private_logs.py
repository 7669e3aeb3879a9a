"""Log lines without what names a person: whatever a library or a traceback quotes of somebody's words."""

from __future__ import annotations

import logging

from knowledge.mask import mask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Masking(logging.Formatter):
    """Masks the finished line, traceback and all; times, turn ids and references stay."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def set_up(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Masking(FORMAT))
    logging.basicConfig(level=level, handlers=[handler])
