"""Two people with an offer and a wish, and what each was told."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import sqlalchemy as sa

from actions import cases, listings, matching
from actions.listings import Listing
from actions.match_space import Space
from knowledge.language import FORMS
from records.case_tables import notices as notice_rows
from tests.actions import desk as told
from tests.fakes import START

WEAVER, SHOP = "weaver", "shop"


PEOPLE = {
    WEAVER: {"name": "रमेश 🧵", "enterprise": "Help Loan Weavers", "phone": "+919876543210", "region": "IN-UP"},
    SHOP: {"name": "สมหญิง", "enterprise": "ร้านผ้าไหม", "phone": "+66812345678", "region": "TH-10"},
}


WORDS = {
    "en": "we make saris 🧵", "hi": "हम साड़ियाँ बनाते हैं", "gu": "અમે સાડી બનાવીએ છીએ", "th": "หาผ้าส่าหรี",
    "hi-Latn": "hum saree banate hain", "gu-Latn": "ame sadi banaviye chiye",
}  # fmt: skip


def encode(text: str, form: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A made-up encoder: saris point one way, everything else another; each form leans its own way."""
    sari = any(word in text for word in ("sari", "saree", "साड़ियाँ", "સાડી", "ส่าหรี", "sadi"))
    return np.array([1.0 if sari else 0.0, FORMS.index(form) * 5.0, 1.0], np.float32)


SPACE = Space("made-up", encode)


def listed(connection: sa.Connection, who: str, kind: str, form: str = "en", words: str = "") -> Listing:
    """Somebody's listing, agreed to; the person and their case are made when they are new."""
    case = next(iter(cases.of_conversation(connection, who)), None)
    if case is None:
        told.talk(connection, who, form)
        programme = "th-ssrc" if who == SHOP else "in-msme"
        about = {**told.TOLD, "needs": ["marketing"], **PEOPLE.get(who, PEOPLE[WEAVER])}
        case = told.case(connection, who, programme, about, language=form)
    text = words or WORDS[form]
    draft = listings.write(connection, who, case, kind, text, form, f"t-{who}-{kind}-{text}", START)
    found, _ = listings.agree(connection, draft, SPACE.vector(draft.text, form), SPACE.name, "t", START)
    return found


def pair(connection: sa.Connection, form: str = "hi") -> int:
    """A weaver and a shop that fit, and the match proposed to them."""
    listed(connection, WEAVER, "seek-buyer", form)
    (match,) = matching.propose_fitting(connection, listed(connection, SHOP, "seek-supplier", "th"), SPACE, START)
    return match.id


def said_to(connection: sa.Connection, who: str) -> list[str]:
    rows = connection.execute(sa.select(notice_rows).where(notice_rows.c.conversation_id == who))
    return [row.message for row in rows if row.message.startswith(("match", "listing"))]


def everything_said(connection: sa.Connection) -> str:
    return json.dumps([row.args for row in connection.execute(sa.select(notice_rows))], ensure_ascii=False)


def given(connection: sa.Connection) -> list[str]:
    """Whose name or phone went to anybody."""
    text = everything_said(connection)
    return [who for who, one in PEOPLE.items() if one["phone"] in text or one["name"] in text]
