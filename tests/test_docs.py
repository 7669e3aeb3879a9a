"""The documents are true: generated pages are current, and what the others name is there."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.main import get_command

from actions import erasure
from bot import inbox, outbox
from bot.cli import app
from bot.messages import Action, Inbound, Reply
from nlu.checks.project import read_project
from records.database import Database
from tests import docs
from tests.docs import ROOT
from tests.fakes import START
from tests.test_architecture import MAY_IMPORT

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("bot", "actions", "nlu", "knowledge", "records")
#: Folders that exist only once something ran.
MADE = ("data/", "build/", ".venv/", "nlu/.venv/", "knowledge/drafts/")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.S)


@pytest.fixture(scope="module")
def generated() -> Mapping[Path, str]:
    return docs.generated()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_in(page: Path) -> list[str]:
    """Every fenced block and every `code span` of a page."""
    return [block or span for block, span in _CODE.findall(text_of(page))]


def named(pattern: str, pages: list[Path] = PAGES) -> set[str]:
    """What the pattern's group finds in the code of the pages."""
    return {found for page in pages for code in code_in(page) for found in re.findall(pattern, code)}


def anchors(page: Path) -> set[str]:
    """Headings as GitHub links to them."""
    heads = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize(
    "name", ["docs/cli.md", "docs/settings.md", "docs/intents.md", "docs/officers.md", "README.md"]
)
def test_a_generated_page_is_what_the_generator_writes_now(name: str, generated: Mapping[Path, str]) -> None:
    assert text_of(ROOT / name) == generated[ROOT / name], "run: make docs"


def test_no_generated_page_is_left_out_above(generated: Mapping[Path, str]) -> None:
    assert len(generated) == 5


def test_every_intent_that_people_can_say_is_described_with_its_examples() -> None:
    page = text_of(ROOT / "docs" / "intents.md")
    project = read_project(ROOT)
    for intent in project.intents:
        counts = re.search(rf"^\| `{intent}` \| ((?:\d+ \| )+)", page, re.M)
        assert counts, f"{intent} is not in docs/intents.md; run: make docs"
        assert min(int(count) for count in counts[1].split(" | ") if count) > 0, intent


def test_an_action_without_a_description_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(docs.DOES, "action_answer")
    with pytest.raises(LookupError, match=r"action_answer: write what it does into DOES"):
        docs.intents(read_project(ROOT))


def test_a_page_without_its_marks_is_refused() -> None:
    assert docs.filled("a<!-- x -->old<!-- /x -->b", "x", "સરસ") == "a<!-- x -->\nસરસ\n<!-- /x -->b"
    with pytest.raises(LookupError, match="put them back"):
        docs.filled("<!-- /x --><!-- x -->", "x", "new")


def dependencies(path: Path) -> set[str]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = [content["project"]["dependencies"], *content["project"].get("optional-dependencies", {}).values()]
    lists.append(content.get("build-system", {}).get("requires", []))
    return {re.split(r"[^\w.-]", wanted)[0] for one in lists for wanted in one}


@pytest.mark.parametrize(
    "name", sorted(dependencies(ROOT / "pyproject.toml") | dependencies(ROOT / "nlu/pyproject.toml"))
)
def test_every_dependency_has_its_reason(name: str) -> None:
    headings = " ".join(re.findall(r"^### (.+)$", text_of(ROOT / "docs" / "why.md"), re.M)).lower()
    wanted = rf"(?<![\w.-]){re.escape(name.lower())}(?![\w-])"
    assert re.search(wanted, headings), f"{name}: say in a heading of docs/why.md why it is here, or remove it"


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        yield from ((page, target) for target in _LINK.findall(text_of(page)) if "://" not in target)


@pytest.mark.parametrize(("page", "target"), list(links()), ids=lambda value: str(value).removeprefix(f"{ROOT}/"))
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    aim = (page.parent / path).resolve() if path else page
    assert aim.exists()
    assert not anchor or anchor in anchors(aim)


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
    wanted = named(r"\bmake ([a-z-]+)\b")
    assert {"run", "test", "docs"} <= wanted
    assert wanted <= targets


def test_every_command_named_is_there() -> None:
    known = {" ".join(words) for words in docs.commands(get_command(app))} | {"--help"}
    wanted = {words.strip() for words in named(r"\bsahayak ((?:kb )?[a-z-]+)")}
    assert {"doctor", "kb stale"} <= wanted
    assert wanted <= known


def test_every_module_named_can_be_run() -> None:
    wanted = named(r"python -m ([\w.]+)")
    assert {"nlu.check", "nlu.new_language", "pytest"} <= wanted
    assert [name for name in wanted if importlib.util.find_spec(name) is None] == []


def test_every_file_named_is_there() -> None:
    tops = "|".join((*PACKAGES, "tests", "docs", "bench", "deploy"))
    wanted = {path for path in named(rf"(?<![\w/.<-])((?:{tops})/[\w./<>*-]*)") if not path.startswith(MADE)}
    assert "bot/gateway.py" in wanted
    # <id>, <x> and the like stand for any name.
    missing = [path for path in wanted if not any(ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))]
    assert [path for path in missing if "<x>" not in path] == []


def test_the_import_rule_is_the_one_that_is_checked() -> None:
    block = next(code for code in code_in(ROOT / "docs" / "architecture.md") if "bot        ->" in code)
    rule = dict(line.split("->") for line in block.strip().splitlines())
    allowed = {
        name.strip(): tuple(re.findall(r"\w+", wanted.replace("nothing of ours", ""))) for name, wanted in rule.items()
    }
    assert allowed == {name: wanted for name, wanted in MAY_IMPORT.items() if name in PACKAGES}


def test_deleting_by_hand_leaves_no_word_of_the_person(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    [block] = [code for code in code_in(ROOT / "docs" / "architecture.md") if code.startswith(".venv/bin/python - ID")]
    program = "\n".join(block.strip().splitlines()[1:-1]).replace("datetime.now(UTC)", "START")
    for number, address in enumerate(("wanted-address", "other-address")):
        talk(database, address, f"મારું નામ રમેશ {address}", number)
    with database.write() as connection:
        gone = inbox.conversation_of(connection, "web", "wanted-address", START)
    monkeypatch.setattr("bot.app.open_database", lambda settings: database)
    monkeypatch.setattr("sys.argv", ["-", gone])
    exec(program, {"START": START})
    assert erasure.finish(database, START + erasure.FINISH_AFTER, lambda ids, until: len(ids)) == 1
    with database.read() as connection:
        tables = sa.inspect(database.engine).get_table_names()
        kept = str([connection.execute(sa.text(f"select * from {table}")).all() for table in tables])
    assert "wanted-address" not in kept
    # Four texts, the address and the event id made of it.
    assert kept.count("other-address") == 6


def talk(database: Database, address: str, text: str, number: int) -> None:
    """One conversation with its words in every table."""
    from actions import person_messages

    event = f"{address}:{number}"
    with database.write() as connection:
        message = Inbound(channel="web", event_id=event, address=address, kind="text", text=text)
        conversation = inbox.accept(connection, message, START)
        assert conversation
        turn = inbox.claim(connection, conversation)
        assert turn
        outbox.make_button(connection, conversation, text, Action(intent="deny"), START)
        outbox.put(connection, conversation, f"{turn.id}:0", Reply(text=text, language="gu"), START)
        person_messages.store(connection, turn.id, "talk_to_human", text, START)
        inbox.finish(connection, turn)
