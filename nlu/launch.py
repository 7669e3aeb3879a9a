"""Rasa's command line inside this project: python -m nlu.launch train|run|…

Always without telemetry (Rasa calls home otherwise), without TensorFlow, with the speed-ups.
"""

from __future__ import annotations

import os

# Set before rasa is imported: both are read at import time.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from nlu import speedups, without_tensorflow


def prepare() -> None:
    """Make ``import rasa`` safe in this process."""
    without_tensorflow.install()
    speedups.install()
    _keep_history()


def _keep_history() -> None:
    """Rasa maps intents named "back" and "restart" to actions that rewrite the conversation's history.

    Here they are intents like any other, answered by rules.yml.
    """
    from rasa.core.policies import rule_policy

    for intent in ("back", "restart"):
        rule_policy.DEFAULT_ACTION_MAPPINGS.pop(intent, None)


def main() -> None:
    prepare()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
