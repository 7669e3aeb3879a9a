"""Paths of rich menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from bot.drill.line_fake.platform import Answer, Platform, refusal

NOT_FOUND = refusal(404, "Not found")
Route = tuple[str, str, str, Callable[[Request, Any], Answer]]


def routes(platform: Platform) -> list[Route]:
    menu, bot = "/v2/bot/richmenu", "/v2/bot"
    return [
        ("menu", menu, "POST", lambda _, body: _create(platform, body)),
        ("menu", f"{menu}/validate", "POST", lambda _, body: _validate(platform, body)),
        ("menu", f"{menu}/list", "GET", lambda *_: Answer(body={"richmenus": list(platform.menus.made.values())})),
        ("menu", f"{menu}/alias", "POST", lambda _, body: _alias(platform, body, body.get("richMenuAliasId"))),
        ("menu", f"{menu}/alias/list", "GET", lambda *_: Answer(body={"aliases": _aliases(platform)})),
        ("menu", f"{menu}/alias/{{alias}}", "POST", lambda r, body: _move(platform, body, r.path_params["alias"])),
        ("menu", f"{menu}/alias/{{alias}}", "DELETE", lambda r, _: _forget(platform, r.path_params["alias"])),
        ("menu", f"{menu}/{{menu}}", "DELETE", lambda r, _: _delete(platform, r.path_params["menu"])),
        ("menu-image", f"{menu}/{{menu}}/content", "POST", lambda r, b: _upload(platform, r.path_params["menu"], b)),
        ("menu", f"{bot}/user/all/richmenu/{{menu}}", "POST", lambda r, _: _default(platform, r.path_params["menu"])),
        ("menu-link", f"{bot}/user/{{user}}/richmenu/{{menu}}", "POST", lambda r, _: platform.link_menu(
            r.path_params["user"], r.path_params["menu"])),
    ]  # fmt: skip


def _create(platform: Platform, body: Any) -> Answer:
    try:
        return Answer(body={"richMenuId": platform.menus.create(body)})
    except ValueError as problem:
        return refusal(400, str(problem))


def _validate(platform: Platform, body: Any) -> Answer:
    problem = platform.menus.problem(body)
    return refusal(400, problem) if problem else Answer()


def _aliases(platform: Platform) -> list[dict[str, str]]:
    return [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in platform.menus.aliases.items()]


def _alias(platform: Platform, body: Any, alias: str) -> Answer:
    if alias in platform.menus.aliases:
        return refusal(400, "conflict richmenu alias id")
    return _set_alias(platform, body, alias)


def _move(platform: Platform, body: Any, alias: str) -> Answer:
    return _set_alias(platform, body, alias) if alias in platform.menus.aliases else NOT_FOUND


def _set_alias(platform: Platform, body: Any, alias: str) -> Answer:
    if body.get("richMenuId") not in platform.menus.images:
        return refusal(400, "richmenu not found, or without an image")
    platform.menus.aliases[alias] = body["richMenuId"]
    return Answer()


def _forget(platform: Platform, alias: str) -> Answer:
    return Answer() if platform.menus.aliases.pop(alias, None) else NOT_FOUND


def _delete(platform: Platform, menu: str) -> Answer:
    return Answer() if platform.menus.delete(menu) else NOT_FOUND


def _upload(platform: Platform, menu: str, image: bytes) -> Answer:
    if menu not in platform.menus.made:
        return NOT_FOUND
    problem = platform.menus.upload(menu, image)
    return refusal(400, problem) if problem else Answer()


def _default(platform: Platform, menu: str) -> Answer:
    if menu not in platform.menus.images:
        return refusal(400, "must upload richmenu image before applying it to user")
    platform.menus.default = menu
    return Answer()
