"""Certificates and reasons in every form."""

from __future__ import annotations

import pytest

from actions import agencies, erasure, match, triage, triage_rules
from actions.erasure import Certificate
from actions.match import Wanted
from bot.certificate_words import certificate
from bot.reason_words import reason
from bot.wording import has
from knowledge.language import FORMS
from tests.fakes import START

KINDS = (
    "personal-data",
    "notes",
    "drafts",
    "links",
    "letters",
    "copies",
    *(kind for kind, _ in erasure.STORES.values()),
)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_certificate(form: str) -> None:
    made = Certificate(
        number="E-26-0A0B0C0D", at=START, deleted=dict.fromkeys(KINDS, 7), cases=2,
        told={"th-tcg": ["name"], "in-nsic": ["name"], "gone-since": ["phone"]}, stays=erasure.STAYS,
    )  # fmt: skip
    text = certificate(made, form)
    assert text.count("•") == text.count("7") == len(KINDS)
    for part in ("E-26-0A0B0C0D", agencies.load("th-ssrc").get("th-tcg").name(form), "gone-since"):
        assert part in text


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_certificate(form: str) -> None:
    made = Certificate(
        number="E-26-00000000", at=START, deleted={}, cases=0, told={}, stays=("chat-address", "backups")
    )
    assert "•" not in certificate(made, form)
    assert len(certificate(made, form).splitlines()) == 4


def test_every_reason_of_the_directory_has_words() -> None:
    keys = {"reason-helps", "reason-helps-also", "reason-first-advice", "reason-relief-first", "reason-region",
            "reason-language"}  # fmt: skip
    for programme in triage_rules.programmes():
        keys |= {f"reason-{fit.why}" for one in agencies.load(programme).agencies for fit in one.fits}
    assert not [(form, key) for form in FORMS for key in keys if not has(form, key)]


@pytest.mark.parametrize("form", [form for form in FORMS if has(form, "needs-finance")])
def test_the_reasons_of_a_proposal(form: str) -> None:
    rules = triage_rules.load("in-msme")
    answers = triage.answers_of({"needs": ["marketing", "finance"], "sector": "textile"}, rules)
    wanted = Wanted(needs=("marketing", "finance"), region="IN-UP", language="hi", answers=answers)
    first, *_ = match.match(wanted, triage.decide(answers, rules), agencies.load("in-msme"))
    said = [reason(one.key, one.args, form) for one in first.reasons]
    assert len(set(said)) == len(said) == 5
