"""What can be answered, and which sentence says so when something cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard import LIMIT, check
from bot.wording import say
from knowledge.language import FORMS

READABLE = {
    "english": "What is CGTMSE?",
    "hindi": "सीजीटीएमएसई क्या है?",
    "gujarati": "સીજીટીએમએસઈ શું છે?",
    "thai": "บสย. คืออะไร",
    "romanised hindi": "mujhe loan chahiye",
    "romanised gujarati": "mane loan joie che",
    "with emoji": "loan chahiye 🙏🏽🇮🇳",
    "digits only": "14416",
    "hindi digits only": "१४४१६",
    "thai digits only": "๑๓๒๓",
    "a command as text": "/restart",
    "a payload as text": '/choose_language{"language": "th"}',
    "two scripts": "CGTMSE क्या है और บสย. คืออะไร",
    "a chinese name among words": "loan for 李明 trading company",
    "one letter": "क",
    "vowel signs": "कि",
    "keycap": "1️⃣",
    "markup": "<b>loan</b> & more",
    "right-to-left mark": "\u200floan\u200e",
}
PROBLEMS = {
    "nothing": ("", "empty"),
    "spaces": ("   \t\n  ", "empty"),
    "no-break spaces": ("\u00a0\u3000\u2003", "empty"),
    "zero-width": ("\u200b\u200d\ufeff", "unreadable"),
    "NUL": ("\x00\x00", "unreadable"),
    "controls": ("\x01\x02\x7f\x9f", "unreadable"),
    "a lone surrogate": ("\ud83d", "unreadable"),
    "replacement characters": ("\ufffd" * 10, "unreadable"),
    "broken among letters": ("ab" + "\ufffd" * 6, "unreadable"),
    "binary": (bytes(range(128, 256)).decode("utf-8", "replace"), "unreadable"),
    "private use": ("\ue000\ue001\ue002\ue003", "unreadable"),
    "punctuation": ("?!…", "unreadable"),
    "one emoji": ("🙂", "emoji-only"),
    "skin tone": ("👍🏾👍🏾", "emoji-only"),
    "a flag": ("🇮🇳", "emoji-only"),
    "flags": ("🇮🇳🇹🇭", "emoji-only"),
    "a family": ("👨‍👩‍👧‍👦", "emoji-only"),
    "a profession": ("👩🏽‍🌾", "emoji-only"),
    "a heart with a variation selector": ("❤️", "emoji-only"),
    "emoji and punctuation": ("😭😭 !!!", "emoji-only"),
    "arabic": ("ما هو مخطط الضمان", "unknown-script"),
    "tamil": ("கடன் வேண்டும்", "unknown-script"),
    "chinese": ("我需要贷款", "unknown-script"),
    "bengali": ("আমার ঋণ দরকার", "unknown-script"),
    "russian": ("Мне нужен кредит", "unknown-script"),
    "burmese": ("ချေးငွေလိုတယ်", "unknown-script"),
    "tamil with one latin word": ("எனக்கு கடன் வேண்டும் தொழில் loan", "unknown-script"),
}


@pytest.mark.parametrize("raw", READABLE.values(), ids=READABLE)
def test_what_can_be_read_is_let_through(raw: str) -> None:
    checked = check(raw)
    assert checked.problem is None
    assert checked.text
    assert not checked.cut


@pytest.mark.parametrize(("raw", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_named(raw: str, problem: str) -> None:
    assert check(raw).problem == problem


@pytest.mark.parametrize("raw", ["/restart", "/greet", '/inform{"a": "b"}', "/"])
def test_a_slash_is_only_a_letter(raw: str) -> None:
    assert check(raw).text == raw


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("problem", sorted({problem for _, problem in PROBLEMS.values()}))
def test_each_problem_has_its_sentence(form: str, problem: str) -> None:
    assert say(form, problem)


LETTERS = {"latin": "a", "devanagari": "क", "gujarati": "ક", "thai": "ก", "marks": "กำ", "words": "loan chahiye "}


@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_ten_thousand_characters_are_cut_and_said_to_be(letters: str) -> None:
    checked = check((letters * 10_000)[:10_000])
    assert checked.cut
    assert checked.problem is None
    assert LIMIT - 20 <= len(checked.text) <= LIMIT


@pytest.mark.parametrize(("length", "cut"), [(LIMIT - 1, False), (LIMIT, False), (LIMIT + 1, True)])
def test_the_limit_itself_is_not_cut(length: int, cut: bool) -> None:
    assert check("ક" * length).cut is cut


@pytest.mark.parametrize("letter", ["க", "🙂", "ا", "\ufffd", "\u200b"])
def test_ten_thousand_of_what_cannot_be_read_are_still_named(letter: str) -> None:
    assert check(letter * 10_000).problem is not None


def test_text_behind_a_wall_of_spaces_is_found_only_near_its_beginning() -> None:
    assert check(" " * 5_000 + "loan").text == "loan"


@given(st.text(max_size=300))
def test_any_text_is_either_named_or_readable(raw: str) -> None:
    checked = check(raw)
    if checked.problem is None:
        assert any(character.isalnum() for character in checked.text)
    assert "\x00" not in checked.text
    checked.text.encode()  # no lone surrogate is left


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_checking_what_was_checked_changes_nothing(raw: str) -> None:
    once = check(raw)
    assert check(once.text).text == once.text
