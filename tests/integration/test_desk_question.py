"""The desk asks a person: the button under the notice, their answer, and the officer's clocks, with the real Rasa."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from actions import cases, events, referral_clocks
from actions.cases import Case
from actions.events import Actor
from bot.app import open_database
from bot.wording import say
from records.tables import conversations
from tests.actions import desk as told
from tests.integration.assistant import Assistant
from tests.integration.talk import Person

SPOKEN = {
    "en": ("hello", "Where is my case?", "No, only the GST certificate"),
    "th": ("สวัสดี", "เรื่องของฉันถึงไหนแล้ว", "ไม่มี"),
    "gu-Latn": ("kem cho", "maro case kya pahonchyo", "na, fakt gst certificate"),
}
OFFICER = Actor(kind="officer", id="o1")


def asked(assistant: Assistant, form: str) -> tuple[Case, datetime]:
    """The newest conversation gets a case, and its person is asked something."""
    now = datetime.now(UTC)
    with open_database(assistant.settings).write() as connection:
        newest = sa.select(conversations.c.id).order_by(conversations.c.created_at.desc()).limit(1)
        conversation = str(connection.execute(newest).scalar_one())
        case = told.case(connection, conversation, "th-ssrc" if form == "th" else "in-msme", language=form)
        referral_clocks.pause(connection, case, OFFICER, f"w{case.id}", now, "GST? 📄")
    return case, now


@pytest.mark.parametrize("form", SPOKEN)
def test_a_question_of_the_desk_is_answered_in_the_chat(assistant: Assistant, person: Person, form: str) -> None:
    hello, where, answer = SPOKEN[form]
    person.say(hello)
    case, _ = asked(assistant, form)
    notice = person.wait()[-1]
    assert "GST? 📄" in notice.text
    assert [button.label for button in notice.buttons] == [say(form, "button-answer")]
    assert "GST? 📄" in "\n".join(reply.text for reply in person.say(where))
    asks = "\n".join(reply.text for reply in person.say("[1]"))
    assert say(form, "case-answer-ask", reference=case.reference) in asks
    taken = "\n".join(reply.text for reply in person.say(answer))
    assert say(form, "case-answer-taken", reference=case.reference) in taken
    with open_database(assistant.settings).read() as connection:
        kept = events.of_case(connection, case.id)
        (note,) = [one.data["note"] for one in kept if one.kind == "answered"]
        assert events.read_note(connection, note) == answer
        assert cases.get(connection, case.id).state == "assessed"
