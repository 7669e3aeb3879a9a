from __future__ import annotations

import pytest

from knowledge.figures import amounts, dates, figures, months, phones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rs 10 crore since 1 April 2025", "1 अप्रैल 2025 से 10 करोड़ रुपये"),
        ("Rs 5.08 lakh crore", "૫.૦૮ લાખ કરોડ રૂપિયા"),
        ("covers 85% of the loan", "ऋण का 85 प्रतिशत"),
        ("covers 85% of the loan", "લોનના 85 ટકા"),
        ("at most 3.5% a year", "ไม่เกินร้อยละ 3.5 ต่อปี"),
        ("30,000 million baht", "๓๐,๐๐๐ ล้านบาท"),
        ("Rs 1,00,000 🙂", "1,00,000 रुपये 🙂"),
    ],
)
def test_the_same_figures_in_two_languages_are_the_same(one: str, other: str) -> None:
    scales = {"lakh"}  # "5.08 lakh crore": the first scale is what is kept
    assert figures(one).keys() - scales == figures(other).keys() - scales


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rs 10 crore", "10 लाख रुपये"),
        ("Rs 10 crore", "100 કરોડ"),
        ("85%", "85 रुपये"),
        ("40 million baht", "4 ล้านบาท"),
        ("two loans of Rs 5 lakh and Rs 5 lakh", "5 लाख"),
    ],
)
def test_another_scale_or_number_is_another_figure(one: str, other: str) -> None:
    assert figures(one) != figures(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("since 1 April 2025 and until March 2026", {4: 1, 3: 1}),
        ("you may march on", {}),
        ("it may 2 times", {5: 1}),
        ("1 એપ્રિલ 2025 થી", {4: 1}),
        ("જે અમે 2 લાખ રૂપિયા વાંચીએ છીએ", {}),
        ("15 दिसंबर 2025, 3 सितम्बर", {12: 1, 9: 1}),
        ("วันที่ 23สิงหาคม2560", {8: 1}),
    ],
)
def test_months_of_dates_are_found_in_every_language(text: str, found: dict[int, int]) -> None:
    assert months(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BAAC Call Center: 02 555 0555.", {"025550555"}),
        ("phone 0 2555 0555 or 1302", {"025550555", "1302"}),
        ("helpline: 14416, free", {"14416"}),
        ("เบอร์ ๑๓๒๓", {"1323"}),
    ],
)
def test_phone_numbers_are_their_digits(text: str, found: set[str]) -> None:
    assert phones(text) == found


def test_amounts_are_worth_what_they_say() -> None:
    assert amounts("Rs 1 crore") == amounts("100 lakh rupees") == {("Rs", 1e7)}
    assert amounts("Rs 50,000 at 4%, or 40 million baht") == {("Rs", 50000.0), ("%", 4.0), ("baht", 4e7)}
    assert amounts("18 trades in 2025") == set()


def test_dates_are_written_one_way() -> None:
    assert dates("from 1 April 2025 until March 2026") == {"2025-04-01", "2026-03"}
