"""What people tell of themselves, in every form, and the schemes that may fit."""

from __future__ import annotations

import pytest

from actions.finding import MOST, fitting, table, told
from knowledge.documents import read_library
from knowledge.language import FORMS
from tests.guard import ROOT

SEWS = {
    "en": "I sew at home, what is there for me",
    "hi": "मैं घर पर सिलाई करती हूं, मेरे लिए क्या है",
    "gu": "હું ઘરે સીવણ કરું છું, મારા માટે શું છે 🧵",
    "th": "ฉันเย็บผ้าที่บ้าน มีอะไรช่วยได้บ้าง",
    "hi-Latn": "main ghar par silai karti hu, mere liye kya hai",
    "gu-Latn": "hu ghare sivan karu chu, mara mate su che",
}
ALL = frozenset(table().fits)


@pytest.mark.parametrize("form", FORMS)
def test_somebody_who_sews_is_shown_what_is_for_artisans(form: str) -> None:
    facets = told(SEWS[form], form)
    assert {"artisan", "finance"} <= facets
    fits = fitting(facets, (), (), "TH" if form == "th" else "IN", ALL)
    assert 1 <= len(fits) <= MOST
    if form == "th":
        assert all(fit.document.startswith("th-") for fit in fits)
    else:
        assert fits[0].document == "in-pm-vishwakarma"
        assert "artisan" in fits[0].why


@pytest.mark.parametrize(
    ("wish", "form", "facets"),
    [
        ("SC woman, want a machine", "en", {"sc_st", "women", "technology"}),
        ("मैं ठेला लगाता हूं", "hi", {"vendor", "finance"}),
        ("અથાણાં બનાવું છું, નિકાસ કરવી છે", "gu", {"food", "export", "gujarat"}),
        ("ร้านอาหารเป็นหนี้", "th", {"shop", "food", "trouble"}),
        ("buyer ne paisa nahi diya", "hi-Latn", {"unpaid"}),
        ("lucknow ma dukan", "gu-Latn", {"up", "shop", "finance"}),
        ("hello", "en", set()),
        ("🙂", "hi", set()),
    ],
)
def test_what_is_told(wish: str, form: str, facets: set[str]) -> None:
    assert facets <= told(wish, form)
    if not facets:
        assert told(wish, form) == set()


def test_a_condition_is_a_condition() -> None:
    everything = frozenset(table().says)
    for document in ALL:
        for one in table().only[document]:
            fits = fitting(everything - one, (), (), document[:2].upper(), {document})
            assert fits == (), document


def test_the_search_decides_between_equals() -> None:
    facets = frozenset({"finance", "shop"})
    first = fitting(facets, ("in-me-card", "in-psb59"), (0.9, 0.8), "IN", {"in-me-card", "in-psb59"})
    other = fitting(facets, ("in-psb59", "in-me-card"), (0.9, 0.8), "IN", {"in-me-card", "in-psb59"})
    assert [fit.document for fit in first] == ["in-me-card", "in-psb59"]
    assert [fit.document for fit in other] == ["in-psb59", "in-me-card"]


def test_the_table_names_documents_and_facets_that_there_are() -> None:
    documents, _ = read_library(ROOT / "knowledge" / "documents")
    assert {document.id for document in documents} >= ALL
    facets = set(table().says)
    for document in ALL:
        assert facets >= set(table().fits[document])
        assert facets >= {facet for one in table().only[document] for facet in one}
    assert facets >= table().needs | set(table().weights) | set(table().home.values())
