"""`sahayak run`: build and train what changed, start both processes, keep them up."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable

from bot import dialogue_process, library
from bot.settings import Settings
from bot.supervise import StartFailed, Supervisor, children, require_free_ports
from knowledge.encoder import encoder_name, open_encoder

Say = Callable[[str], None]


def prepare(settings: Settings, say: Say, whole: bool = False) -> bool:
    """Build and train what changed; True when only a quick bundle is live and the whole one is still to build.

    The quick bundle and the training run side by side: on a new machine both are needed before the first answer.
    """
    began = time.monotonic()
    open_encoder(settings.encoder)  # before two processes would both make its model
    inputs_hash = library.project_inputs().hash(encoder_name(settings.encoder))[:16]
    current = settings.live_bundle.exists() and settings.live_bundle.resolve().name == inputs_hash
    quick = not current and not whole and not settings.live_bundle.exists()
    worker = None
    if not current and (quick or whole):
        say("building the knowledge bundle" + (" (a quick one first)" if quick else ""))
        worker = multiprocessing.get_context("spawn").Process(target=_build, args=(settings, quick))
        worker.start()
    if not dialogue_process.is_trained(settings):
        say("training the dialogue model; this takes a minute or two")
        dialogue_process.train(settings)
    if worker:
        worker.join()
        if worker.exitcode:
            raise StartFailed("the knowledge bundle could not be built; mend the reason above and start again")
    say(f"prepared in {time.monotonic() - began:.0f} s")
    return not current and not whole


def _build(settings: Settings, quick: bool) -> None:
    # Ctrl-C is for the parent, which ends this process too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    library.build_live(settings, lambda text: print(f"[knowledge] {text}", flush=True), only_quick=quick)


def run(settings: Settings, say: Say) -> None:
    """Until Ctrl-C or SIGTERM. Raises StartFailed, DialogueProcessError or DocumentError, each with its cure."""
    require_free_ports(settings)
    more_to_build = prepare(settings, say)
    supervisor = Supervisor(children(settings), say)
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
    worker = multiprocessing.get_context("spawn").Process(target=_build, args=(settings, False), daemon=True)
    worker.start()
    worker.join()
    if is_stopping():
        return
    say("the whole knowledge bundle is live" if not worker.exitcode else
        "the whole bundle could not be built; what is live stays. Try: sahayak kb build")  # fmt: skip
