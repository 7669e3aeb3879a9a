"""Exceptions that explain themselves and say what to do: printed without a traceback."""

from __future__ import annotations

from actions.helplines import HelplineError
from actions.misses import MissError
from actions.people import PeopleError
from bot.channels.terminal import NotRunning
from bot.dialogue_process import DialogueProcessError
from bot.settings import SettingsError
from bot.supervise import StartFailed
from knowledge.bundle import BundleError
from knowledge.facts import DocumentError
from knowledge.shelf import PublishError


class UserProblem(ValueError):
    """What was given on the command line cannot be used; the message says what can."""


KNOWN = (
    NotRunning, DialogueProcessError, SettingsError, StartFailed, BundleError, DocumentError, PublishError, UserProblem,
    MissError, PeopleError, HelplineError,
)  # fmt: skip
