"""Cells of a workbook as a person sees them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from knowledge.importers.table import _cell
from tests.knowledge.importers.conftest import Parse
from tests.knowledge.importers.test_formats import shown


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (0.25, "0%", "25%"), (0.075, "0.0%", "7.5%"), (1, "0%", "100%"), (250, "₹ #,##0", "₹ 250"),
        (250.5, '[$฿-41E]#,##0.00', "฿ 250.5"), (30, '"Rs" 0', "Rs 30"), (30, "General", "30"), (0.25, "", "0.25"),
        (True, "0%", "True"), ("35%", "0%", "35%"), (None, "0%", ""),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_sign(value: object, shown_as: str, text: str) -> None:
    assert _cell(value, shown_as) == text


def test_formulas_without_results_are_told(parse: Parse) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ફી"
    for row in (["યોજના", "ફી", "ભાગ"], ["મુદ્રા", 100, 0.35], ["પીએમઈજીપી", "=B2*2", None]):
        sheet.append(row)
    sheet["C2"].number_format = "0%"
    sheet["C3"].number_format = "0%"  # empty, and no formula
    file = io.BytesIO()
    book.save(file)
    parsed = parse("a.xlsx", file.getvalue())
    assert shown(parsed)[1] == ("row", "યોજના: મુદ્રા; ફી: 100; ભાગ: 35%")
    assert parsed.remarks == [
        "Formulas without their results were left out (ફી B3): open it in Excel and save it again."
    ]
