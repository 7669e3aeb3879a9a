"""Replies as LINE messages: texts, cards, quick replies, and every limit of theirs in six forms."""

from __future__ import annotations

import json
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.base import LIMITS
from bot.channels.line_cards import ALT_TEXT, LABEL, clip, messages_of, short
from bot.drill.line_fake import limits
from bot.drill.line_fake.phones import actions_of, texts_of
from bot.messages import Button, Card, Reply
from bot.render import parts, utf16

FORMS = ["en", "hi", "gu", "th", "hi-Latn", "gu-Latn"]
LONG = {
    "th": "สินเชื่อเพื่อผู้ประกอบการรายย่อย ",
    "gu": "સૂક્ષ્મ અને લઘુ ઉદ્યોગો માટેની ક્રેડિટ ગેરંટી યોજના ",
    "hi": "सूक्ष्म और लघु उद्यमों के लिए क्रेडिट गारंटी योजना। ",
    "emoji": "👩🏽‍🌾👨‍👩‍👧‍👦🇮🇳",
    "one word": "ก",
}
CARD = Card(
    title="ค้ำประกันสินเชื่อ (บสย.)",
    lines=("• บสย. ค้ำประกันสินเชื่อให้ SME", "• ไม่ต้องใช้หลักทรัพย์"),
    source="ข้อมูล ณ 2025-12 แหล่งที่มา: บสย. (ทางการ)",
    url="https://www.tcg.or.th/product?id=1",
)


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label=label, token=f"token-{place}") for place, label in enumerate(labels))


def labels_of(message: dict[str, Any]) -> list[str]:
    return [item["action"]["label"] for item in message["quickReply"]["items"]]


def test_a_text_with_buttons() -> None:
    reply = Reply(text="เลือกได้เลยค่ะ", language="th", buttons=buttons("คุยกับเจ้าหน้าที่"))
    action = {"type": "postback", "label": "คุยกับเจ้าหน้าที่", "data": "token-0", "displayText": "คุยกับเจ้าหน้าที่"}
    assert messages_of([reply]) == [
        {"type": "text", "text": "เลือกได้เลยค่ะ", "quickReply": {"items": [{"type": "action", "action": action}]}}
    ]


def test_a_card() -> None:
    (message,) = messages_of([Reply(text="all of it", language="th", card=CARD)])
    body = message["contents"]["body"]["contents"]
    assert [part.get("text", part["type"]) for part in body] == [CARD.title, *CARD.lines, "separator", CARD.source]
    assert all(part["wrap"] for part in body if part["type"] == "text")
    assert message["altText"] == f"{CARD.title}: {' '.join(CARD.lines)}"
    (link,) = actions_of(message)
    assert link == {"type": "uri", "label": "เปิดแหล่งข้อมูล", "uri": CARD.url}
    assert limits.problems([message]) == []


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://x", "https://x/" + "y" * 1000])
def test_a_source_without_a_usable_address_has_no_button(url: str) -> None:
    (message,) = messages_of([Reply(text="x", language="en", card=Card(title="t", lines=("l",), url=url))])
    assert "footer" not in message["contents"]


def test_each_of_several_sources_has_its_button() -> None:
    source = (
        "As of 2025-12. Sources: [1] A paper (copy on x.com) https://x.com/a (official); [2] No address (press);"
        " [3] ข่าว https://y.th/b?c=1 (private)\nCareful: private."
    )
    (message,) = messages_of([Reply(text="x", language="th", card=Card(title="t", lines=("l",), source=source))])
    assert [(link["label"], link["uri"]) for link in actions_of(message)] == [
        ("เปิดแหล่งข้อมูล [1]", "https://x.com/a"),
        ("เปิดแหล่งข้อมูล [3]", "https://y.th/b?c=1"),
    ]
    assert texts_of(message)[2:] == [
        "As of 2025-12. Sources: [1] A paper (copy on x.com) (official); [2] No address (press); [3] ข่าว (private)",
        "Careful: private.",
    ]
    assert limits.problems([message]) == []


def test_an_address_is_encoded_once() -> None:
    card = Card(title="t", lines=("l",), url="https://x.th/ข่าว?a=1&b=%20#c")
    (message,) = messages_of([Reply(text="x", language="en", card=card)])
    (link,) = actions_of(message)
    assert link["uri"] == "https://x.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?a=1&b=%20#c"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_words_of_a_card(form: str) -> None:
    reply = Reply(text="x", language=form, card=CARD, ask_for="location")
    (message,) = messages_of([reply])
    assert limits.problems([message]) == []
    assert labels_of(message)[0]


def test_a_card_without_source_or_lines_is_still_valid() -> None:
    card = Card(title="หัวข้อ", lines=("", " ", "บรรทัด"), source="")
    (message,) = messages_of([Reply(text="x", language="th", card=card)])
    assert texts_of(message) == ["หัวข้อ", "บรรทัด"]
    assert limits.problems([message]) == []


def test_a_card_that_is_too_large_is_said_in_words() -> None:
    card = Card(title="t", lines=tuple("ก" * 4_000 for _ in range(6)))
    (message,) = messages_of([Reply(text="all of it", language="th", card=card)])
    assert message == {"type": "text", "text": "all of it"}


def test_cards_are_left_out_on_demand() -> None:
    (message,) = messages_of([Reply(text="all of it", language="th", card=CARD)], cards=False)
    assert message == {"type": "text", "text": "all of it"}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_the_longest_of_everything_fits(words: str) -> None:
    text = words * 4_000
    card = Card(title=text[:300], lines=(text[:900],) * 4, source=text[:300], url="https://example.org/")
    reply = Reply(text=text, language="th", buttons=buttons(*[text[:400]] * 20), card=card)
    messages = messages_of([reply])
    assert limits.problems(messages) == []
    assert utf16(messages[0]["altText"]) <= ALT_TEXT
    assert limits.problems(messages_of([reply], cards=False)) == []


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_a_long_text_is_cut_into_messages_that_line_takes(words: str) -> None:
    text = (words * 20_000)[:14_000]
    replies = list(parts(Reply(text=text, language="th", buttons=buttons("a")), LIMITS["line"]))
    messages = messages_of(replies[:5])
    assert 2 <= len(replies) <= 6
    assert limits.problems(messages) == []
    assert "".join(reply.text for reply in replies).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_reply_without_words_is_no_empty_message(text: str) -> None:
    assert limits.problems(messages_of([Reply(text=text, language="en")])) == []


def test_buttons_of_every_reply_stand_under_the_last() -> None:
    first = Reply(text="one", language="en", buttons=buttons("A", "B"))
    last = Reply(text="two", language="en", buttons=(Button(label="C", token="c"),))
    above, below = messages_of([first, last])
    assert "quickReply" not in above
    assert labels_of(below) == ["A", "B", "C"]


def test_no_more_than_thirteen_buttons() -> None:
    many = Reply(text="x", language="en", buttons=buttons(*map(str, range(30))), ask_for="location")
    (message,) = messages_of([many])
    assert len(message["quickReply"]["items"]) == 13
    assert message["quickReply"]["items"][0]["action"] == {"type": "location", "label": "Send my location"}


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Benefits", "Benefits"),
        ("  two\n lines ", "two lines"),
        ("Credit Guarantee Scheme for Micro and Small Enterprises (CGTMSE)", "CGTMSE"),
        ("Credit Guarantee Scheme for Micro and Small Enterprises", "Credit Guarantee Sc…"),
        ("सूक्ष्म और लघु उद्यमों के लिए क्रेडिट गारंटी योजना", "सूक्ष्म और लघु उद्यमों के लि…"),
        ("પ્રધાનમંત્રી મુદ્રા યોજના (પીએમએમવાય / મુદ્રા લોન)", "પીએમએમવાય"),
        ("સૂક્ષ્મ અને લઘુ ઉદ્યોગો માટેની યોજના (સીજીટીએમએસઈ)", "સીજીટીએમએસઈ"),
        ("สำนักงานส่งเสริมวิสาหกิจขนาดกลางและขนาดย่อม", "สำนักงานส่งเสริมวิสาหกิจข…"),
        ("👩🏽‍🌾" * 30, "👩🏽‍🌾" * 19 + "…"),
        ("", "…"),
    ],
)
def test_labels_are_shortened_between_graphemes(label: str, shown: str) -> None:
    assert short(label) == shown
    assert len(regex.findall(r"\X", shown)) <= LABEL


def test_labels_that_look_alike_are_told_apart() -> None:
    labels = ["Credit scheme for micro units", "Credit scheme for micro and small units", "Benefits", "Benefits"]
    (message,) = messages_of([Reply(text="x", language="en", buttons=buttons(*labels))])
    assert labels_of(message) == ["Credit scheme for m…", "Credit scheme for… 2", "Benefits", "Benefits 2"]
    assert [item["action"]["displayText"] for item in message["quickReply"]["items"]] == labels


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.lists(st.text(max_size=60), max_size=16), st.text(max_size=200))
def test_whatever_it_says_line_takes_it(labels: list[str], text: str) -> None:
    card = Card(title=text, lines=tuple(labels), source=text, url=text)
    replies = [
        Reply(text=text, language="th", buttons=buttons(*labels), card=card),
        Reply(text=text, language="gu", buttons=buttons(*labels)),
    ]
    messages = messages_of(replies)
    json.dumps(messages)
    assert limits.problems(messages) == []


def test_a_clip_never_splits_a_grapheme() -> None:
    assert clip("กำลังกำลัง", 5) == "กำลังกำ…"
    assert clip("क्षत्रिय क्षत्रिय", 5) == "क्षत्रि…"
