"""What the tests of the rescue desk share: a conversation, a told draft, a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Connection

from actions import drafts, intake
from actions.cases import Case
from actions.drafts import Draft
from records.tables import conversations
from tests.fakes import START

TOLD: Mapping[str, Any] = {
    "consent": "yes",
    "name": "สมชาย ใจดี",
    "enterprise": "ครัวสมชาย",
    "region": "TH-10",
    "needs": ["finance", "recovery"],
    "description": "ร้านอาหารค้างค่างวดสามเดือน",
    "loan": "overdue",
    "trading": "falling",
    "phone": "+66812345678",
}


def talk(connection: Connection, conversation: str = "c1", language: str = "th") -> str:
    connection.execute(
        conversations.insert().values(
            id=conversation,
            channel="web",
            address=conversation,
            language=language,
            language_chosen=False,
            created_at=START,
        )
    )
    return conversation


def tell(
    connection: Connection, conversation: str, programme: str = "th-ssrc", told: Mapping[str, Any] = TOLD, *,
    language: str = "th", another: bool = False,
) -> Draft:  # fmt: skip
    draft = drafts.open_draft(connection, conversation, programme, language, START, another=another)
    for place, (field, value) in enumerate(told.items()):
        draft = drafts.set_field(connection, draft.id, field, value, f"{draft.id}:{place}", START)
    return draft


def case(
    connection: Connection, conversation: str = "c1", programme: str = "th-ssrc", told: Mapping[str, Any] = TOLD,
    language: str = "th",
) -> Case:  # fmt: skip
    """A case from a conversation that is there already."""
    draft = tell(connection, conversation, programme, told, language=language, another=True)
    return intake.submit(connection, draft.id, f"t-{draft.id}", START, conversation=conversation)
