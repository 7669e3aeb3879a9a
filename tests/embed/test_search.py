"""A bundle built and searched with either encoder gives the same results."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from knowledge import build as building
from knowledge.bundle import Bundle
from knowledge.encoder import Encoder, NanoEncoder, SentenceTransformerEncoder
from knowledge.inputs import Inputs, from_jsonl
from knowledge.search import Result, Search

#: Scores may differ by this much, and results that lie closer together may change places.
TOLERANCE = 0.002

PASSAGES = [
    ("mudra", "en", "MUDRA loans", "Small businesses can borrow up to 20 lakh rupees without collateral."),
    ("mudra", "hi", "मुद्रा ऋण", "छोटे व्यवसाय बिना गिरवी के 20 लाख रुपये तक उधार ले सकते हैं।"),
    ("udyam", "en", "Udyam registration", "Registration of a micro enterprise is free and done online with Aadhaar."),
    ("udyam", "gu", "ઉદ્યમ નોંધણી", "સૂક્ષ્મ ઉદ્યોગની નોંધણી મફત છે અને આધાર વડે ઑનલાઇન થાય છે."),
    ("gst", "en", "GST threshold", "A seller of goods must register for GST above 40 lakh rupees of turnover a year."),
    ("gst", "hi", "जीएसटी सीमा", "40 लाख रुपये से अधिक वार्षिक बिक्री पर जीएसटी पंजीकरण ज़रूरी है।"),
    ("vat", "th", "ภาษีมูลค่าเพิ่ม", "ผู้ประกอบการที่มีรายได้เกิน 1.8 ล้านบาทต่อปีต้องจดทะเบียนภาษีมูลค่าเพิ่ม"),
    ("tcg", "th", "การค้ำประกันสินเชื่อ", "บสย. ค้ำประกันสินเชื่อให้ผู้ประกอบการรายย่อยที่ไม่มีหลักทรัพย์"),
    ("training", "en", "Entrepreneur training", "A free six-week course teaches book-keeping and marketing."),
    ("training", "gu", "ઉદ્યોગસાહસિક તાલીમ", "છ અઠવાડિયાનો મફત અભ્યાસક્રમ હિસાબ અને માર્કેટિંગ શીખવે છે."),
    ("helpline", "en", "Distress helpline", "The mental health helpline answers day and night, free of charge."),
    ("helpline", "th", "สายด่วนสุขภาพจิต", "สายด่วนสุขภาพจิต 1323 ให้คำปรึกษาฟรีตลอด 24 ชั่วโมง"),
]
QUESTIONS = {
    "How much can I borrow without collateral?": "mudra",
    "बिना गिरवी के कितना ऋण मिलेगा? 🙏": "mudra",
    "ઉદ્યમ નોંધણીનો ખર્ચ કેટલો?": "udyam",
    "รายได้เท่าไรต้องจด VAT 😊": "vat",
    "gst registration kab zaroori hai": "gst",
    "mafat training course kya male chhe": "training",
    "สายด่วน 1323 โทรได้กี่โมง": "helpline",
    "ＧＳＴ ①": "gst",
}
CHAT = [
    *(("en", "ask", text) for text in ("how do i get a loan", "what papers are needed", "thank you very much")),
    *(("hi-Latn", "ask", text) for text in ("mujhe loan chahiye", "kaise milega paisa", "kya karna hoga")),
    *(("gu-Latn", "ask", text) for text in ("mane loan joie chhe", "kevi rite male", "shu karvu pade")),
]


def bundle(folder: Path, encoder: Encoder) -> Search:
    corpus = folder / "corpus.jsonl"
    names = ("doc_id", "lang", "title", "text")
    rows = [{"id": f"{number}", "url": "", **dict(zip(names, row, strict=True))} for number, row in enumerate(PASSAGES)]
    corpus.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    cards, passages = from_jsonl(corpus)
    inputs = Inputs(cards=cards, passages=passages, questions=[], examples=[], chat=CHAT)
    return Search(Bundle(building.build(inputs, encoder, folder / "bundle")), encoder)


@pytest.fixture(scope="module")
def searches(
    tmp_path_factory: pytest.TempPathFactory, nano: NanoEncoder, full: SentenceTransformerEncoder
) -> list[Search]:
    return [bundle(tmp_path_factory.mktemp("search"), encoder) for encoder in (nano, full)]


def scores(result: Result) -> dict[str, float]:
    return {hit.passage.id: hit.score for hit in result.hits}


@pytest.mark.parametrize("question", QUESTIONS)
def test_results_are_the_same(searches: list[Search], question: str) -> None:
    first, second = (search.search(search.prepare(question), limit=len(PASSAGES)) for search in searches)
    assert first.documents[0] == second.documents[0] == QUESTIONS[question]
    ours, theirs = scores(first), scores(second)
    assert ours == pytest.approx(theirs, abs=TOLERANCE)
    assert len(ours) == len(PASSAGES)
    place = {passage: number for number, passage in enumerate(theirs)}
    swapped = [
        (better, worse)
        for better, worse in itertools.combinations(ours, 2)
        if ours[better] - ours[worse] > TOLERANCE and place[better] > place[worse]
    ]
    assert swapped == []


def test_a_bundle_is_searched_with_the_encoder_that_built_it(searches: list[Search]) -> None:
    with pytest.raises(ValueError, match="build it again"):
        Search(searches[0].bundle, searches[1].encoder)
