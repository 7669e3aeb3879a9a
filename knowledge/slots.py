"""What a question asks for (a phone, an address, a fee …) and whether a text holds one.

The errors left after scoring are plausible questions whose figure or contact is not in the sources:
the right document, and no answer in it. Texts of record are English, so ``holds`` looks for English words
and for figures; ``asked_for`` knows the words of all six forms.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from knowledge.text import fold

#: Slots that name a thing which is either there or not; the others are kinds of figures.
CONTACTS = frozenset({"phone", "address", "email", "person"})

_ASKS: Mapping[str, str] = {
    "phone": r"phone|mobile n|helpline|help line|toll ?free|call cent|customer care|contact n|hotline|landline"
    r"|whats ?app"
    r"|\bfon\b|mobail|\bnumber do\b|\bno\.? (do|batao|aapo)\b|फोन|मोबाइल न|हेल्पलाइन|टोल फ्री|कस्टमर केयर|व्हाट्सएप"
    r"|ફોન|મોબાઇલ ન|હેલ્પલાઇન|હેલ્પલાઈન|ટોલ ફ્રી|કસ્ટમર કેર|લેન્ડલાઈન|વોટ્સએપ|เบอร|เบอ|โทร|สายด่วน|คอลเซ็น|ฮอตไลน์",
    "address": r"address|office (in|at|of|location)|where is .*(office|centre|center|branch)|\bpata\b|sarnam|pin ?code"
    r"|पता\s*$|पता क्या|का पता|पता बता|एड्रेस|पिन कोड|સરનામ|એડ્રેસ|પિન કોડ|ที่อยู่|ตั้งอยู่|อยู่ตรงไหน|อยู่แถวไหน",
    "email": r"e-?mail|ईमेल|इमेल|ઈમેલ|ઇમેલ|ઈમેઈલ|อีเมล",
    "person": r"name of (the )?(officer|manager|director|head|chairman|ceo|minister)|who is (the|now)|\bceo\b|chairman"
    r"|(officer|manager|adhikari|sahab|director) (ka|nu|no) na+m|अधिकारी का नाम|मैनेजर|चेयरमैन|अध्यक्ष कौन"
    r"|અધિકારીનું નામ|મેનેજર|ચેરમેન|ชื่อ(ผู้จัดการ|เจ้าหน้าที่|ผู้อำนวยการ)|คือใคร|ใครเป็น",
    "date": r"last date|deadline|next (camp|date|batch)|by when|when (is|will)|last tarikh|a+khri|chhelli|next month"
    r"|अंतिम तिथि|आखिरी तारीख|कब तक|अगला|છેલ્લી તારીખ|ક્યાં સુધી|વันสุดท้าย|หมดเขต|ถึงเมื่อไ|วันไหน|เมื่อไหร่|เมื่อไร",
    "duration": r"how many (days|weeks|months)|how long|kitne? (din|dino|mahin|hafte)|ketla (di|divas|mahin)"
    r"|कितने (दिन|हफ्ते|महीने)|कितना (समय|टाइम)|કેટલા (દી|દિવસ|મહિના)|કેટલો (સમય|ટાઈમ)|กี่(วัน|เดือน|สัปดาห์)"
    r"|นานไหม|นานแค่ไหน",
    "fee": r"\bfees?\b|charges?\b|commission|\bcost of (registration|applying)|शुल्क|फीस|चार्ज|कमीशन|ફી\b|ચાર્જ"
    r"|કમિશન|ค่าธรรมเนียม|ค่าสมัคร|ค่าสมาชิก",
    "percent": r"interest|rate of|\bbya+j\b|vyaj|per ?cent|\bemi\b|\btaka\b|ब्याज|प्रतिशत|વ્યાજ|ટકા|ดอก"
    r"|เปอร์เซ็น|ร้อยละ",
    "amount": r"how much|maximum|limit|amount|\bkitn[aei]|ketl[aiou]|कितन|अधिकतम|लिमिट|કેટલ|મહત્તમ|લિમિટ|เท่าไ"
    r"|กี่บาท|วงเงิน|สูงสุด",
    "list": r"\blist\b|सूची|लिस्ट|યાદી|લિસ્ટ|รายชื่อ",
}
_HOLDS: Mapping[str, str] = {
    "phone": r"(?<!\d)(1[0-9]{3}|\d{3,5}[- ]\d{3,4}[- ]?\d{3,4}|0\d[- ]?\d{3,4}[- ]?\d{4}|1800[- \d]{6,}"
    r"|144\d\d)(?!\d)",
    "address": r"address|located|premises|road|building|bangkok \d|p\.?o\.? box|head office|floor|ถนน",
    "email": r"[\w.]+@[\w.]+",
    "person": r"minister|director|secretary|shri |chair",
    "date": r"\b(19|20)\d\d\b",
    "duration": r"\d+[- ](day|week|month|year|hour|minute)|(one|two|three|six) (day|week|month|year)|\bdays?\b"
    r"|\bmonths?\b",
    "fee": r"\bfees?\b|charge|free|no cost|commission|paid|pay ",
    "percent": r"\d ?%|per ?cent|interest-free|no interest|without interest",
    "amount": r"\d",
    "list": r",.*,.*,",
}
_ASKS_RE = {slot: regex.compile(pattern, regex.I) for slot, pattern in _ASKS.items()}
_HOLDS_RE = {slot: regex.compile(pattern, regex.I) for slot, pattern in _HOLDS.items()}


def asked_for(text: str, form: str) -> tuple[str, ...]:
    """The slots a question asks for, in a fixed order; usually none or one."""
    folded = f" {fold(text)} "
    plain = f" {text.lower()} "
    return tuple(slot for slot, pattern in _ASKS_RE.items() if pattern.search(folded) or pattern.search(plain))


def holds(slot: str, text: str) -> bool:
    """Does the text hold a value of this slot?"""
    return bool(_HOLDS_RE[slot].search(text))
