"""Conversations kept as transcripts: docs/transcripts/<form>.yml, read by people and replayed as tests.

python -m tests.integration.transcripts      plays them all and writes what the assistant says now
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.messages import Reply
from tests.integration.assistant import running
from tests.integration.talk import Person

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "transcripts"
_CHANGING = regex.compile(r"M-\d\d-\d{4,}|\d{4}-\d\d-\d\d(?=: )")


def load(path: Path) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return turns


def shown(replies: list[Reply]) -> str:
    """Replies as kept: text, then the buttons; references and dates of storing are blanked."""
    parts = []
    for reply in replies:
        if reply.interim:
            continue
        buttons = "  ".join(f"[{place}] {button.label}" for place, button in enumerate(reply.buttons, 1))
        parts.append("\n".join(filter(None, [reply.text, buttons])))
    return _CHANGING.sub("…", "\n".join(parts))


def play(person: Person, turns: list[dict[str, Any]]) -> list[str]:
    said = []
    for turn in turns:
        try:
            said.append(shown(person.say(turn["you"], within=30)))
        except TimeoutError as problem:
            raise TimeoutError(f"no answer to {turn['you']!r}") from problem
    return said


class _Block(str):
    pass


yaml.add_representer(_Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|"))


def update() -> None:
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as assistant:
        for path in sorted(FOLDER.glob("*.yml")):
            turns = load(path)
            said = play(Person(assistant.url), turns)
            kept = [{"you": turn["you"], "sahayak": _Block(text)} for turn, text in zip(turns, said, strict=True)]
            path.write_text(yaml.dump(kept, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
            print(path.name, len(kept), "turns", file=sys.stderr)


if __name__ == "__main__":
    update()
