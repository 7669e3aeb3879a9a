"""What a question asks for (a phone, an address, an amount …) and whether a text holds one.

The errors left after scoring are plausible questions whose figure or contact is not in the sources.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from knowledge.text import fold

_ASKS: Mapping[str, str] = {
    "phone": r"phone|mobile|helpline|help line|toll ?free|call cent|contact number|whats ?app|\bfon\b|mobail|"
    r"फोन|मोबाइल|हेल्पलाइन|टोल फ्री|व्हाट्सएप|ફોન|મોબાઇલ|હેલ્પલાઇન|ટોલ ફ્રી|વોટ્સએપ|เบอร์|โทร|สายด่วน|หมายเลขติดต่อ|ไลน์",
    "address": r"address|where is .*(office|centre|center|branch)|located|\bpata\b|sarnam|pincode|pin code|"
    r"पता क्या|का पता|पिन कोड|સરનામ|પિન કોડ|ที่อยู่|ตั้งอยู่",
    "email": r"e-?mail|ईमेल|इमेल|ઈમેલ|ઇમેલ|อีเมล",
    "person": r"\bname of (the )?(officer|manager|director|head|chairman|ceo)|who is the|अधिकारी का नाम|मैनेजर का नाम|"
    r"અધિકારીનું નામ|મેનેજરનું નામ|ชื่อ(ผู้จัดการ|เจ้าหน้าที่|ผู้อำนวยการ)|(officer|manager|adhikari|sahab) (ka|nu|no) naam",
    "date": r"last date|deadline|next (camp|date|batch)|by when|when (is|will)|अंतिम तिथि|आखिरी तारीख|कब तक|"
    r"છેલ્લી તારીખ|ક્યાં સુધી|"
    r"วันสุดท้าย|หมดเขต|ถึงเมื่อไ|วันไหน|last tarikh|aakhri|akhri|chhelli",
    "percent": r"interest rate|rate of interest|\bbyaj\b|vyaj|per ?cent|\bemi\b|"
    r"ब्याज|प्रतिशत|વ્યાજ|ટકા|ดอกเบี้ย|เปอร์เซ็นต์|ร้อยละ",
    "amount": r"how much|maximum|limit|amount|\bkitn[aei]|ketl[aiou]|कितन|अधिकतम|કેટલ|મહત્તમ|เท่าไ|กี่บาท|วงเงิน|สูงสุด",
}
_HOLDS: Mapping[str, str] = {
    "phone": r"(?<!\d)(1[0-9]{3}|\d{3,5}[- ]\d{3,4}[- ]?\d{3,4}|0\d[- ]?\d{3,4}[- ]?\d{4}"
    r"|1800[- \d]{6,}|144\d\d)(?!\d)",
    "address": r"address|located|road|building|bangkok \d|new delhi|p\.o\.|premises|ปณ|ถนน|ที่อยู่",
    "email": r"[\w.]+@[\w.]+",
    "person": r"minister|director|secretary|shri|รัฐมนตรี|ผู้อำนวยการ",
    "date": r"\b(19|20)\d\d\b",
    "percent": r"\d ?%|per ?cent|प्रतिशत|ટકા|ร้อยละ|interest-free|no interest",
    "amount": r"\d",
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
