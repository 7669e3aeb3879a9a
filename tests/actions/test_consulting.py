"""Who opens with a trouble is told at once where to turn: the fitting place, in every form, from the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import consulting
from actions.answers import Asked, work_out
from actions.intake_actions import OPENING, StartIntake
from actions.outcomes import Answer, NoAnswer
from actions.rasa_turn import Desk
from bot.settings import ROOT
from knowledge.documents import read_library
from knowledge.language import FORMS, native
from tests.actions.conftest import Received
from tests.fakes import FakeAnswerer, answer, card, no_answer, passage, quote
from tests.trackers import Said, run

TOLD = {
    "moneylender": {
        "en": "a loan shark threatens my shop", "hi": "साहूकार रोज़ पैसे माँग रहा है", "gu": "શાહુકાર રોજ હેરાન કરે છે",
        "th": "กู้นอกระบบมา โดนทวงทุกวัน", "hi-Latn": "sahukar roz dhamki deta hai", "gu-Latn": "vyajkhor roj heran kare che 😟",
    },
    "unpaid": {
        "en": "my buyer has not paid me for six months", "hi": "ख़रीदार ने छह महीने से पैसे नहीं दिए",
        "gu": "ખરીદનારે છ મહિનાથી પૈસા નથી આપ્યા", "th": "ลูกค้าไม่จ่ายเงินมาหกเดือนแล้ว",
        "hi-Latn": "party ka payment atka hua hai", "gu-Latn": "grahak paisa aapto nathi 🙏🏽",
    },
    "debt": {
        "en": "I can't repay my loan", "hi": "मैं कर्ज़ नहीं चुका पा रहा हूँ", "gu": "હું લોનના હપ્તા ભરી શકતો નથી",
        "th": "ผมผ่อนธนาคารไม่ไหวแล้ว", "hi-Latn": "main kist nahi bhar pa raha", "gu-Latn": "hapta bharata nathi",
    },
    "other": {
        "en": "my orders have dried up, please help 🙏", "hi": "धंधा डूब रहा है, मदद चाहिए", "gu": "ધંધો ડૂબી રહ્યો છે",
        "th": "ธุรกิจของผมกำลังจะเจ๊ง ช่วยด้วย", "hi-Latn": "dhandha doob raha hai", "gu-Latn": "dhandho dubi rahyo che",
    },
}  # fmt: skip
#: Country and trouble -> what the place is reached by, as its document says.
REACHED = {
    ("IN", "moneylender"): "champions.gov.in", ("IN", "unpaid"): "odr.msme.gov.in", ("IN", "debt"): "champions.gov.in",
    ("IN", "other"): "champions.gov.in", ("TH", "moneylender"): "1359", ("TH", "unpaid"): "1567",
    ("TH", "debt"): "bot.or.th/khunsoo", ("TH", "other"): "1301",
}  # fmt: skip
SHOWN = {name for places in consulting.table().places.values() for names in places.values() for name in names}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("trouble", TOLD)
def test_what_is_told_of(trouble: str, form: str) -> None:
    assert consulting.trouble(TOLD[trouble][form]) == trouble


#: Nobody who cannot pay is sent to the portal against buyers who do not.
OWING = {
    "debt": [
        "my loan payment is overdue", "I could not pay my EMI, payment is pending", "my company cannot pay its loan",
        "I missed the payment to the bank", "bank loan dues not cleared", "credit card bill pending",
        "मेरी लोन की पेमेंट नहीं हो पाई", "बैंक का भुगतान अटक गया है, किस्त बाकी है", "कंपनी ने लोन का पैसा वापस मांगा",
        "બેંકનું પેમેન્ટ બાકી છે", "ફાઇનાન્સ કંપનીના પૈસા બાકી છે", "บริษัทไฟแนนซ์ทวงหนี้ เราค้างงวด",
        "บริษัทของผมไม่จ่ายหนี้ธนาคารมาสามเดือน", "loan ka payment nahi kar pa raha", "finance company ka paisa baki hai",
        "bank nu payment baki che", "loan nu payment nathi bharyu",
    ],
    "other": [
        "customers stopped coming and I cannot pay the rent", "electricity bill pending, connection cut",
        "I cannot pay my workers", "my customers don't pay attention to my shop", "my partner cheated me",
        "raw material company raised prices, nothing left to pay salaries", "GST department sent me a notice",
        "बिजली का बिल बाकी है, कनेक्शन कट गया", "ग्राहक नहीं आते, किराया देने के पैसे नहीं", "मजदूरों का भुगतान नहीं कर पा रहा",
        "कंपनी बंद हो गई मजदूरों को पैसे नहीं दे पा रहा", "વીજળીનું બિલ બાકી છે", "ગ્રાહક આવતા નથી, ભાડાના પૈસા નથી",
        "કંપનીએ માલ ખરાબ મોકલ્યો, પૈસા ગયા", "ลูกค้าหาย ไม่จ่ายค่าแรงลูกน้องมาสองเดือน", "ค้างค่าเช่าร้าน เจ้าของจะไล่", "ค้างค่าไฟ",
        "bijli ka bill baki hai", "company band ho gayi, mazdooro ko paisa nahi de pa raha", "light bill baki che",
        "grahak aavta nathi, bhada na paisa nathi",
        # customers who stay away owe nothing, and a wish for a loan is no debt
        "I need a loan for a machine", "ग्राहक नहीं आ रहे", "ગ્રાહક ઓછા થઈ ગયા", "ลูกค้าน้อยลงมาก", "grahak nahi aa rahe",
        "grahak ochha thai gaya", "🙏", "",
    ],
    "unpaid": [
        "payment stuck with a big company", "the company owes me 5 lakh", "customers take goods and do not pay",
        "buyer refuses to pay and I cannot pay my loan", "nobody pays my invoices", "dues from dealers",
        "my invoice is unpaid since March", "मेरा पेमेंट अटका हुआ है", "सरकारी विभाग ने बिल का भुगतान नहीं किया",
        "ग्राहक ने छह महीने से भुगतान नहीं किया, लोन की किस्त भी नहीं भर पा रहा", "વેપારી પૈસા ચૂકવતો નથી", "મારું પેમેન્ટ અટક્યું છે",
        "ห้างไม่จ่ายค่าของมาสามเดือน", "เก็บเงินลูกค้าไม่ได้", "ลูกค้าเบี้ยวหนี้", "mera payment atka hai", "grahak na paisa baki che",
        "company ne maal liya paisa nahi diya",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("trouble", "text"), [(one, text) for one, texts in OWING.items() for text in texts])
def test_who_owes_whom(trouble: str, text: str) -> None:
    assert consulting.trouble(text) == trouble


@pytest.mark.parametrize(("country", "trouble"), REACHED)
def test_every_place_stands_in_the_documents_with_how_to_reach_it(country: str, trouble: str) -> None:
    documents, translations = read_library(ROOT / "knowledge" / "documents")
    names = consulting.facts(TOLD[trouble]["en"], country)
    (document,) = {name.partition("#")[0] for name in names}
    wanted = next(one for one in documents if one.id == document)
    facts = {fact.key: fact for fact in wanted.facts}
    shown = [facts[name.partition("#")[2]] for name in names]
    assert not [fact.text for fact in shown if fact.absent]
    assert wanted.country == country
    assert REACHED[country, trouble] in " ".join(fact.text for fact in shown if fact.section == "Contacts")
    languages = {one.language for one in translations if one.id == document and one.is_current(wanted)}
    assert languages >= ({"th"} if country == "TH" else {"hi", "gu"})


@pytest.fixture
def answerer(answerer: FakeAnswerer) -> FakeAnswerer:
    """Knows nothing but the facts of the table."""
    made = {name: passage(name.partition("#")[0], "Contacts", en=f"Write to {name}.") for name in SHOWN}
    facts = {name: replace(one, id=name) for name, one in made.items()}
    cards = {(one.document, one.section): (card(one.document), one) for one in facts.values()}
    return replace(answerer, outcome=no_answer("needs_person", nearest=None), passages=facts, facts=cards)


def told_of(said: list[dict[str, object]]) -> list[str]:
    """The facts that were told, by their names."""
    shown = [one["outcome"] for one in said if one.get("outcome")]
    return [str(quote["passage_id"]) for outcome in shown for quote in outcome["quotes"]]  # type: ignore[index]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "en"])
@pytest.mark.parametrize("trouble", TOLD)
async def test_the_place_is_named_before_the_first_question(
    desk: Desk, received: Received, form: str, trouble: str
) -> None:
    text = TOLD[trouble][form]
    received("t1", words=text)
    ran = await run(StartIntake(desk), Said(text=text, intent="need_help", form=form))
    assert ran.keys == ["intake-consult", "outcome", "intake-opening"]
    assert told_of(ran.said) == list(consulting.facts(text, "TH" if native(form) == "th" else "IN"))
    assert ran.next_action == "intake_form"
    again = await run(StartIntake(desk), Said(text=text, intent="need_help", form=form))
    assert again.said == ran.said or again.keys[-1] == "intake-again", "a repeated turn tells the same"


@pytest.mark.parametrize(("programme", "country"), [("in-msme", "IN"), ("th-ssrc", "TH")])
async def test_in_english_it_is_named_when_the_desk_is_chosen(
    desk: Desk, received: Received, programme: str, country: str
) -> None:
    text = TOLD["debt"]["en"]
    received("t1", words=text)
    ran = await run(StartIntake(desk), Said(text=text, intent="need_help"))
    assert ran.keys == ["intake-which-desk"]
    received("t2", words="button")
    chosen = Said(intent="start_intake", turn="t2", entities={"programme": programme}, pressed=True)
    before = {OPENING: f"{text} please help me now"}
    ran = await run(StartIntake(desk), chosen, **before)
    assert told_of(ran.said) == list(consulting.facts(text, country))


@pytest.mark.parametrize(
    ("near", "keys"),
    [
        (("th-informal-debt-1359", "th-bot", "th-khun-soo"), ["intake-consult", "outcome", "intake-opening"]),
        (("in-odr-portal", "in-samadhaan", "in-cgtmse"), ["intake-consult", "outcome", "intake-opening"]),
        (("th-informal-debt-1359", "in-standup-india", "in-pm-vishwakarma"), ["intake-which-desk"]),
        ((), ["intake-which-desk"]),
    ],
)
async def test_in_english_the_nearest_documents_tell_the_desk_where_they_are_of_one_country(
    desk: Desk, answerer: FakeAnswerer, received: Received, near: tuple[str, ...], keys: list[str]
) -> None:
    text = TOLD["debt"]["en"]
    answerer.outcome = no_answer(documents=near)
    received("t1", words=text)
    ran = await run(StartIntake(desk), Said(text=text, intent="need_help"))
    assert ran.keys == keys
    if near and len(keys) > 1:
        assert told_of(ran.said) == list(consulting.facts(text, near[0][:2].upper()))


async def test_what_the_documents_answer_is_told_instead(
    desk: Desk, answerer: FakeAnswerer, received: Received
) -> None:
    answerer.outcome = answer()
    received("t1", words=TOLD["unpaid"]["gu"])
    ran = await run(StartIntake(desk), Said(text=TOLD["unpaid"]["gu"], intent="need_help", form="gu"))
    assert ran.keys == ["outcome", "intake-opening"]


@pytest.mark.parametrize("form", ["en", "hi", "gu", "hi-Latn", "gu-Latn"])
async def test_of_the_place_to_turn_to_what_was_chosen_for_the_trouble_is_told(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    """And not the fact of it that the search came upon."""
    answerer.outcome = answer(quote(doc_id="in-odr-portal", passage_id="in-odr-portal#how-to-apply-1"))
    text = TOLD["unpaid"][form]
    received("t1", words=text)
    ran = await run(StartIntake(desk), Said(text=text, intent="need_help", form=form))
    assert ran.keys[:2] == ["intake-consult", "outcome"]
    assert told_of(ran.said) == list(consulting.facts(text, "IN"))


def test_a_trouble_of_no_kind_has_no_place_of_its_own() -> None:
    assert {consulting.place_of(text, "IN") for text in TOLD["other"].values()} == {""}
    assert {consulting.place_of(text, "IN") for text in TOLD["unpaid"].values()} == {"in-odr-portal"}
    assert {consulting.place_of(text, "TH") for text in TOLD["unpaid"].values()} == {"th-moi-damrongdham"}


async def test_another_countrys_place_is_not_told(desk: Desk, answerer: FakeAnswerer, received: Received) -> None:
    answerer.outcome = answer(quote(doc_id="in-odr-portal", passage_id="in-odr-portal#how-to-apply-1"))
    received("t1", words=TOLD["unpaid"]["th"])
    ran = await run(StartIntake(desk), Said(text=TOLD["unpaid"]["th"], intent="need_help", form="th"))
    assert told_of(ran.said) == list(consulting.facts(TOLD["unpaid"]["th"], "TH"))


@pytest.mark.parametrize(
    "said",
    [Said(text="केस खोलना है", intent="start_intake", form="hi"),
     Said(text="ทำต่อ", intent="intake_do", form="th", pressed=True, entities={"do": "resume"})],
)  # fmt: skip
async def test_who_tells_of_nothing_is_only_asked(desk: Desk, received: Received, said: Said) -> None:
    received("t1", words=said.text)
    ran = await run(StartIntake(desk), said, **{OPENING: "told before"})
    assert ran.keys == ["intake-opening"]


async def test_a_case_asked_for_with_its_story_is_told_too(desk: Desk, received: Received) -> None:
    story = "please open a case for me because my buyer in Surat has not paid for six months"
    received("t1", words=story)
    ran = await run(StartIntake(desk), Said(text=story, intent="start_intake", form="hi-Latn"))
    assert (ran.keys[0], ran.slots[OPENING]) == ("intake-consult", story)


def test_a_bundle_without_the_facts_names_nothing(answerer: FakeAnswerer) -> None:
    asked = Asked(kind="consult", question=TOLD["debt"]["th"], form="th", document="TH")
    assert isinstance(work_out(answerer, asked), Answer)  # type: ignore[arg-type]
    empty = replace(answerer, passages={})
    assert isinstance(work_out(empty, asked), NoAnswer)  # type: ignore[arg-type]
