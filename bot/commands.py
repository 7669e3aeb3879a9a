"""Commands that people find in a platform's menu, and what each means to the dialogue."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Action

#: In the order of the menu; bot/words/*/telegram.ftl says what each does (``telegram-command-<name>``).
COMMANDS: Mapping[str, Action] = {
    "start": Action(intent="greet"),
    "find": Action(intent="find_scheme"),
    "person": Action(intent="talk_to_human"),
    "status": Action(intent="case_status"),
    "language": Action(intent="change_language"),
    "help": Action(intent="help"),
    "cancel": Action(intent="cancel"),
    "stop": Action(intent="stop_messages"),
    "delete": Action(intent="delete_my_data"),
}
