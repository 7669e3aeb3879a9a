"""The web page in a real headless Chromium: typing, buttons, keyboard, language, lost connection, reload."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.integration.assistant import Assistant

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split()
)
PHONE = {"width": 360, "height": 640}
SHOTS = Path(os.environ["PAGE_SHOTS"]) if os.environ.get("PAGE_SHOTS") else None

if not CHROMIUM and os.environ.get("CI"):
    raise RuntimeError("Chromium is missing; .ci/run installs it")
#: What Chromium itself notes where a test takes the connection away or has a message refused.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "status of 400", "status of 401", "status of 413")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="NO CHROMIUM: the page is not tested; apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield one
        one.close()


@pytest.fixture
def page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-IN")
    one = context.new_page()
    problems: list[str] = []
    one.on("pageerror", lambda error: problems.append(str(error)))
    one.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    one.goto(assistant.url)
    yield one
    context.close()
    assert [text for text in problems if not any(one in text for one in EXPECTED)] == []


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=SHOTS / f"{name}.png")


def test_a_question_is_answered_with_source_and_buttons(page: Page) -> None:
    say(page, "What is the maximum loan under CGTMSE?")
    expect(page.get_by_role("log")).to_contain_text("Rs 10 crore", timeout=30_000)
    expect(page.get_by_role("log")).to_contain_text("As of 2025-12")
    shot(page, "answer")
    page.get_by_role("button", name="How to apply").click()
    expect(page.get_by_role("log")).to_contain_text("You do not apply to CGTMSE yourself", timeout=30_000)
    link = page.get_by_role("log").get_by_role("link").first
    assert str(link.get_attribute("href")).startswith("https://")
    assert "noopener" in str(link.get_attribute("rel"))


@pytest.mark.parametrize(
    ("form", "question", "wanted"),
    [
        ("hi", "पीएमईजीपी में गांव में कितनी सब्सिडी मिलती है", "25%"),
        ("gu", "ઉદ્યમ રજીસ્ટ્રેશન ની ફી કેટલી છે", "ઉદ્યમ"),
        ("th", "เบอร์โทร บสย.", "02-890-9999"),
        ("hi-Latn", "mudra loan me byaj kitna lagta hai", "Mudra"),
        ("gu-Latn", "pmegp ma gamda mate ketli subsidy male", "PMEGP"),
    ],
)
def test_every_form_is_read_and_shown(page: Page, form: str, question: str, wanted: str) -> None:
    say(page, question)
    expect(page.locator(".assistant").last).to_contain_text(wanted, timeout=30_000)
    expect(page.locator("html")).to_have_attribute("lang", form)
    expect(page.locator(".assistant").last).to_have_attribute("lang", form)
    expect(page.get_by_role("combobox")).to_have_value(form)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page must not scroll sideways on a small phone"
    shot(page, f"answer-{form}")


def test_the_language_switch_changes_page_and_replies(page: Page) -> None:
    page.get_by_role("combobox").select_option("th")
    expect(page.locator(".assistant").last).to_contain_text("ไทย", timeout=30_000)
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", "พิมพ์คำถามของคุณ", timeout=30_000)


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    say(page, "hello")
    expect(page.locator(".buttons button").first).to_be_enabled(timeout=30_000)
    page.keyboard.press("Shift+Tab")
    focused = page.evaluate("document.activeElement.tagName")
    assert focused in ("BUTTON", "A")
    page.keyboard.press("Enter")
    expect(page.locator(".assistant")).to_have_count(2, timeout=30_000)


def test_a_message_sent_without_connection_arrives_when_it_is_back(page: Page) -> None:
    say(page, "hello")
    expect(page.locator(".assistant")).to_have_count(1, timeout=30_000)
    page.context.set_offline(True)
    say(page, "what is udyam registration")
    expect(page.get_by_role("alert")).to_contain_text("connection is lost", timeout=30_000)
    page.context.set_offline(False)
    expect(page.get_by_role("log")).to_contain_text("Udyam Registration", timeout=30_000)


@pytest.mark.parametrize("status", [400, 413])
def test_a_refused_message_is_said_to_be_and_can_be_sent_again(page: Page, status: int) -> None:
    page.get_by_role("combobox").select_option("gu-Latn")
    expect(page.locator(".assistant")).to_have_count(1, timeout=30_000)
    page.route("**/chat/messages", lambda route: route.fulfill(status=status, body="{}"), times=1)
    say(page, "cgtmse su che")
    note = page.locator(".refused")
    expect(note).to_contain_text("Aa message moklayo nathi.", timeout=30_000)
    shot(page, f"refused-{status}")
    note.get_by_role("button", name="Fari moklo").click()
    expect(page.locator(".assistant").last).to_contain_text("CGTMSE", timeout=30_000)
    expect(note).to_have_count(0)
    expect(page.locator(".you")).to_have_count(1)


def test_a_page_that_lost_its_key_gets_a_new_one_and_sends_what_was_written(page: Page) -> None:
    page.context.clear_cookies()
    say(page, "what is cgtmse")
    page.locator(".refused").get_by_role("button", name="Try again").click()
    expect(page.locator(".assistant")).to_contain_text("CGTMSE", timeout=30_000)
    expect(page.locator(".you")).to_contain_text("what is cgtmse")


def test_without_javascript_a_visitor_is_told_what_to_do(browser: Browser, assistant: Assistant) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(assistant.url)
    told = page.locator("noscript").inner_text()
    for word in ("switch it on", "चालू", "ચાલુ", "เปิด"):
        assert word in told
    assert "make chat" not in told
    shot(page, "without-javascript")
    context.close()


def test_the_conversation_is_still_there_after_a_reload(page: Page) -> None:
    say(page, "what is cgtmse")
    expect(page.locator(".assistant")).to_have_count(1, timeout=30_000)
    page.reload()
    expect(page.locator(".you")).to_contain_text("what is cgtmse", timeout=30_000)
    expect(page.locator(".assistant")).to_have_count(1)


def test_text_of_a_person_is_never_read_as_markup(page: Page) -> None:
    say(page, "<img src=x onerror=document.title='broken'> hello")
    expect(page.locator(".you")).to_contain_text("<img", timeout=30_000)
    assert page.title() != "broken"
