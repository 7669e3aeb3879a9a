"""Keyboards as Telegram takes them: limits, and what may stand on a button."""

from __future__ import annotations

from typing import Any

from bot.drill.telegram_fake.refusals import bad

MOST_BUTTONS, MOST_IN_A_ROW, MOST_DATA_BYTES = 100, 8, 64
_KINDS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "login_url", "web_app")


def check(markup: Any, chat_type: str) -> dict[str, Any] | None:
    """Raises Refused; an inline keyboard comes back with the message, any other not."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"]):
            _check_inline(button)
        return markup
    if "keyboard" in markup:
        for button in _buttons(markup["keyboard"]):
            _check_plain(button, chat_type)
    elif not {"remove_keyboard", "force_reply"} & set(markup):
        raise bad("can't parse reply keyboard markup JSON object")
    return None


def _buttons(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("field of type Array expected in the keyboard")
    found = [button for row in rows for button in row]
    if len(found) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad("reply markup is too long")
    return found


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad("can't parse inline keyboard button: text buttons must not be empty")
    kinds = [kind for kind in _KINDS if kind in button]
    if len(kinds) != 1:
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if kinds == ["callback_data"] and not 1 <= len(str(button["callback_data"]).encode()) <= MOST_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if kinds == ["url"] and not str(button["url"]).startswith(("https://", "http://", "tg://", "tel:")):
        raise bad("BUTTON_URL_INVALID")


def _check_plain(button: Any, chat_type: str) -> None:
    wanted = button if isinstance(button, dict) else {"text": button}
    if not isinstance(wanted.get("text"), str) or not wanted["text"]:
        raise bad("can't parse keyboard button: text must not be empty")
    if chat_type != "private" and {"request_contact", "request_location"} & set(wanted):
        raise bad("phone number can be requested in private chats only")
