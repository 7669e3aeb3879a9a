"""Parse messages with the trained model: JSON lines {"text"} in, {"intent", "confidence", "entities"} out.

Run by `sahayak parse` and `sahayak eval`:  python -m nlu.parse MODEL < lines
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Dict

from nlu import launch


async def parse_lines(model: Path) -> None:
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    for line in sys.stdin:
        text = str(json.loads(line)["text"])
        # A typed slash is text here as it is in the channel.
        parsed: Dict[str, Any] = await agent.parse_message(text.lstrip("/ \t\n") or "?")
        intent = parsed.get("intent") or {}
        answer = {
            "intent": intent.get("name"),
            "confidence": round(float(intent.get("confidence") or 0.0), 4),
            "ranking": [entry["name"] for entry in parsed.get("intent_ranking") or ()][:3],
            "entities": [
                {key: entity[key] for key in ("entity", "value", "start", "end")}
                for entity in parsed.get("entities") or ()
            ],
        }
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    launch.prepare()
    asyncio.run(parse_lines(Path(sys.argv[1])))
