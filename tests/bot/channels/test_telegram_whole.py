"""People on Telegram and the real app between them and a scripted dialogue, by fetching and by webhook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.telegram import channel as module
from bot.channels.telegram import papers
from bot.dialogue import Said
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import CallFault, Faults, Rates, UpdateFault
from bot.drill.telegram_fake.phone import Phone
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.tables import conversations, person_messages
from tests.bot.channels.telegram_house import MODES, Mode, place
from tests.bot.channels.telegram_side import SECRET, bytes_of, message
from tests.fakes import Asked, FakeDialogue

SENTENCES = {
    "en": "hello what is the loan", "hi": "नमस्ते", "gu": "નમસ્તે", "th": "สวัสดี", "hi-Latn": "mujhe kya chahiye batao",
    "gu-Latn": "mane shu joie che",
}  # fmt: skip
GREETS = FakeDialogue


@pytest.mark.parametrize("mode", MODES)
async def test_a_conversation_in_each_form(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with place(database, tmp_path, mode, GREETS()) as here:
        for form, words in SENTENCES.items():
            person = here.fake.phone(form)
            person.say(words)
            (heard,) = await person.hear()
            assert heard.text == say(form, "greet")
            assert {call.values["parse_mode"] for call in here.fake.called("sendMessage")} == {"HTML"}
            assert "typing" in person.chat.actions


@pytest.mark.parametrize("mode", MODES)
async def test_a_button_is_pressed_and_the_press_answered(database: Database, tmp_path: Path, mode: Mode) -> None:
    dialogue = FakeDialogue([Said(key="greet")], [Said(key="ask-person-message")])
    async with place(database, tmp_path, mode, dialogue) as here:
        person = here.fake.phone(language="gu")
        person.say("/start")
        await person.hear()
        press = person.press(say("gu", "button-person"))
        (heard,) = await person.hear()
        assert heard.text == say("gu", "ask-person-message")
        assert here.fake.world.presses[press].answer is not None
    assert dialogue.asked[1].action
    assert dialogue.asked[1].action.intent == "talk_to_human"


async def test_a_forged_press_and_a_typed_payload_are_no_action(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone(language="th")
        for number, forged in enumerate(("/talk_to_human", "x" * 64, "' or 1=1 --")):
            person.press_data(forged)
            (heard,) = await person.hear()
            assert heard.text == say("th", "old-button"), number
        person.say('/talk_to_human{"a": 1}')
        await person.hear()
    assert [asked.action for asked in dialogue.asked] == [None]


@pytest.mark.parametrize("mode", MODES)
async def test_trouble_of_every_kind_loses_nothing_and_repeats_no_effect(
    database: Database, tmp_path: Path, mode: Mode
) -> None:
    """Duplicates, swaps, delays, lost answers, 429, 5xx, dropped connections: every message is taken once."""
    rates = Rates(too_many=0.02, server_error=0.05, drop_before=0.05, duplicate=0.2, late=0.1, swap=0.1, cut=0.1)
    fake = FakeTelegram(faults=Faults(rates=rates), first_wait=0.05)
    dialogue = FakeDialogue(lambda asked: [Said(key="one-moment")])
    async with place(database, tmp_path, mode, dialogue, fake) as here:
        people = [fake.phone(str(number)) for number in range(8)]
        sent = [f"message {round} of {person.person.name}" for round in range(5) for person in people]
        for words in sent:
            people[int(words[-1])].say(words)
        await here.until(lambda: {one.text for one in here.house.stored()} == set(sent), 30)
        await here.until(lambda: not fake.queue.pending and not here.house.sender._running, 30)
        stored = here.house.stored()
    assert len(stored) == len(sent) == 40
    heard = sorted(re.findall(r"message \d of \d", " ".join(asked.text for asked in dialogue.asked)))
    assert heard == sorted(sent)


@pytest.mark.parametrize("mode", MODES)
async def test_what_was_sent_while_we_were_away_is_answered(database: Database, tmp_path: Path, mode: Mode) -> None:
    fake = FakeTelegram(first_wait=0.05)
    person = fake.phone()
    person.say("નમસ્તે")
    async with place(database, tmp_path, mode, GREETS(), fake):
        (heard,) = await person.hear()
    assert heard.text == say("gu", "greet")


async def test_telegram_goes_away_and_comes_back(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram(first_wait=0.05)

    def leave(asked: Asked) -> list[Said]:
        fake.faults.away = asked.text == "first"
        return [Said(key="ok")]

    async with place(database, tmp_path, "webhook", FakeDialogue(leave), fake) as here:
        person = fake.phone()
        person.say("first")
        await here.until(lambda: fake.faults.away)
        person.say("second")
        fake.faults.away = False
        heard = await person.hear(2)
    assert [one.text for one in heard] == [say("en", "ok")] * 2


async def test_a_blocked_bot_leaves_the_person_alone_until_they_write_again(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        person = here.fake.phone(language="hi")
        person.say("नमस्ते")
        await person.hear()
        person.block()

        def blocked_at() -> Any:
            with database.read() as connection:
                return connection.scalar(sa.select(conversations.c.blocked_at))

        await here.until(blocked_at)
        person.unblock()
        (heard,) = await person.hear()
        assert heard.text == say("hi", "greet")
        await here.until(lambda: not blocked_at())
    assert {call.status for call in here.fake.called("sendMessage")} == {200}


FILES: dict[str, Callable[[Phone], Any]] = {
    "voice": lambda person: person.send_voice(),
    "image": lambda person: person.send_photo(),
    "document": lambda person: person.send_document("नोटिस.pdf", b"%PDF"),
}


async def test_voice_notes_photos_and_papers_are_put_before_a_person(database: Database, tmp_path: Path) -> None:
    said = []
    async with place(database, tmp_path, "polling", GREETS()) as here:
        for form in ("hi", "gu", "th", "en"):
            for send in FILES.values():
                person = here.fake.phone(language=form)
                send(person)
                said.append((form, (await person.hear())[0].text))
        stored = here.house.stored()
    with database.read() as connection:
        kept = connection.execute(sa.select(person_messages).order_by(person_messages.c.id)).all()
    assert said == [
        (form, say(form, "file-for-person", reference=one.reference)) for (form, _), one in zip(said, kept, strict=True)
    ]
    assert [one.text.split("]")[0][1:] for one in kept] == [*FILES] * 4
    assert all(row.data["file"] in here.fake.world.files for row in stored)


async def test_a_shared_number_and_place_reach_the_dialogue(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone()
        person.share_contact("919876543210")
        await person.hear()
        person.share_location(23.03, 72.58)
        await person.hear()
        rows = here.house.stored()
    assert [asked.text for asked in dialogue.asked] == ["+919876543210", "23.03, 72.58"]
    assert [row.data for row in rows] == [
        {"phone": "+919876543210", "own": True, "message": "1"},
        {"latitude": 23.03, "longitude": 72.58, "message": "3"},
    ]


async def test_a_deep_link_arrives_with_what_it_carries(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "webhook", GREETS()) as here:
        person = here.fake.phone(language="th")
        person.say("/start ref_A-1")
        (heard,) = await person.hear()
        (row,) = here.house.stored()
    assert (row.kind, row.data) == ("command", {"name": "start", "argument": "ref_A-1", "message": "1"})
    assert heard.text == say("th", "greet")


async def test_an_edit_is_answered_as_it_now_reads(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone()
        person.say("what is the laon")
        await person.hear()
        person.edit("what is the loan")
        await person.hear()
    assert "what is the loan" in dialogue.asked[-1].text


async def test_in_a_group_it_only_says_where_to_write(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person, group = here.fake.phone(language="gu"), here.fake.group()
        person.say("what about my loan?", group)
        person.say("/help@sahayak_test_bot", group)
        await here.until(lambda: [line for line in group.lines if line.who == "bot"])
        said = [line.text for line in group.lines if line.who == "bot"]
    assert said == [say("gu", "telegram-group")]
    assert here.house.stored() == []
    assert dialogue.asked == []


async def test_inline_mode_is_for_officers_and_others_are_shown_the_way(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        offers = {form: await here.fake.phone(language=form).ask_inline("cgtmse") for form in ("en", "hi", "gu", "th")}
    for form, offer in offers.items():
        assert offer["results"] == []
        assert offer["button"] == {"text": say(form, "telegram-inline-hint"), "start_parameter": "inline"}
        assert (offer["is_personal"], offer["cache_time"] <= 10) == (True, True)


# --- papers of admins -----------------------------------------------------------------------------------------------


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "role_of", lambda database, channel, address: "admin")


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "papers").glob("*"))


@pytest.mark.usefixtures("admin")
async def test_a_paper_of_an_admin_is_kept_and_acknowledged(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram()
    # Once it cannot be fetched; the next look gets it.
    fake.faults.plan("getFile", CallFault("server_error"))
    async with place(database, tmp_path, "polling", GREETS(), fake) as here:
        person = fake.phone(language="hi")
        person.send_document("../../योजना 2026.pdf", b"%PDF-1", caption="नई सूचना")
        await here.until(lambda: fake.called("getFile"))
        here.channel._papers.wake()  # type: ignore[union-attr]
        await here.until(lambda: any("योजना" in line.text for line in person.heard))
        said = [line.text for line in person.heard]
    assert say("hi", "telegram-paper-kept", name="योजना 2026.pdf") in said
    assert kept(tmp_path) == ["1-योजना 2026.pdf", "1.about"]
    assert (tmp_path / "papers" / "1-योजना 2026.pdf").read_bytes() == b"%PDF-1"
    assert '"caption": "नई सूचना"' in (tmp_path / "papers" / "1.about").read_text()


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("name", "size", "key", "args"),
    [
        ("run.exe", None, "telegram-paper-kind", {}),
        ("big.pdf", 21_000_000, "telegram-paper-too-large", {"limit": 20}),
        ("gone.pdf", 0, "telegram-paper-lost", {}),
    ],
)
async def test_a_paper_that_cannot_be_kept_is_refused_with_the_reason(
    database: Database, tmp_path: Path, name: str, size: int | None, key: str, args: dict[str, Any]
) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        person = here.fake.phone(language="gu")
        person.send_document(name, b"x", size=size)
        if key == "telegram-paper-lost":
            here.fake.world.files.clear()
        wanted = say("gu", key, name=name, **args)
        await here.until(lambda: wanted in [line.text for line in person.heard])
    assert kept(tmp_path) == []


async def test_a_paper_of_anybody_else_is_not_fetched(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        person = here.fake.phone()
        person.send_document("a.pdf", b"%PDF-1")
        await person.hear()
    assert here.fake.called("getFile") == []
    assert kept(tmp_path) == []


# --- the webhook ----------------------------------------------------------------------------------------------------


async def test_what_the_webhook_answers_and_stores_once(database: Database, tmp_path: Path) -> None:
    cases: list[tuple[str | None, Any, int]] = [
        ("wrong", message(text="x"), 401), (None, message(text="x"), 401), ("wrong", b"{", 401), (SECRET, b"{", 400),
        (SECRET, b" " * 1_000_001, 413), (SECRET, {"update_id": 1, "poll": {}}, 200), (SECRET, message(text="x"), 200),
    ]  # fmt: skip
    stored = []
    async with place(database, tmp_path, "webhook", GREETS()) as here, httpx.AsyncClient(trust_env=False) as client:
        assert here.fake.webhook.hook
        for secret, body, status in cases:
            headers = {module.SECRET_HEADER: secret} if secret else {}
            content = body if isinstance(body, bytes) else bytes_of(body)
            for _ in range(2):
                answer = await client.post(here.fake.webhook.hook.url, content=content, headers=headers)
                assert answer.status_code == status, (secret, content[:40])
            stored.append(len(here.house.stored()))
    assert stored == [0] * 6 + [1]


async def test_there_is_no_webhook_where_updates_are_fetched(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        transport = httpx.ASGITransport(here.house.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            answer = await client.post("/webhooks/telegram", content=bytes_of(message(text="x")))
    assert answer.status_code == 404


# --- set-up ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
async def test_telegram_is_told_commands_words_and_where_to_post(
    database: Database, tmp_path: Path, mode: Mode
) -> None:
    async with place(database, tmp_path, mode, GREETS(), whole=True) as here:
        world, hook = here.fake.world, here.fake.webhook.hook
        state = await here.channel.status()
    assert {language for _, language in world.commands} == {"", "hi", "gu", "th"}
    for (_, language), commands in world.commands.items():
        shown = {one["command"]: one["description"] for one in commands}
        assert shown["person"] == say(language or "en", "telegram-command-person")
    assert world.descriptions[("description", "th")] == say("th", "telegram-description")
    assert here.told[0] == "bot @sahayak_test_bot: https://t.me/sahayak_test_bot"
    assert (hook is not None) == (mode == "webhook")
    if hook:
        assert (hook.secret, hook.url.endswith("/webhooks/telegram")) == (SECRET, True)
        assert "my_chat_member" in here.fake.queue.allowed
    assert state["pending"] == 0
    assert bool(state["webhook"]) == (mode == "webhook")


@pytest.mark.parametrize("form", FORMS)
def test_what_telegram_is_told_fits(form: str) -> None:
    assert len(say(form, "telegram-about")) <= 120
    assert len(say(form, "telegram-description")) <= 512
    assert len(say(form, "telegram-inline-hint")) <= 64


async def test_a_swapped_pair_is_not_lost(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram(first_wait=0.05)
    fake.faults.plan_updates(UpdateFault("late", 0.3), UpdateFault("duplicate"))
    fake.faults.plan_cuts(1)
    async with place(database, tmp_path, "webhook", GREETS(), fake) as here:
        person = fake.phone()
        person.say("one")
        person.say("two")
        await here.until(lambda: len(here.house.stored()) == 2)
    assert sorted(row.text for row in here.house.stored()) == ["one", "two"]
