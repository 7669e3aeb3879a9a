"""Text that speaks to a machine instead of a reader. Nothing here obeys text; an admin should still know."""

from __future__ import annotations

import regex

_SIGNS = regex.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|your)\b.{0,40}"
    r"\b(?:instruction|prompt|rule|message|direction|guideline)s?\b"
    r"|\byou are now\b.{0,60}\b(?:ai|assistant|bot|model|dan|unrestricted)\b"
    r"|\b(?:system|developer)\s*prompt\b|\bas an ai\b|\bjailbreak|\bdo anything now\b"
    r"|\b(?:reveal|print|show|repeat)\b.{0,30}\b(?:system prompt|hidden prompt|your instructions)\b"
    r"|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?INST\]|</?(?:system|assistant|user)>|^\s*(?:system|assistant)\s*:"
    r"|(?:पिछले|ऊपर के|सभी).{0,20}(?:निर्देश|आदेश)\p{M}*\p{L}*.{0,20}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)"
    r"|(?:અગાઉન|ઉપરન|બધી|તમામ).{0,20}(?:સૂચના|આદેશ).{0,20}(?:અવગણ|ભૂલી)"
    r"|(?:ละเว้น|เพิกเฉย|ไม่ต้องสนใจ|ลืม).{0,20}(?:คำสั่ง|คำแนะนำ).{0,20}(?:ก่อนหน้า|ข้างต้น|ทั้งหมด)"
    r"|\b(?:pichhle|pichle|sabhi|saare)\b.{0,20}\bnirdesh\w*\b.{0,20}\b(?:andekha|bhool|ignore)",
    regex.I | regex.M,
)


def speaks_to_a_machine(text: str) -> bool:
    return bool(_SIGNS.search(text, timeout=2))
