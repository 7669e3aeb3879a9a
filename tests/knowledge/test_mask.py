"""What tells who somebody is does not stand in a masked text; figures, dates and references do."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from knowledge.mask import mask

DIGITS = {"ascii": "0123456789", "devanagari": "०१२३४५६७८९", "gujarati": "૦૧૨૩૪૫૬૭૮૯", "thai": "๐๑๒๓๔๕๖๗๘๙"}
#: Written with ASCII digits; every script's digits are tried.
NUMBERS = {
    "9876543210": "[phone]",
    "98765 43210": "[phone]",
    "098765-43210": "[phone]",
    "91 98765 43210": "[phone]",
    "+91 98765 43210": "[phone]",
    "+66 81 234 5678": "[phone]",
    "081-234-5678": "[phone]",
    "02-123-4567": "[phone]",
    "1-2345-67890-12-3": "[id]",
    "1234567890123": "[id]",
    "1234 5678 9012": "[id]",
    "12345678901234567": "[number]",
}


@pytest.mark.parametrize("digits", DIGITS.values(), ids=DIGITS)
@pytest.mark.parametrize(("number", "label"), NUMBERS.items())
@pytest.mark.parametrize(
    "around", ["{}", "call me {} please", "मेरा नंबर {} है", "મારો નંબર {} છે 🙏", "โทร {} ครับ", "mera number {}."]
)
def test_a_number_is_hidden_in_every_script(digits: str, number: str, label: str, around: str) -> None:
    written = number.translate(str.maketrans("0123456789", digits))
    assert mask(around.format(written)) == around.format(label)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("UDYAM-GJ-01-0001234 ka kya hua", "[Udyam] ka kya hua"),
        ("udyam gj 01 0001234", "[Udyam]"),
        ("UDYAM-GJ-०१-०००१२३४", "[Udyam]"),
        ("write to ramesh.patel+1@shop.co.in now", "write to [e-mail] now"),
        ("PAN ABCDE1234F, GST 24ABCDE1234F1Z5", "PAN [PAN], GST [GSTIN]"),
        ("my name is Ramesh Patel and I sew", "my name is [name] and I sew"),
        ("mera naam Sunita hai, loan chahiye", "mera naam [name] hai, loan chahiye"),
        ("maru naam Ramesh che", "maru naam [name] che"),
        ("मेरा नाम सुनीता है", "मेरा नाम [name] है"),
        ("મારું નામ રમેશ છે", "મારું નામ [name] છે"),
        ("ผมชื่อสมชาย อยากกู้เงิน", "ผมชื่อ[name] อยากกู้เงิน"),
        ("9876543210, 9876501234 और a@b.in", "[phone], [phone] और [e-mail]"),
    ],
)
def test_what_names_a_person_is_hidden(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "What is CGTMSE?",
        "सीजीटीएमएसई में कितना लोन मिलता है?",
        "loan of Rs 10,00,000 in 2019-20, 25% at 7.5",
        "मुझे १०,००,००० रुपये चाहिए",
        "อยากกู้ ๕๐,๐๐๐ บาท",
        "10000000 rupees",
        "call 14416 or 1800-233-4455",
        "pincode 380001",
        "2026-11-22 04:49:03,123 INFO sahayak.gateway: turn t0123456789abcdef was set aside",
        "M-26-0001 and A-26-0001",
        "valid 2025-12-31 to 2026-03-31",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=200))
def test_masking_ends_and_masked_text_stays_as_it_is(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
