"""`sahayak doctor`: is everything there that the assistant needs, and if not, what is the cure?"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module

import httpx
import sqlalchemy as sa
from alembic.util import CommandError

from actions import agencies, helplines, triage_rules
from actions.agencies import DirectoryError
from actions.helplines import Helpline, HelplineError
from actions.triage_rules import RulesError
from bot import dialogue_process, library, operations
from bot.settings import PREFIX, ROOT, Settings, SettingsError
from bot.supervise import port_is_free
from deploy import environments
from knowledge.bundle import Bundle, BundleError
from knowledge.facts import DocumentError
from records.database import Database

DISK_NEEDED = 500_000_000
#: Channels that need a token of their platform: what people call them -> module.
CHANNELS = {"Telegram": "bot.channels.telegram", "LINE": "bot.channels.line", "E-mail": "bot.channels.email"}


@dataclass(frozen=True)
class Finding:
    what: str
    ok: bool
    cure: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Every check, in the order in which things are needed."""
    checks: tuple[Callable[[Settings], list[Finding]], ...] = (
        _environments, _disk, _documents, _bundle, _model, _database, _helplines, _desk, _ports, _channels,
    )  # fmt: skip
    return [finding for check in checks for finding in check(settings)]


def _environments(_: Settings) -> list[Finding]:
    version = sys.version_info[:2]
    return [
        Finding(f"Python {version[0]}.{version[1]}", version in ((3, 11), (3, 12)), "install Python 3.11 or 3.12"),
        *_rasa(),
    ]


def _rasa() -> list[Finding]:
    python = dialogue_process.PYTHON
    if not python.exists():
        return [Finding("Rasa's environment", False, "make setup")]
    whole = environments.holds(python.parent.parent, [ROOT / "nlu" / "requirements.lock"])
    what = "Rasa's environment" + ("" if whole else " is installed in part, or from an older lock")
    return [Finding(what, whole, "make setup")]


def _disk(settings: Settings) -> list[Finding]:
    free = shutil.disk_usage(ROOT).free
    return [Finding(f"{free // 1_000_000} MB of disk free", free > DISK_NEEDED, "free some disk: 500 MB at least")]


def _documents(settings: Settings) -> list[Finding]:
    try:
        old = library.stale_files(settings.knowledge)
    except DocumentError as problem:
        return [Finding(f"documents: {problem}", False, "mend the file named")]
    names = ", ".join(str(path.relative_to(settings.knowledge.parent)) for path in old[:3])
    cure = f"read {names} against their document, then: sahayak kb stale --stamp"
    return [Finding(f"{len(old)} stale translations or question files", not old, cure)]


def _bundle(settings: Settings) -> list[Finding]:
    try:
        bundle = Bundle(settings.live_bundle)
    except BundleError as problem:
        return [Finding(f"bundle: {problem}", False, "sahayak kb build")]
    try:
        wanted = library.name_of(library.project_inputs(settings.knowledge), settings)
    except DocumentError as problem:
        return [Finding(f"documents: {problem}", False, "mend the file named")]
    current = bundle.hash == wanted
    what = f"bundle {bundle.hash} with {len(bundle.cards)} documents" + ("" if current else " is older than its inputs")
    return [Finding(what, current, "sahayak kb publish --why TEXT")]


def _model(settings: Settings) -> list[Finding]:
    return [
        Finding("trained dialogue model, newer than its inputs", dialogue_process.is_trained(settings), "make train")
    ]


def _database(settings: Settings) -> list[Finding]:
    shown = "DATABASE_URL"
    try:
        shown = sa.make_url(settings.database).render_as_string(hide_password=True)
        settings.data.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        database.migrate()
        messages, replies = operations.unanswered(database)
        database.close()
    except CommandError as problem:
        return [Finding(f"database {shown}: {problem}", False,
                        "a newer Sahayak made it: update this one, or unset DATABASE_URL and set "
                        f"{PREFIX}DATA to another folder")]  # fmt: skip
    except (sa.exc.SQLAlchemyError, OSError, ImportError) as problem:
        return [Finding(f"database {shown}: {type(problem).__name__}", False,
                        "start the database server, or unset DATABASE_URL to use SQLite")]  # fmt: skip
    return [
        Finding(f"database {shown}", True),
        Finding(
            f"{messages} messages set aside", not messages, "see why: sahayak inbox list; then: sahayak inbox retry"
        ),
        Finding(f"{replies} replies that could not be sent", not replies, "see why: sahayak outbox list"),
    ]


def _helplines(settings: Settings) -> list[Finding]:
    try:
        bundle = Bundle(settings.live_bundle)
    except BundleError:
        return []
    table = library.helpline_table()
    missing = [country for country, document in table.items()
               if not any(p.section == "Contacts" for p in bundle.passages_of(document))]  # fmt: skip
    more, findings = _more_helplines(settings)
    programmes = {card.country for card in bundle.cards.values()}
    missing += sorted(programmes - set(table) - {one.country for one in more})
    return [Finding("a crisis helpline for every programme", not missing,
                    f"name one for {', '.join(missing)} in actions/helplines.yml"), *findings]  # fmt: skip


def _more_helplines(settings: Settings) -> tuple[tuple[Helpline, ...], list[Finding]]:
    """The operator's own and what is to be said of them; old ones are named, which is no fault."""
    today = datetime.now(UTC).date()
    try:
        more = library.more_helplines(settings, today)
    except HelplineError as problem:
        return (), [Finding("the operator's helplines", False, str(problem))]
    old = helplines.old(more, today, timedelta(days=settings.check_after_days))
    said = f"; call again and date anew: {', '.join(one.number for one in old)}" if old else ""
    return more, [Finding(f"{len(more)} helplines of the operator's own{said}", True)] if settings.helplines else []


def _desk(settings: Settings) -> list[Finding]:
    """Rules and directories can be read; old entries are named, which is no fault of the installation."""
    findings = []
    after, today = timedelta(days=settings.check_after_days), datetime.now(UTC).date()
    for programme in triage_rules.programmes():
        try:
            triage_rules.load(programme)
            directory = agencies.load(programme)
        except (RulesError, DirectoryError) as problem:
            findings.append(Finding(f"desk of {programme}", False, str(problem)))
            continue
        old = [one.id for one in directory.stale(today, after)]
        said = f"; checked more than {after.days} days ago: {', '.join(old)}" if old else ""
        findings.append(Finding(f"desk of {programme}: {len(directory.agencies)} agencies{said}", True))
    return findings


def _ports(settings: Settings) -> list[Finding]:
    ports = {"port": settings.port, "dialogue_port": settings.dialogue_port, "action_port": settings.action_port}
    if _is_ours(settings):
        return [Finding(f"ports {', '.join(map(str, ports.values()))}: the assistant is running", True)]
    return [
        Finding(f"port {port} free", port_is_free(port), f"stop what uses it, or set {PREFIX}{name.upper()} to another")
        for name, port in ports.items()
    ]


def _is_ours(settings: Settings) -> bool:
    try:
        state = httpx.get(f"http://127.0.0.1:{settings.port}/health", timeout=2).json()
    except (httpx.HTTPError, ValueError):
        return False
    return isinstance(state, dict) and "bundle" in state


def _channels(settings: Settings) -> list[Finding]:
    return [asyncio.run(_channel(name, module, settings)) for name, module in CHANNELS.items()]


async def _channel(name: str, module: str, settings: Settings) -> Finding:
    """Whether the platform takes our token; without one the channel is not served, which is no fault."""
    try:
        channel = import_module(module).from_settings(settings, None)
    except SettingsError as problem:
        return Finding(f"channel {name}: its settings cannot be used", False, str(problem))
    if channel is None:
        return Finding(f"channel {name}: no token, not served", True)
    state = await operations.status(channel)
    if "error" in state:
        return Finding(f"channel {name}: {state['error']}", False, state["means"])
    return Finding(f"channel {name}: the platform takes the token", not state.get("cure"), state.get("cure", ""))
