"""Inline mode: cited cards in the officer's language, short-lived and theirs alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.answer import Answerer
from bot.channels.telegram import channel as module
from bot.channels.telegram.inline import MOST_CARDS, cards, form_of
from bot.drill.telegram_fake.entities import parse_html, units
from bot.wording import say
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.search import Search
from records.database import Database
from tests.bot.channels.telegram_house import place
from tests.fakes import FakeDialogue


@pytest.fixture(scope="module")
def answerer(opened_bundle: Bundle) -> Answerer:
    return Answerer(Search(opened_bundle, open_encoder()), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("profile", "known", "query", "form"),
    [
        ("gu", None, "cgtmse", "gu"), ("gu-IN", None, "", "gu"), ("gu", "hi-Latn", "cgtmse", "hi-Latn"),
        ("fr", None, "cgtmse", "en"), ("", None, "", "en"), ("en", "en", "બેંક", "gu"), ("gu", "gu", "สินเชื่อ", "th"),
        ("en", "hi-Latn", "लोन", "hi"),
    ],
)  # fmt: skip
def test_the_form_that_an_officer_reads(profile: str, known: str | None, query: str, form: str) -> None:
    assert form_of(profile, known, query) == form


@pytest.mark.parametrize(
    ("query", "form"),
    [("cgtmse", "en"), ("cgtmse", "hi"), ("CGTMSE શું છે", "gu"), ("บสย. คืออะไร", "th"), ("cgtmse kya hai", "hi-Latn"),
     ("cgtmse shu che", "gu-Latn")],
)  # fmt: skip
def test_a_card_quotes_with_date_and_source(answerer: Answerer, query: str, form: str) -> None:
    found = cards(answerer, query, form)
    assert 1 <= len(found) <= MOST_CARDS
    best = found[0].to_dict()
    text, entities = parse_html(best["input_message_content"]["message_text"])
    assert best["title"] in text
    assert [one["type"] for one in entities][:2] == ["bold", "italic"]
    assert "2025" in text or "2026" in text
    assert units(text) <= 4096
    assert len({one.id for one in found}) == len(found)


@pytest.mark.parametrize("query", ["", " ", "c", "🙏", "will it rain tomorrow", "\ufdfa" * 50, "<b>" * 85])
def test_what_the_documents_do_not_say_gives_no_card(answerer: Answerer, query: str) -> None:
    assert cards(answerer, query, "en") == []


@pytest.mark.parametrize(("query", "shown"), [("cgtmse શું છે", True), ("will it rain tomorrow", False)])
async def test_an_officer_gets_cards_over_telegram(
    database: Database, tmp_path: Path, answerer: Answerer, monkeypatch: pytest.MonkeyPatch, query: str, shown: bool
) -> None:
    monkeypatch.setattr(module, "role_of", lambda database, channel, address: "officer")
    async with place(database, tmp_path, "polling", FakeDialogue(), answerer=lambda: answerer) as here:
        offer = await here.fake.phone(language="gu").ask_inline(query)
    assert bool(offer["results"]) == shown
    assert offer["is_personal"]
    assert (offer["button"] or {}).get("text") == (None if shown else say("gu", "telegram-inline-none"))
    if shown:
        assert offer["results"][0]["input_message_content"]["parse_mode"] == "HTML"
