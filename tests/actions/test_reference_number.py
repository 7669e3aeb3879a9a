"""References: readable, and recognised as mistyped when they are."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reference_number import PREFIXES, Mistyped, Reference, check_digit, find, is_alone, make, parse

PROGRAMMES = sorted(PREFIXES)
references = st.builds(
    Reference,
    programme=st.sampled_from(PROGRAMMES),
    year=st.integers(0, 99),
    serial=st.one_of(st.integers(1, 2_000), st.integers(1, 10**9)),
)


def plain(reference: Reference) -> str:
    return str(reference).replace("-", "")


@pytest.mark.parametrize(
    ("programme", "year", "serial", "text"),
    [("th-ssrc", 2026, 1, "TH-26-000001-"), ("in-msme", 2031, 999_999, "IN-31-999999-"), ("in-msme", 2031, 10**6, "IN-31-01000000-")],
)  # fmt: skip
def test_make(programme: str, year: int, serial: int, text: str) -> None:
    assert make(programme, year, serial)[:-1] == text


def test_the_check_digit_is_the_published_one() -> None:
    # Damm's own example: the check digit of 572 is 4; here the 5 stands for a fifth prefix.
    from actions import reference_number

    codes = {**reference_number._CODES, "??": 5}
    before, reference_number._CODES = reference_number._CODES, codes  # type: ignore[assignment]
    try:
        assert check_digit("??", "72") == "4"
    finally:
        reference_number._CODES = before


@given(references)
def test_a_reference_is_read_back(reference: Reference) -> None:
    assert parse(str(reference)) == reference


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("serial", [1, 9, 10, 4711, 90_909, 123_456, 999_999, 1_000_000, 98_765_432])
def test_every_single_wrong_character_is_caught(programme: str, serial: int) -> None:
    right = plain(Reference(programme=programme, year=26, serial=serial))
    for place, character in enumerate(right):
        same = {"I1", "1I"} if place == 0 else set()
        for wrong in string.digits + string.ascii_uppercase:
            typed = right[:place] + wrong + right[place + 1 :]
            if wrong == character or wrong + character in same:
                continue
            tolerated = character + wrong in {"0O", "0Q", "1I", "1L", "O0", "I1"}
            assert isinstance(parse(typed), Mistyped) != tolerated, typed


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_swap_of_neighbours_is_caught(programme: str) -> None:
    for serial in (*range(1, 3_000), 123_456, 999_999, 12_345_678):
        right = plain(Reference(programme=programme, year=26, serial=serial))
        for place in range(len(right) - 1):
            typed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
            assert typed == right or isinstance(parse(typed), Mistyped), typed


@given(references, st.data())
def test_any_wrong_digit_or_swap_is_caught(reference: Reference, data: st.DataObject) -> None:
    right = plain(reference)
    place = data.draw(st.integers(2, len(right) - 1))
    wrong = data.draw(st.sampled_from([d for d in string.digits if d != right[place]]))
    assert isinstance(parse(right[:place] + wrong + right[place + 1 :]), Mistyped)
    if place + 1 < len(right) and right[place] != right[place + 1]:
        swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        assert isinstance(parse(swapped), Mistyped)


@given(references, st.data())
def test_a_digit_left_out_or_added_is_caught(reference: Reference, data: st.DataObject) -> None:
    right = plain(reference)
    place = data.draw(st.integers(2, len(right) - 1))
    assert isinstance(parse(right[:place] + right[place + 1 :]), Mistyped)
    assert isinstance(parse(right[:place] + data.draw(st.sampled_from(string.digits)) + right[place:]), Mistyped)


RIGHT = make("th-ssrc", 26, 120)
DIGITS = RIGHT[3:]


def native(zero: str) -> str:
    return "TH-" + "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in DIGITS)


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT.lower(),
        RIGHT.replace("-", " "),
        RIGHT.replace("-", ""),
        f"  {RIGHT}\n",
        RIGHT.replace("-", "–"),
        RIGHT.replace("0", "O"),
        RIGHT.replace("0", "o"),
        " ".join(RIGHT),
        native("०"),
        native("૦"),
        native("๐"),
        "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in RIGHT),
    ],
)
def test_what_people_type_is_read(typed: str) -> None:
    assert str(parse(typed)) == RIGHT


@pytest.mark.parametrize(
    "typed", ["", "TH", "मेरा केस", "મારો કેસ", "เรื่องของฉัน", "🙏", "XX-26-000120-1", "TH-26-000000-0", "-" * 5_000]
)
def test_what_is_no_reference(typed: str) -> None:
    assert isinstance(parse(typed), Mistyped)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"where is {RIGHT}?", RIGHT),
        (f"เรื่อง {RIGHT} ถึงไหนแล้ว", RIGHT),
        (f"{native('०')} का क्या हुआ", RIGHT),
        (f"{native('૦')} નું શું થયું 🙏", RIGHT),
        (f"mera case {RIGHT.lower()} kahan hai", RIGHT),
        (f"TH-26-000120-{(int(RIGHT[-1]) + 1) % 10} or {RIGHT}", RIGHT),
        (f"{RIGHT} 5678", RIGHT),
        (f"{native('૦')} ૫૬૭૮", RIGHT),
        (f"{RIGHT.replace('-', '_')}_5678", RIGHT),
        ("where is my case", None),
        ("my phone is 0812345678", None),
        ("in 2026 we earned 5000000", None),
    ],
)
def test_find_in_a_message(text: str, found: str | None) -> None:
    read = find(text)
    assert (str(read) if isinstance(read, Reference) else read) == found


def test_a_mistyped_one_is_found_as_such() -> None:
    assert isinstance(find("where is TH-26-000121-0"), Mistyped | Reference)
    wrong = RIGHT[:-1] + str((int(RIGHT[-1]) + 1) % 10)
    assert isinstance(find(f"where is {wrong}"), Mistyped)
    assert isinstance(find(f"{wrong} 5678"), Mistyped)


@pytest.mark.parametrize(("programme", "serial"), [("nowhere", 1), ("th-ssrc", 0), ("th-ssrc", -1)])
def test_what_no_case_can_have(programme: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"prefix|serials"):
        make(programme, 26, serial)


@pytest.mark.parametrize(
    ("text", "alone"),
    [("TH-26-000123-2", True), (" th 26 000123 2. ", True), ("TH-26-000123-2 5678", True), ("TH-๒๖-๐๐๐๑๒๓-๒ ๕๖๗๘", True),
     ("IN26OOO1239", True), ("केस TH-26-000123-2", False), ("see TH-26-000123-2", False), ("TH-26-000123-2 🙏", False),
     ("TH-26-000123-2 કેસ", False), ("GJ-26-000123-2", False), ("5678", False), ("", False)],
)  # fmt: skip
def test_a_reference_and_nothing_else(text: str, alone: bool) -> None:
    assert is_alone(text) == alone
