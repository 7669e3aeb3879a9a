"""Methods beside the chat: who the bot is, its commands, answers to presses and inline queries, files."""

from __future__ import annotations

import re
from typing import Any

from bot.drill.telegram_fake.fields import Fields
from bot.drill.telegram_fake.refusals import bad
from bot.drill.telegram_fake.sending import LONGEST_TEXT, words
from bot.drill.telegram_fake.world import LARGEST_DOWNLOAD, World

MOST_COMMANDS, LONGEST_COMMAND_HELP = 100, 256
LONGEST_NOTE, PRESS_OPEN_FOR, QUESTION_OPEN_FOR = 200, 15 * 60, 60
MOST_RESULTS, LONGEST_RESULT_ID = 50, 64
LONGEST_DESCRIPTION = {"description": 512, "short_description": 120, "name": 64}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, fields: Fields) -> dict[str, Any]:
    return world.me()


def get_chat(world: World, fields: Fields) -> dict[str, Any]:
    return world.chat(fields.number("chat_id")).body() | {"accent_color_id": 0, "max_reaction_count": 11}


def _scope(fields: Fields) -> tuple[str, str]:
    scope = fields.nested("scope") or {"type": "default"}
    return ":".join(str(value) for value in scope.values()), fields.text("language_code")


def set_my_commands(world: World, fields: Fields) -> bool:
    commands = fields.nested("commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not _COMMAND.fullmatch(one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= LONGEST_COMMAND_HELP:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(fields)] = commands
    return True


def get_my_commands(world: World, fields: Fields) -> list[dict[str, Any]]:
    return world.commands.get(_scope(fields), [])


def delete_my_commands(world: World, fields: Fields) -> bool:
    world.commands.pop(_scope(fields), None)
    return True


def set_text(world: World, fields: Fields) -> bool:
    """setMyDescription, setMyShortDescription, setMyName."""
    name = next((name for name in LONGEST_DESCRIPTION if name in fields.values), "description")
    if len(fields.text(name)) > LONGEST_DESCRIPTION[name]:
        raise bad(f"{name} is too long")
    world.descriptions[(name, fields.text("language_code"))] = fields.text(name)
    return True


def answer_callback_query(world: World, fields: Fields) -> bool:
    asked = world.presses.get(fields.text("callback_query_id"))
    if asked is None or asked.answer is not None or world.now() - asked.at > PRESS_OPEN_FOR:
        raise bad(TOO_OLD)
    if len(fields.text("text")) > LONGEST_NOTE:
        raise bad("MESSAGE_TOO_LONG")
    asked.answer = fields.values
    asked.answered.set()
    return True


def answer_inline_query(world: World, fields: Fields) -> bool:
    asked = world.questions.get(fields.text("inline_query_id"))
    if asked is None or asked.answer is not None or world.now() - asked.at > QUESTION_OPEN_FOR:
        raise bad(TOO_OLD)
    results = fields.nested("results")
    if not isinstance(results, list) or len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [str(one.get("id", "")) for one in results]
    if len(set(ids)) != len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    for one in results:
        _check_result(one)
    cache_time, personal = fields.number("cache_time", 300), fields.flag("is_personal")
    asked.answer = {"results": results, "cache_time": cache_time, "is_personal": personal,
                    "button": fields.nested("button")}  # fmt: skip
    asked.answered.set()
    return True


def _check_result(result: dict[str, Any]) -> None:
    if not 1 <= len(str(result.get("id", "")).encode()) <= LONGEST_RESULT_ID:
        raise bad("RESULT_ID_INVALID")
    if result.get("type") == "article":
        if not result.get("title"):
            raise bad('can\'t parse inline query result: Field "title" must be non-empty')
        content = Fields(dict(result.get("input_message_content") or {}))
        text, _ = words(content, "message_text", LONGEST_TEXT)
        if not text:
            raise bad("MESSAGE_EMPTY")


def get_file(world: World, fields: Fields) -> dict[str, Any]:
    identity = fields.text("file_id")
    described = world.describe_file(identity)
    if described["file_size"] > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {name: described[name] for name in ("file_id", "file_unique_id", "file_size")} | {
        "file_path": f"documents/{identity}"
    }


def nothing_to_do(world: World, fields: Fields) -> bool:
    return True
