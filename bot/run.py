"""`sahayak run`: build and train what changed, start both processes, keep them up."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from typing import Literal

from bot import dialogue_process, library
from bot.problems import KNOWN
from bot.publish_view import as_text
from bot.publishing import Wish
from bot.settings import Settings
from bot.supervise import StartFailed, Supervisor, children, require_free_ports
from bot.workshop import RealWorkshop, live_state, make_quick, publish_what_changed
from knowledge.encoder import open_encoder

Say = Callable[[str], None]
#: quick: facts and names alone, at once. prepare, run: the whole bundle through the gate, in that one's name.
Job = Literal["quick", "prepare", "run"]


def prepare(settings: Settings, say: Say, whole: bool = False) -> bool:
    """Build and train what changed; True when a whole bundle is still to be built behind.

    The quick bundle and the training run side by side: on a new machine both are needed before the first answer.
    """
    began = time.monotonic()
    open_encoder(settings.encoder)  # before two processes would both make its model
    job, more = _bundle_job(settings, say, whole)
    worker = None
    if job:
        say("building the knowledge bundle" + (" (a quick one first)" if job == "quick" else ""))
        worker = multiprocessing.get_context("spawn").Process(target=_build, args=(settings, job))
        worker.start()
    if not dialogue_process.is_trained(settings):
        say("training the dialogue model; this takes a minute or two")
        dialogue_process.train(settings)
    if worker:
        worker.join()
        if worker.exitcode:
            raise StartFailed("the knowledge bundle could not be made live; mend the reason above and start again")
    say(f"prepared in {time.monotonic() - began:.0f} s")
    return more


def _bundle_job(settings: Settings, say: Say, whole: bool) -> tuple[Job | None, bool]:
    """What to build before the start, and whether the whole bundle is to follow behind."""
    state = live_state(settings)
    name = library.name_of(library.project_inputs(settings.knowledge), settings)
    if state != "none" and settings.live_bundle.resolve().name == name:
        return None, False
    if whole:
        return "prepare", False
    if state == "whole" and not settings.auto_publish:
        say("documents or code have changed since the live bundle was made, which goes on answering. "
            "To compare and publish: sahayak kb publish --why TEXT")  # fmt: skip
        return None, False
    return ("quick" if state == "none" else None), True


def _build(settings: Settings, job: Job) -> None:
    # Ctrl-C is for the parent, which ends this process too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def say(text: str) -> None:
        print(f"[knowledge] {text}", flush=True)

    try:
        if job == "quick":
            make_quick(RealWorkshop(settings, say), Wish(by="run", why="nothing was live that could be used"))
            return
        judged = publish_what_changed(settings, job, signed=job == "run", say=say)
    except KNOWN as problem:
        say(str(problem))
        raise SystemExit(1) from None
    if judged.refused:
        say(as_text(judged, settings.publish_margin))
        raise SystemExit(1)


def run(settings: Settings, say: Say) -> None:
    """Until Ctrl-C or SIGTERM. Raises StartFailed, DialogueProcessError or DocumentError, each with its cure."""
    require_free_ports(settings)
    more_to_build = prepare(settings, say)
    # Who reads in the morning what ended at night wants to know when.
    supervisor = Supervisor(children(settings), lambda text: say(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}"))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: supervisor.request_stop())
    say("starting the dialogue and app processes")
    try:
        supervisor.start()
        say(f"ready: open http://{settings.host}:{settings.port} in a browser, or run in another terminal: make chat")
        if more_to_build:
            threading.Thread(target=_build_rest, args=(settings, say, supervisor.is_stopping), daemon=True).start()
        supervisor.watch()
    finally:
        supervisor.stop()
        say("stopped")


def _build_rest(settings: Settings, say: Say, is_stopping: Callable[[], bool]) -> None:
    """The whole bundle, built while people are already answered; the app picks it up by itself."""
    say("building the whole knowledge bundle in the background; answers get better when it is done")
    worker = multiprocessing.get_context("spawn").Process(target=_build, args=(settings, "run"), daemon=True)
    worker.start()
    worker.join()
    if is_stopping():
        return
    say("the whole knowledge bundle is live" if not worker.exitcode else
        "the whole bundle was not put live; what is live stays. See: sahayak kb publish --why TEXT")  # fmt: skip
