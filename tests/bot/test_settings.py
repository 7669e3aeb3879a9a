"""Settings: read once, wrong ones named with their value, secrets never shown."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings, SettingsError, from_env


def test_without_an_environment_everything_has_a_default_and_a_help_text() -> None:
    settings = from_env({})
    assert settings == Settings()
    for entry in dataclasses.fields(settings):
        assert entry.metadata["help"], entry.name
    assert settings.host == "127.0.0.1"
    assert settings.data == ROOT / "data"


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("SAHAYAK_PORT", "9000", "port", 9000),
        ("SAHAYAK_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("SAHAYAK_BURST_PAUSE", "0.75", "burst_pause", 0.75),
        ("SAHAYAK_GIVE_UP_AFTER", "30", "give_up_after", 30.0),
        ("SAHAYAK_CONVERSATIONS_AT_ONCE", "4", "conversations_at_once", 4),
        ("SAHAYAK_ACTION_SECRET", "0042", "action_secret", "0042"),
        ("DATABASE_URL", "postgresql://u:p@h/d", "database_url", "postgresql://u:p@h/d"),
        ("SAHAYAK_DATABASE_URL", "sqlite:///x", "database_url", "sqlite:///x"),
        ("SAHAYAK_PORT", "", "port", 8000),
        ("SAHAYAK_SOMETHING_ELSE", "1", "port", 8000),
    ],
)
def test_each_kind_of_value_is_read(variable: str, text: str, name: str, value: object) -> None:
    assert getattr(from_env({variable: text}), name) == value


def test_a_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_env({"SAHAYAK_DATA": "ડેટા"}).data == tmp_path / "ડેટા"


@pytest.mark.parametrize(
    ("variable", "text", "kind"),
    [
        ("SAHAYAK_PORT", "eight thousand", "int"),
        ("SAHAYAK_PORT", "80.5", "int"),
        ("SAHAYAK_ACTION_PORT", "५०x", "int"),
        ("SAHAYAK_BURST_PAUSE", "short", "float"),
        ("SAHAYAK_CONVERSATIONS_AT_ONCE", "many", "int"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(variable: str, text: str, kind: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_env({variable: text})
    assert str(caught.value) == f"{variable} is {text!r}; it must be of kind {kind}"


def test_secrets_are_not_shown() -> None:
    settings = from_env({"SAHAYAK_ACTION_SECRET": "tip-top", "DATABASE_URL": "postgresql://u:hunter2@h/d"})
    for shown in (repr(settings), str(settings), f"{settings}"):
        assert "tip-top" not in shown
        assert "hunter2" not in shown


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        from_env({}).port = 1  # type: ignore[misc]


def test_addresses_follow_from_ports_and_folders() -> None:
    settings = from_env({"SAHAYAK_DIALOGUE_PORT": "6005", "SAHAYAK_ACTION_PORT": "6055", "SAHAYAK_DATA": "/d",
                         "SAHAYAK_BUILD": "/b"})  # fmt: skip
    # Both stay on loopback whatever the host is.
    assert settings.dialogue_url == "http://127.0.0.1:6005/webhooks/gateway/message"
    assert settings.action_url == "http://127.0.0.1:6055/actions"
    assert settings.database == "sqlite:////d/records.sqlite"
    assert settings.live_bundle == Path("/b/live")
    assert settings.model == Path("/b/models/dialogue.tar.gz")
