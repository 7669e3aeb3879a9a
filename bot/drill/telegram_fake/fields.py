"""The fields of a call: JSON, urlencoded and multipart alike, with nested JSON in texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.drill.telegram_fake.refusals import bad


@dataclass(frozen=True)
class Upload:
    name: str
    data: bytes
    mime: str


@dataclass
class Fields:
    """One call's fields, and what was uploaded with it by part name."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        return value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int | None = None) -> int:
        value = self.values.get(name, default)
        try:
            return int(value)  # type: ignore[arg-type]
        except (TypeError, ValueError) as problem:
            raise bad(f"{name} is missing or no number") from problem

    def flag(self, name: str) -> bool:
        return self.values.get(name) in (True, "true", "True", "1", 1)

    def nested(self, name: str) -> Any:
        """A list or an object, as itself or as JSON in a text; None when it is not there."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as problem:
            raise bad(f"can't parse {name} JSON object") from problem

    def media(self, name: str) -> Upload | str:
        """An upload (the part of that name, or the one that attach:// points to), else a file id."""
        value = self.text(name)
        part = value.removeprefix("attach://") if value.startswith("attach://") else name
        if part in self.uploads:
            return self.uploads[part]
        if not value:
            raise bad(f"there is no {name} in the request")
        return value


async def read(request: Request) -> Fields:
    """Raises Refused for a body that is not what it says."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0]
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.body()
    if kind == "application/json":
        try:
            values |= json.loads(body or b"{}")
        except (ValueError, TypeError) as problem:
            raise bad("can't parse JSON") from problem
    else:
        values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Fields(values)


async def _multipart(request: Request, values: Mapping[str, Any]) -> Fields:
    fields = Fields(dict(values))
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                fields.uploads[name] = Upload(value.filename or "file", data, value.content_type or "")
            else:
                fields.values[name] = value
    return fields
