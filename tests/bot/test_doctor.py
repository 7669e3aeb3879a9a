"""The doctor: each thing that can be wrong is found, and its cure named."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot import dialogue_process, doctor, library
from bot.doctor import Finding, examine
from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.telegram_fake.fields import Fields
from bot.settings import ROOT, Settings
from deploy import environments
from knowledge.bundle import make_live
from knowledge.facts import DocumentError
from records.database import Database
from tests import tiny
from tests.processes import free_port

LOCK = ROOT / "nlu" / "requirements.lock"


def installed(lock: bytes, python: Path) -> None:
    """What set-up leaves in an environment that it has made whole from this lock."""
    folder = python.parent.parent
    (folder / "lock").write_bytes(lock)
    (folder / "installed-with").write_text("/usr/bin/python3")
    (folder / "installed").write_text(environments.fingerprint(folder / "lock", "/usr/bin/python3"))


@pytest.fixture
def settings(tmp_path: Path, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation in which everything is in order; the project's knowledge is the small bundle's."""
    build = tmp_path / "build"
    build.mkdir()
    make_live(build, tiny_bundle)
    python = tmp_path / "rasa" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    installed(LOCK.read_bytes(), python)
    monkeypatch.setattr(dialogue_process, "PYTHON", python)
    monkeypatch.setattr(dialogue_process, "is_trained", lambda _: True)
    monkeypatch.setattr(library, "project_inputs", lambda _: tiny.inputs())
    monkeypatch.setattr(library, "stale_files", lambda _: [])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**10))
    return Settings(
        data=tmp_path / "data", build=build, port=free_port(), dialogue_port=free_port(), action_port=free_port()
    )


def bad(settings: Settings) -> list[Finding]:
    return [finding for finding in examine(settings) if not finding.ok]


def the_one(settings: Settings) -> Finding:
    (found,) = bad(settings)
    return found


def test_where_everything_is_there_everything_is_ok(settings: Settings) -> None:
    findings = examine(settings)
    assert [finding for finding in findings if not finding.ok] == []
    told = "\n".join(finding.what for finding in findings)
    for part in ("Python 3.", "Rasa's environment", "MB of disk", "stale", "bundle", "model", "database", "helpline",
                 f"port {settings.port} free", "channel Telegram", "channel LINE"):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(("version", "ok"), [((3, 10), False), ((3, 11), True), ((3, 12), True), ((3, 13), False)])
def test_the_python_it_runs_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], ok: bool
) -> None:
    bad(settings)  # what is imported on the way must see the real version
    monkeypatch.setattr(doctor.sys, "version_info", (*version, 0))
    wrong = bad(settings)
    assert [finding.what for finding in wrong] == ([] if ok else [f"Python {version[0]}.{version[1]}"])
    assert all("3.11 or 3.12" in finding.cure for finding in wrong)


def test_a_missing_environment(settings: Settings) -> None:
    dialogue_process.PYTHON.unlink()
    assert the_one(settings) == Finding("Rasa's environment", False, "make setup")


def test_an_environment_made_in_part_or_from_an_older_lock(settings: Settings) -> None:
    wanted = Finding("Rasa's environment is installed in part, or from an older lock", False, "make setup")
    installed(b"an older lock", dialogue_process.PYTHON)
    assert the_one(settings) == wanted
    (dialogue_process.PYTHON.parent.parent / "installed").unlink()
    assert the_one(settings) == wanted


@pytest.mark.parametrize(("free", "ok"), [(500_000_000, False), (500_000_001, True)])
def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, ok: bool) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    wrong = bad(settings)
    assert [finding.what for finding in wrong] == ([] if ok else ["500 MB of disk free"])
    assert all("500 MB at least" in finding.cure for finding in wrong)


def test_stale_translations_are_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    old = [ROOT / "knowledge" / "documents" / "hi" / f"in-{n}.md" for n in range(5)]
    monkeypatch.setattr(library, "stale_files", lambda _: old)
    found = the_one(settings)
    assert found.what.startswith("5 stale")
    assert "knowledge/documents/hi/in-0.md" in found.cure
    assert "in-4" not in found.cure, "three are enough to begin with"
    assert "kb stale --stamp" in found.cure


def test_a_document_that_cannot_be_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> Any:
        raise DocumentError("in-x.md: no sources")

    monkeypatch.setattr(library, "stale_files", broken)
    monkeypatch.setattr(library, "project_inputs", broken)
    wrong = bad(settings)
    assert {finding.what for finding in wrong} == {"documents: in-x.md: no sources"}
    assert {finding.cure for finding in wrong} == {"mend the file named"}


def test_no_bundle(settings: Settings) -> None:
    settings.live_bundle.unlink()
    found = the_one(settings)
    assert "no bundle" in found.what
    assert found.cure == "sahayak kb build"


def test_a_bundle_older_than_its_inputs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "project_inputs", lambda _: SimpleNamespace(hash=lambda _: "f" * 64))
    found = the_one(settings)
    assert "older than its inputs" in found.what
    assert found.cure == "sahayak kb publish --why TEXT"


def test_no_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogue_process, "is_trained", lambda _: False)
    assert the_one(settings).cure == "make train"


def with_database(settings: Settings, url: str) -> Settings:
    return Settings(**{**settings.__dict__, "database_url": url})


@pytest.mark.parametrize(
    "url",
    ["sqlite:////proc/nowhere/records.sqlite", "nonsense", "nosuchkind://h/d", "mysql+nosuchdriver://u:hunter2@h/d"],
)
def test_a_database_that_cannot_be_used(settings: Settings, url: str) -> None:
    found = the_one(with_database(settings, url))
    assert found.what.startswith("database ") or found.what.startswith("DATABASE_URL")
    assert "unset DATABASE_URL" in found.cure
    assert "hunter2" not in found.what + found.cure


def test_a_database_of_a_newer_version(settings: Settings) -> None:
    settings.data.mkdir()
    database = Database(settings.database)
    database.migrate()
    with database.write() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    database.close()
    found = the_one(settings)
    assert "9999" in found.what
    assert "newer" in found.cure


def test_the_password_of_a_database_is_never_shown(settings: Settings) -> None:
    found = the_one(with_database(settings, "postgresql+nosuchdriver://u:hunter2@h/d"))
    assert "hunter2" not in found.what + found.cure


@pytest.mark.parametrize(
    ("table", "missing"),
    [({"IN": "in-tele-manas"}, "TH"), ({"IN": "in-tele-manas", "TH": "th-nowhere"}, "TH"),
     ({"IN": "in-cgtmse", "TH": "th-mental-health-1323"}, "IN")],
)  # fmt: skip
def test_a_programme_without_a_helpline(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, table: dict[str, str], missing: str
) -> None:
    monkeypatch.setattr(library, "helpline_table", lambda: table)
    found = the_one(settings)
    assert "helpline" in found.what
    assert f"name one for {missing} in actions/helplines.yml" in found.cure


HELPLINE = "- {name: Help, number: '%s', programme: in-msme, source: their page, checked_on: 2026-11-01}\n"


def with_helplines(settings: Settings, path: Path, body: str) -> Settings:
    path.write_text(body, encoding="utf-8")
    return replace(settings, helplines=str(path))


def test_the_operators_helplines_are_counted_and_old_ones_named(settings: Settings, tmp_path: Path) -> None:
    own = with_helplines(settings, tmp_path / "h.yml", HELPLINE % "181" + HELPLINE % "112")
    (found,) = [one for one in examine(replace(own, check_after_days=36_500)) if "operator's own" in one.what]
    assert (found.what, found.ok) == ("2 helplines of the operator's own", True)
    (found,) = [one for one in examine(replace(own, check_after_days=-36_500)) if "operator's own" in one.what]
    assert found.ok
    assert "date anew: 181, 112" in found.what


@pytest.mark.parametrize(
    ("body", "cure"),
    [(HELPLINE % "18", "entry 1: number"), ("[", "unset SAHAYAK_HELPLINES"), ("{}", "list of entries")],
)
def test_a_helpline_that_cannot_be_read(settings: Settings, tmp_path: Path, body: str, cure: str) -> None:
    found = the_one(with_helplines(settings, tmp_path / "h.yml", body))
    assert cure in found.cure
    assert "h.yml" in found.cure


def test_a_helpline_of_the_operator_does_for_a_programme_without_one(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "helpline_table", lambda: {"TH": "th-mental-health-1323"})
    assert "name one for IN" in the_one(settings).cure
    assert bad(with_helplines(settings, tmp_path / "h.yml", HELPLINE % "181")) == []


@pytest.mark.parametrize("name", ["port", "dialogue_port", "action_port"])
def test_a_port_in_use_by_another(settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def silent(*_: Any, **__: Any) -> Any:
        raise httpx.ReadTimeout("nothing came")

    monkeypatch.setattr(httpx, "get", silent)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = the_one(Settings(**{**settings.__dict__, name: port}))
    assert found.what == f"port {port} free"
    assert f"SAHAYAK_{name.upper()}" in found.cure


def answering(body: Any) -> Callable[..., httpx.Response]:
    return lambda *_, **__: httpx.Response(200, content=body)


def test_ports_in_use_by_the_assistant_itself_are_fine(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "get", answering(b'{"ok": true, "bundle": "abc"}'))
    with socket.create_server(("127.0.0.1", settings.port)):
        findings = examine(settings)
    assert [finding for finding in findings if not finding.ok] == []
    assert any("the assistant is running" in finding.what for finding in findings)


@pytest.mark.parametrize("body", [b"<html>", b'{"other": "program"}', b"[]", b"5", b"\xff"])
def test_another_program_on_the_port_is_not_taken_for_the_assistant(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setattr(httpx, "get", answering(body))
    with socket.create_server(("127.0.0.1", settings.port)):
        assert the_one(settings).what == f"port {settings.port} free"


# --- channels -----------------------------------------------------------------------------------------------------


def of_channel(settings: Settings, name: str) -> Finding:
    (found,) = (one for one in doctor._channels(settings) if one.what.startswith(f"channel {name}:"))
    return found


@pytest.mark.parametrize("name", ["Telegram", "LINE"])
def test_a_channel_without_a_token_is_told_and_no_fault(settings: Settings, name: str) -> None:
    assert of_channel(settings, name) == Finding(f"channel {name}: no token, not served", True)


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ({"telegram_token": "no token at all"}, "@BotFather"),
        ({"telegram_token": TOKEN, "telegram_webhook": "https://x.in"}, "SAHAYAK_TELEGRAM_SECRET"),
        ({"telegram_token": TOKEN, "telegram_url": "http://127.0.0.1:9"}, "network"),
    ],
)
def test_what_is_wrong_with_a_channel_is_told_with_the_cure(
    settings: Settings, given: dict[str, str], cure: str
) -> None:
    found = of_channel(replace(settings, **given), "Telegram")
    assert not found.ok
    assert cure in found.cure
    assert "no token at all" not in found.what + found.cure
    assert TOKEN not in found.what + found.cure


@pytest.mark.parametrize(("token", "hooked", "ok", "cure"), [
    (TOKEN, False, True, ""),
    (TOKEN, True, False, "sahayak telegram set-up"),
    ("123456:another", False, False, "refused our token"),
])  # fmt: skip
async def test_the_platform_is_asked_about_token_and_webhook(
    settings: Settings, token: str, hooked: bool, ok: bool, cure: str
) -> None:
    fake = FakeTelegram(token=TOKEN)
    if hooked:
        await fake.webhook.set(Fields({"url": "http://127.0.0.1:9/"}))
    async with fake.serve() as url:
        found = await asyncio.to_thread(
            of_channel, replace(settings, telegram_token=token, telegram_url=url), "Telegram"
        )
    assert found.ok == ok
    assert cure in found.cure
