"""`sahayak cases …`: the rescue desk from a terminal."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Annotated

import typer

from bot import settings as configuration
from bot.problems import UserProblem

app = typer.Typer(help="The rescue desk: cases from the first message to the outcome.", no_args_is_help=True)


@app.command()
def demo(as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False) -> None:
    """Play three invented cases by the real processes, on ports and records of their own."""
    from bot.demo.play import DemoFailed
    from bot.demo.play import demo as play

    began = time.monotonic()
    try:
        stories = asyncio.run(play(configuration.from_env()))
    except (DemoFailed, TimeoutError) as problem:
        raise UserProblem(f"the demo could not be played: {problem}") from problem
    if as_json:
        print(json.dumps({"cases": [story.summary for story in stories]}, ensure_ascii=False, indent=1))
        return
    for story in stories:
        print(f"\n=== {story.name}\n")
        for who, text in story.transcript:
            print(
                "\n".join(f"{who + ':' if not place else '':9} {line}" for place, line in enumerate(text.split("\n")))
            )
        print("\nevents:", *story.events, sep="\n  ")
        print(json.dumps(story.summary, ensure_ascii=False))
    print(f"\nplayed in {time.monotonic() - began:.0f} s")
