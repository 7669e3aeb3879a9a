from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.tokenize import word_tokenize

from knowledge.text import ENCODER_LIMIT, clean, fold, for_encoder, segment_thai, shorten, words
from tests.guard import ROOT

FIXED = settings(max_examples=300)

#: Texts of the six forms with what their writers mix in: emoji, digits, marks, joiners, hostile characters.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("aZ .,/-09०૯๙ß İ\u212a\ufb01\ufdfa\u0344\u00bd"),
        st.characters(min_codepoint=0x0900, max_codepoint=0x097F),
        st.characters(min_codepoint=0x0A80, max_codepoint=0x0AFF),
        st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F),
        st.sampled_from("\u0301\u0323\u093c\u0abc\u200b\u200d\ufe0f\u00ad\u2066\u0000\ud800\udfff\u2028😀👩🇮🇳"),
    ),
    max_size=60,
)
FORBIDDEN = regex.compile(r"[\p{Cc}\p{Default_Ignorable_Code_Point}\ud800-\udfff\u2028\u2029]")


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("  What \t is\r\nCGTMSE? ", "What is CGTMSE?"),
        ("ＣＧＴＭＳＥ ｌｏａｎ ５", "CGTMSE loan 5"),
        ("सी\u200dजी\u200bटी\ufeff लोन", "सीजीटी लोन"),
        ("મુદ્રા\u00a0લોન \u200e૧૦ લાખ", "મુદ્રા લોન ૧૦ લાખ"),
        ("ทำ\u200bอย่างไร ค้ำประกัน", "ทำอย่างไร ค้ำประกัน"),
        ("ท\u0e4dาธุรกิจ น\u0e4d\u0e49า น\u0e49\u0e4dา", "ทำธุรกิจ น้ำ น้ำ"),
        ("mujhe loan\u202e chahiye\u202c", "mujhe loan chahiye"),
        ("mane\u2066 loan\u2069 joie", "mane loan joie"),
        ("loan 👍🏽 👩\u200d🌾 ❤️", "loan 👍🏽 👩🌾 ❤"),
        ("a\x00b\x1bc\x7fd\x9f", "a b c d"),
        ("bad \ud83d end", "bad end"),
        ("cafe\u0301 e\u200b\u0301", "café é"),
        ("one\u2028two\u2029three", "one two three"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("\u200b\ufeff\x00", ""),
        ("", ""),
    ],
)
def test_clean(given_text: str, wanted: str) -> None:
    assert clean(given_text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LOAN", "loan"),
        ("योजना १२३", "योजना 123"),
        ("ज़िला", "जिला"),
        ("\u095b", "ज"),  # one character for ja with nukta
        ("कहाँ", "कहां"),
        ("લોન ૧૦", "લોન 10"),
        ("ક્યાઁ", "ક્યાં"),
        ("๑๐ ล้านบาท", "10 ล้านบาท"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("Ｌｏａｎ", "loan"),
        ("Kitna LOAN milega 😀", "kitna loan milega 😀"),
        ("STRASSE İ", "strasse i̇"),
    ],
)
def test_fold_makes_spellings_of_one_word_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("क", "ख"), ("કેમ", "કામ"), ("ปลา", "ป่า"), ("min", "mín"), ("कि", "की"), ("ร้าน", "ราน")],
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What is the PM-Vishwakarma scheme?", "what is the pm vishwakarma scheme"),
        ("Rs.10,000 or 5.5% by 31/03/2026", "rs 10,000 or 5.5 by 31/03/2026"),
        ("59-minute loan, no.1", "59 minute loan no 1"),
        ("सीजीटीएमएसई में कितने रुपये? १० लाख।", "सीजीटीएमएसई में कितने रुपये 10 लाख"),
        ("ज़िला उद्योग केंद्र", "जिला उद्योग केंद्र"),
        ("મુદ્રા લોન કેવી રીતે મળે?", "મુદ્રા લોન કેવી રીતે મળે"),
        ("mujhe 5 lakh ka loan chahiye 🙏", "mujhe 5 lakh ka loan chahiye"),
        ("mane loan joie chhe", "mane loan joie chhe"),
        ("ขอสินเชื่อ SME 50000บาท", "ขอ สินเชื่อ sme 50000 บาท"),
        ("คำแนะนำสำหรับผู้ประกอบการ", "คำแนะนำ สำหรับ ผู้ประกอบการ"),
        ("ค้ำประกัน", "ค้ำประกัน"),
        ("PMFMEમાં 35ટકા, CGTMSEની ફી?", "pmfme માં 35 ટકા cgtmse ની ફી"),
        ("२५%तक, GSTका नंबर, 1,00,000रुपये", "25 तक gst का नंबर 1,00,000 रुपये"),
        ("😀 👍🏽 …", ""),
        ("", ""),
    ],
)
def test_words(text: str, wanted: str) -> None:
    assert words(text) == wanted.split()


@FIXED
@given(ANY_TEXT)
def test_clean_leaves_nothing_forbidden_and_nothing_to_clean(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()
    assert clean(cleaned) == cleaned
    cleaned.encode()


@FIXED
@given(ANY_TEXT)
def test_what_the_encoder_sees_is_bounded_and_cannot_expand(text: str) -> None:
    safe = for_encoder(text * 40)
    assert 0 < len(safe) <= ENCODER_LIMIT
    assert unicodedata.normalize("NFKC", safe) == safe
    assert not FORBIDDEN.search(safe)


@FIXED
@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


@FIXED
@given(ANY_TEXT)
def test_words_are_pieces_of_the_folded_text_in_order(text: str) -> None:
    folded, at = fold(text), 0
    for word in words(text):
        assert word
        assert not any(letter.isspace() for letter in word)
        at = folded.index(word, at) + len(word)


@FIXED
@given(ANY_TEXT, st.integers(2, 40))
def test_shorten_keeps_to_the_limit_and_cuts_no_grapheme(text: str, limit: int) -> None:
    text = clean(text)
    short = shorten(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    else:
        kept = short.removesuffix("…")
        assert text.startswith(kept)
        graphemes = regex.findall(r"\X", text)
        ends = {len("".join(graphemes[:count])) for count in range(len(graphemes) + 1)}
        assert len(kept) in ends | {end - 1 for end in ends} or text[len(kept)] in " ,;"


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("एक दो तीन चार पांच", 12, "एक दो तीन…"),
        ("મુદ્રા યોજના લોન", 13, "મુદ્રા યોજના…"),
        ("ขอสินเชื่อธุรกิจ", 10, "ขอสินเชื่…"),
        ("family 👩🏽 here now", 9, "family…"),
        ("short", 5, "short"),
    ],
)
def test_shorten(text: str, limit: int, wanted: str) -> None:
    assert shorten(text, limit) == wanted


def test_normalising_twice_expands_no_character_of_unicode() -> None:
    for code in range(sys.maxunicode + 1):
        once = unicodedata.normalize("NFKC", chr(code))
        assert unicodedata.normalize("NFKC", once) == once, hex(code)


def test_a_pile_of_marks_is_cut_before_sorting_it_takes_minutes() -> None:
    assert clean("x" + "\u0301\u0323" * 300_000) == clean("x" + "\u0301\u0323" * 15)


def in_a_process_of_its_own(module: str, given_text: str = "") -> str:
    """Standard output; a crash of the engine is that process's, and this test's failure."""
    ran = subprocess.run(
        [sys.executable, "-m", module], input=given_text, capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert ran.returncode == 0, f"exit {ran.returncode}: {ran.stderr[-2000:]}"
    return ran.stdout


def test_every_character_of_unicode_goes_through_the_engine() -> None:
    assert json.loads(in_a_process_of_its_own("tests.knowledge.every_character")) == {"tried": sys.maxunicode + 1}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufdfa" * 10, id="ten that expand"),
        pytest.param("\ufdfa" * 5_000, id="many that expand"),
        pytest.param("เครื่องจักร लोन લોન loan " * 40_000, id="a megabyte of words"),
        pytest.param("loan" * 250_000, id="a megabyte of one letter"),
        pytest.param("😀👍🏽 ठीक છે ได้" * 60_000, id="a megabyte with emoji"),
        pytest.param("\u0344\u0301" * 100_000, id="marks that expand"),
        pytest.param("loan\0chahiye\0" * 100, id="NUL"),
        pytest.param("\0", id="NUL alone"),
        pytest.param("\ud800 \udfff\ud83d", id="lone surrogates"),
        pytest.param("\u200b\u2066\ufeff", id="invisible"),
        pytest.param("", id="empty"),
        pytest.param("\U0010ffff\U000e0001\ufffe\uffff" * 30, id="no characters"),
    ],
)
def test_hostile_text_gets_a_vector(text: str) -> None:
    assert in_a_process_of_its_own("tests.knowledge.hostile_text", json.dumps(text)).split() == ["1.0"] * 4


THAI_RUNS = [
    "สินเชื่อเพื่อผู้ประกอบการรายย่อย", "ขอกู้เงินธกสยังไง", "ตากลม", "มากกว่า", "กกกกกกก", "ำ", "็็็", "เ", "ก", "ๆ",
    "ร้านอาหารของฉันค้างชำระหนี้สามเดือนแล้วต้องทำอย่างไรดีคะ" * 8,
]  # fmt: skip


@pytest.mark.parametrize("run", THAI_RUNS)
def test_thai_is_cut_as_with_the_librarys_own_dictionary(run: str) -> None:
    """Ours takes a tenth of its memory; its trie is what newmm was written for."""
    assert segment_thai(run) == word_tokenize(run, engine="newmm", keep_whitespace=False)
