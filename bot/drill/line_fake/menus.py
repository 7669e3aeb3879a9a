"""Rich menus: the pictures with buttons under a chat, and which one is everybody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image

#: developers.line.biz, requirements for rich menu images.
LARGEST_IMAGE = 1_000_000
MOST_AREAS, CHAT_BAR, NAME = 20, 14, 300


@dataclass
class Menus:
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str = ""
    _count: int = 0

    def create(self, menu: Mapping[str, Any]) -> str:
        """The new menu's id. Raises ValueError saying what is wrong."""
        problem = self.problem(menu)
        if problem:
            raise ValueError(problem)
        self._count += 1
        name = f"richmenu-{self._count:032x}"
        self.made[name] = dict(menu) | {"richMenuId": name}
        return name

    def problem(self, menu: Mapping[str, Any]) -> str:
        size, areas = menu.get("size") or {}, menu.get("areas") or []
        width, height = size.get("width", 0), size.get("height", 0)
        if not (800 <= width <= 2500 and height >= 250 and width / height >= 1.45):
            return "size: 800 to 2500 wide, at least 250 high, at least 1.45 times as wide as high"
        if not menu.get("name") or len(menu["name"]) > NAME:
            return "name: 1 to 300 characters"
        if not menu.get("chatBarText") or len(menu["chatBarText"]) > CHAT_BAR:
            return "chatBarText: 1 to 14 characters"
        if not 1 <= len(areas) <= MOST_AREAS:
            return "areas: 1 to 20"
        outside = [area for area in areas if not _inside(area.get("bounds") or {}, width, height)]
        return "areas: outside the menu" if outside else ""

    def upload(self, menu: str, image: bytes) -> str:
        """What is wrong with the picture; empty when it was taken."""
        if menu in self.images:
            return "An image has already been uploaded to the richmenu"
        if len(image) > LARGEST_IMAGE:
            return "larger than 1 MB"
        wanted = self.made[menu]["size"]
        try:
            with Image.open(BytesIO(image)) as opened:
                right = opened.format in ("PNG", "JPEG") and opened.size == (wanted["width"], wanted["height"])
        except OSError:
            right = False
        if not right:
            return "PNG or JPEG, of the menu's size"
        self.images[menu] = image
        return ""

    def delete(self, menu: str) -> bool:
        self.images.pop(menu, None)
        self.default = "" if self.default == menu else self.default
        return self.made.pop(menu, None) is not None


def _inside(bounds: Mapping[str, int], width: int, height: int) -> bool:
    x, y = bounds.get("x", -1), bounds.get("y", -1)
    wide, high = bounds.get("width", 0), bounds.get("height", 0)
    return x >= 0 and y >= 0 and wide > 0 and high > 0 and x + wide <= width and y + high <= height
