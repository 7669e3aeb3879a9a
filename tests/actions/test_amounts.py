"""Amounts of money as people write them in every form, by the year, the month or the day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.amounts import money, yearly
from knowledge.language import FORMS

AMOUNTS = [
    ("35 lakh", 3_500_000), ("1 crore 20 lakh", 12_000_000), ("1.5 crore", 15_000_000), ("1,50,000", 150_000),
    ("२ करोड़", 20_000_000), ("૫ લાખ", 500_000), ("๒ ล้าน", 2_000_000), ("5 แสน", 500_000), ("3 million baht", 3_000_000),
    ("50 thousand", 50_000), ("50 hazar", 50_000), ("200000", 200_000), ("2 lakh 50000", 250_000), ("5l", 500_000),
    ("2 cr", 20_000_000), ("50k", 50_000), ("hundred thousand", 100_000), ("hazar crore", 10**10),
    # in words
    ("a lakh", 100_000), ("half a crore", 5_000_000), ("one and a half crore", 15_000_000), ("डेढ़ लाख", 150_000),
    ("साढ़े तीन लाख", 350_000), ("ढाई करोड़", 25_000_000), ("દોઢ લાખ", 150_000), ("સવા લાખ", 125_000),
    ("અઢી લાખ", 250_000), ("पचास हज़ार", 50_000), ("પચાસ હજાર", 50_000), ("dhai lakh", 250_000), ("adhi lakh", 250_000),
    ("สองแสนห้าหมื่น", 250_000), ("สองแสนห้า", 250_000), ("ล้านครึ่ง", 1_500_000), ("ยี่สิบล้าน", 20_000_000),
    ("สิบห้าล้าน", 15_000_000), ("ร้อยยี่สิบล้าน", 120_000_000), ("แสนนึงค่ะ", 100_000),
    # ranges: the upper one
    ("1-2 ล้าน", 2_000_000), ("3 से 4 लाख", 400_000), ("saat se aath lakh", 800_000), ("สองสามแสน", 300_000),
    # vague, or no money
    ("", None), ("🙏", None), ("बहुत", None), ("several crore", None), ("करोड़ों में", None), ("લાખો", None), ("lakhs", None),
    ("หลายล้าน", None), ("หลักแสน", None), ("kai lakh", None), ("five", None), ("ek", None), ("lakho", None), ("9" * 400, None),
]  # fmt: skip
#: A lakh a month, said in each form in several ways.
A_LAKH_A_MONTH = {
    "en": ("a lakh a month", "1 lakh per month", "monthly 1,00,000", "100k every month, some 12 lakh a year"),
    "hi": ("महीने का एक लाख", "हर महीने 1 लाख", "एक लाख महीना", "महीने के १,००,०००"),
    "gu": ("મહિને એક લાખ", "દર મહિને ૧ લાખ", "મહિનાના લાખ રૂપિયા", "મહિને ૧,૦૦,૦૦૦"),
    "th": ("ขายได้เดือนละแสน", "เดือนละหนึ่งแสนบาทครับ", "ต่อเดือนประมาณ 100,000 บาท", "ทุกวันนี้เดือนละสิบหมื่น"),
    "hi-Latn": ("mahine ka 1 lakh", "ek lakh mahina", "har mahine 100000", "mahine ke sau hazar ya 1 lakh"),
    "gu-Latn": ("mahine ek lakh", "mahina na 1 lakh", "dar mahine 100000", "1 lakh mahino"),
}


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_money(text: str, amount: float | None) -> None:
    assert money(text) == amount


@pytest.mark.parametrize("form", FORMS)
def test_a_month_counts_twelve_times(form: str) -> None:
    for said in A_LAKH_A_MONTH[form]:
        assert yearly(said) == 1_200_000, said


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12 lakh saal ka", 1_200_000), ("ปีละสองล้านห้าแสน", 2_500_000), ("business 5 saal se, 10 lakh", 1_000_000),
        ("1 lakh a month, 15 lakh a year", 1_200_000), ("15 lakh saal ka, yani 1 lakh mahina", 1_500_000),
        ("3 महीने में 5 लाख", 2_000_000), ("roj na 2 hajar", 600_000), ("วันละห้าพัน", 1_500_000), ("10k a week", 520_000),
        ("ทุกวันนี้ขายได้ปีละ 3 ล้าน", 3_000_000), ("ปี 2566 ขายได้ 3 ล้าน", 3_000_000), ("रोजगार से 5 लाख", 500_000),
        ("monthly", None), ("हर महीने अलग", None), ("เดือนละหลายแสน", None),
    ],
)  # fmt: skip
def test_what_it_makes_in_a_year(text: str, amount: float | None) -> None:
    assert yearly(text) == amount


_WORDS = "1 12 2.5 5,00,000 lakh crore แสน ล้าน ห้า สิบ ครึ่ง एक डेढ़ साढ़े लाख લાખ sava mahine เดือน year - to".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join) | st.text(max_size=80))
def test_any_words_are_an_amount_or_none(text: str) -> None:
    found = yearly(text)
    assert found is None or found >= 0
