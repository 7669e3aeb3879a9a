"""The open message form with the real Rasa, in all six forms: a wish for a person is heard, words for them are added."""

from __future__ import annotations

import pytest

from bot.wording import say
from tests.integration.talk import Person

#: (opens the form, asks for a person again, what the person should know)
SPOKEN = {
    "en": ("i want to talk to a person", "connect me to agent", "the bank froze my account, phone 98250 00000"),
    "hi": ("इंसान से बात करनी है", "किसी इंसान से बात कराओ", "बैंक ने खाता बंद कर दिया, फोन 98250 00000"),
    "gu": ("માણસ સાથે વાત કરવી છે", "કોઈ અધિકારી સાથે વાત કરાવો", "બેંકે ખાતું બંધ કર્યું, ફોન 98250 00000"),
    "th": ("อยากคุยกับคน ไม่เอาบอท", "ขอคุยกับเจ้าหน้าที่", "ธนาคารอายัดบัญชี โทร 081 234 5678"),
    "hi-Latn": (
        "insaan se baat karni hai",
        "kisi insaan se baat karao",
        "bank ne khata band kar diya, phone 98250 00000",
    ),
    "gu-Latn": (
        "manas sathe vaat karvi che",
        "koi manas sathe vaat karavo",
        "banke khatu bandh karyu, phone 98250 00000",
    ),
}


def words_of(form: str, key: str) -> str:
    """The words of a message on the longer side of its reference."""
    return max(say(form, key, reference="@").split("@"), key=len)


@pytest.mark.parametrize("form", SPOKEN)
def test_in_the_open_message_form(person: Person, form: str) -> None:
    wish, again, words = SPOKEN[form]
    said = ["\n".join(reply.text for reply in person.say(text)) for text in (wish, again, words, again)]
    waits = say(form, "ask-person-message").split("\n")[0]
    assert [words_of(form, "person-talk_to_human") in one for one in said] == [True, True, False, True]
    assert [waits in one for one in said] == [True, True, False, True]
    assert [words_of(form, "message-added") in one for one in said] == [False, False, True, False]


def test_a_wish_that_is_no_message_closes_the_form(person: Person) -> None:
    person.say("i want to talk to a person")
    (asked,) = person.say("please delete my data")
    assert asked.text.startswith(say("en", "erase-ask"))
    (kept,) = person.say("thanks")
    assert kept.text == say("en", "thanks"), "the form is closed: nothing more is added to the message"
