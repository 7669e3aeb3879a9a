"""Start-up settings that keep the dialogue process private and its history whole."""

from __future__ import annotations

import os

import jsonschema
import pytest


def test_telemetry_is_off() -> None:
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


@pytest.mark.parametrize("intent", ["back", "restart"])
def test_no_intent_rewrites_the_history(intent: str) -> None:
    from rasa.core.policies.rule_policy import DEFAULT_ACTION_MAPPINGS

    assert intent not in DEFAULT_ACTION_MAPPINGS


def test_a_schema_is_still_checked_once() -> None:
    good, bad = {"type": "object"}, {"type": "no such type"}
    for _ in range(2):
        jsonschema.validate({}, good)
        with pytest.raises(jsonschema.SchemaError):
            jsonschema.validate({}, bad)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([], good)


def test_event_types_resolve_as_before() -> None:
    from rasa.shared.core.events import Event, SlotSet

    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("no such event", default=SlotSet) is SlotSet
    with pytest.raises(ValueError, match="no such event"):
        Event.resolve_by_type("no such event")
