"""Two hot spots of Rasa 3.6.21, removed at start without changing behaviour.

Measured: jsonschema checking a constant schema against the meta-schema was two thirds of a turn's CPU;
resolving every stored event by walking all event classes grows with the conversation.
"""

from __future__ import annotations

import functools
from typing import Any

REMEMBERED_SCHEMAS = 256


def install() -> None:
    _check_each_schema_once()
    _resolve_event_types_once()


def _check_each_schema_once() -> None:
    import jsonschema

    seen: set[tuple[str, str]] = set()
    for validator in (
        jsonschema.Draft4Validator,
        jsonschema.Draft6Validator,
        jsonschema.Draft7Validator,
        jsonschema.Draft201909Validator,
        jsonschema.Draft202012Validator,
    ):
        validator.check_schema = staticmethod(_remembering(validator.__name__, validator.check_schema, seen))


def _remembering(name: str, original: Any, seen: set[tuple[str, str]]) -> Any:
    def check(schema: Any, *args: Any, **kwargs: Any) -> None:
        key = (name, repr(schema))
        if key in seen:
            return
        original(schema, *args, **kwargs)
        if len(seen) < REMEMBERED_SCHEMAS:
            seen.add(key)

    return check


def _resolve_event_types_once() -> None:
    from rasa.shared.core.events import Event

    original = Event.resolve_by_type
    found = functools.lru_cache(REMEMBERED_SCHEMAS)(lambda type_name: original(type_name))

    def resolve(type_name: str, default: Any = None) -> Any:
        try:
            return found(type_name)
        except ValueError:
            if default is None:
                raise
            return default

    Event.resolve_by_type = staticmethod(resolve)
