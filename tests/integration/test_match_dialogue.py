"""Offers and wishes by the real processes: listed in the chat, found by the encoder, agreed to or refused by buttons.

A maker of tiles in Gujarat and a Korean trader at the Thai desk: first one of them refuses, then both agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.wording import say
from tests.actions.test_intake_turns import control
from tests.integration.assistant import Assistant
from tests.integration.intake_talk import Applicant
from tests.integration.talk import Person

SKIPPED = ("description", "trading", "loan", "orders", "age", "turnover", "registration")
MAKER = {
    "consent": "હા",
    "name": "ભાવેશ પટેલ",
    "enterprise": "મોરબી સિરામિક",
    "region": "ગુજરાત",
    "needs": "નિકાસ અને બજાર",
    "phone": "98250 12345",
}
TRADER = {
    "consent": "yes",
    "name": "Minjun Park",
    "enterprise": "Seoul Bangkok Trading",
    "region": "Bangkok",
    "needs": "marketing and export",
    "phone": "081 234 5678",
}
#: What each lists: kind, words.
BOTTLES = ("seek-technology", "જ્યુસ માટે બોટલ ભરવાની નાની ઓટોમેટિક મશીન અને તેની તાલીમ જોઈએ")
BOTTLING = ("offer-technology", "We offer a small automatic bottling machine for juice, with training")
TILES = ("seek-buyer", "અમે સિરામિક ટાઇલ્સ બનાવીએ છીએ, નિકાસ માટે ખરીદનાર જોઈએ")
WANTED = ("seek-supplier", "We want to buy ceramic tiles directly from a maker in India")


@dataclass
class Lister(Applicant):
    """Somebody who lists something; ``given`` is who they are, ``phone`` as others would read it."""

    given: Mapping[str, str]
    phone: str

    def opens_a_case(self) -> None:
        self.writes_in(self.form)
        self.says("hello")
        said = self.presses("button-case")
        if self.form == "en":
            said = self.presses(f"programme-{self.programme}")
        for name in ("consent", "name", "enterprise", "region"):
            self.must_ask(name, said)
            said = self.says(self.given[name])
        for name in ("district", "sector"):
            self.must_ask(name, said)
            said = self.says(control(self.form, "skip"))
        said = self.says(self.given["needs"])
        for name in SKIPPED:
            self.must_ask(name, said)
            said = self.says(control(self.form, "skip"))
        self.must_ask("phone", said)
        self.must_ask("contact_time", self.says(self.given["phone"]))
        self.says(control(self.form, "skip"))
        assert say(self.form, "case-opened-end") in self.says(control(self.form, "send"))

    def lists(self, listed: tuple[str, str]) -> None:
        """The offer or wish, from the button under the case to the yes."""
        kind, text = listed
        assert say(self.form, "listing-which") in self.presses("button-listing")
        assert say(self.form, "ask-listing-text") in self.presses(f"listing-{kind}")
        assert text in self.says(text)
        self.presses("button-listing-yes")

    def is_asked_about(self, listed: tuple[str, str]) -> None:
        """The other's words, and what they are meant as."""
        kind, text = listed
        assert say(self.form, f"listing-{kind}") in self.hears(text)

    def knows_nothing_of(self, other: Lister) -> None:
        heard = "\n".join(reply.text for reply in self.person.replies)
        assert not [one for one in (other.given["name"], other.given["enterprise"], other.phone) if one in heard]

    def has_the_contact_of(self, other: Lister) -> None:
        said = self.hears(other.phone)
        assert other.given["name"] in said
        assert other.given["enterprise"] in said


def put_together(maker: Lister, wish: tuple[str, str], trader: Lister, offer: tuple[str, str]) -> None:
    """Each lists something that fits the other's, and is asked."""
    maker.lists(wish)
    trader.lists(offer)
    maker.is_asked_about(offer)
    trader.is_asked_about(wish)
    maker.knows_nothing_of(trader)
    trader.knows_nothing_of(maker)


def test_contacts_are_given_when_both_agree_and_not_before(assistant: Assistant) -> None:
    maker = Lister(Person(assistant.url), "gu", "in-msme", MAKER, "+919825012345")
    trader = Lister(Person(assistant.url), "en", "th-ssrc", TRADER, "+66812345678")
    with ThreadPoolExecutor(2) as side_by_side:
        list(side_by_side.map(Lister.opens_a_case, (maker, trader)))

    put_together(maker, BOTTLES, trader, BOTTLING)
    assert say("gu", "match-waiting") in maker.presses("button-match-yes")
    assert say("en", "match-declined") in trader.presses("button-match-no")
    maker.hears(say("gu", "match-none", reference="").strip(": "))
    # Who thinks better of it presses a button that gives nothing.
    assert say("en", "match-over") in trader.presses("button-match-yes")
    maker.knows_nothing_of(trader)
    trader.knows_nothing_of(maker)

    put_together(maker, TILES, trader, WANTED)
    assert say("gu", "match-waiting") in maker.presses("button-match-yes")
    trader.knows_nothing_of(maker)
    assert say("en", "match-agreed") in trader.presses("button-match-yes")
    trader.has_the_contact_of(maker)
    maker.has_the_contact_of(trader)
