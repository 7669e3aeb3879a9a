from __future__ import annotations

import pytest

from knowledge.importers.legacy_fonts import check, is_legacy_name
from knowledge.importers.letters import by_script, main_language, safe
from knowledge.importers.model import FileRefused
from tests.knowledge.importers.samples import TEXTS

KRUTI_DEV = (
    "Hkkjr ljdkj dh ;kstuk ds varxZr NksVs m|ksxksa dks _.k fn;k tkrk gSA bl ;kstuk esa ukxfjdksa ds fy, lgk;rk dk "
    "izko/kku gS vkSj vkosnu ij fu.kZ; gksrk gSA"
)
LMG_ARUN = (
    r"U]HZFT ;ZSFZ GL VF IMHGF GFGF pnIMUM DF8[ K[P VF IMHGF DF\ ,MG VG[ ;CFI D/[ K[P VZHL SZJF DF8[ VF OMZD EZM "
    r"VG[ ;FY[ VFWFZ SF0"
    '" HM0M K[P'
)
GOPIKA = "yk ÞkusLkk Lkk ÷k¼ {kxu {k®níke yLku yhS {kt yøíÞLkwt Au. yk MkhfkhLke ÞkusLkk Au yLku íku {kt ÷kuLk {¤u Au."


@pytest.mark.parametrize(
    "name",
    [
        "ABCDEF+KrutiDev010", "Kruti Dev 010", "DevLys010", "Shree-Dev-0714", "SHREE-GUJ-0768", "LMG-Arun", "LMG Arun Bold",
        "TERAFONT-VARUN", "Saumil_Guj2", "BhashaBharti", "Chanakya", "WalkmanChanakya905", "APS-C-DV-Prakash",
        "DV-TTYogeshNormal", "Gopika", "HariKrishna", "AkrutiDevPriya", "Shusha",
    ],
)  # fmt: skip
def test_names_of_old_fonts(name: str) -> None:
    assert is_legacy_name(name)


@pytest.mark.parametrize(
    "name",
    ["Arial", "Mangal", "Shruti", "NotoSansGujarati", "ABCDEF+NirmalaUI", "AngsanaNew", "THSarabunNew", "Lohit-Gujarati",
     "Kokila", "Aparajita", "Calibri-Bold", "Charun", "Agrandir", "TimesNewRomanPSMT", ""],
)  # fmt: skip
def test_names_of_other_fonts(name: str) -> None:
    assert not is_legacy_name(name)


@pytest.mark.parametrize(
    ("text", "family"),
    [(KRUTI_DEV, "Kruti Dev"), (LMG_ARUN, "LMG Arun"), (GOPIKA, "Gopika")],
    ids=["Kruti Dev", "LMG Arun", "Gopika"],
)
def test_old_fonts_are_told_by_their_words(text: str, family: str) -> None:
    with pytest.raises(FileRefused, match=f"(?s)words look like {family}.*Ask for a Unicode copy"):
        check(text, {})


@pytest.mark.parametrize("form", sorted(TEXTS))
def test_texts_of_every_form_pass(form: str) -> None:
    text = " ".join(TEXTS[form]) * 8
    check(text, {"Arial": text})


@pytest.mark.parametrize(
    "text",
    [
        "PMEGP, CGTMSE, MoMSME, eKYC, iPhone, UdyamAssist, GeM, TReDS, RAMP, ZED; NSIC NIC GSTN PAN UAM DIC KVIC KVIB "
        * 3,
        "See https://msme.gov.in/a?b=C&d=[1] and https://udyamregistration.gov.in/x^y|z " * 8,
        "kya mujhe loan mil sakta hai bhai main gaon me rehta hun aur kapde ki dukan kholni hai to kitna milega " * 3,
        "Int. rate | Rs.5L-10L | 9.5% p.a. | 36m " * 8,
    ],
)
def test_texts_that_only_look_odd_pass(text: str) -> None:
    check(text, {})


def test_a_font_that_carries_unicode_passes_whatever_its_name() -> None:
    check(TEXTS["hi"][2], {"Shree Devanagari 714": TEXTS["hi"][2] * 3})


def test_a_few_letters_in_an_old_font_are_no_reason() -> None:
    text = " ".join(TEXTS["en"]) * 20
    check(text, {"Arial": text, "KrutiDev010": "Hkkjr"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("િવકાસ યોજના " * 20, "vowel signs stand where none can"),
        ("वि कास िनगम ोजना " * 20, "vowel signs stand where none can"),
        ("ลอน ิน ่อ ้า " * 20, "vowel signs stand where none can"),
        ("લ\ufffdન મ\ufffdે " * 20, "lead to no letter"),
        ("\ue012\ue013 abc \ue044 " * 20, "lead to no letter"),
        ("(cid:12)(cid:44) word (cid:7) " * 20, "lead to no letter"),
    ],
)
def test_text_that_was_taken_out_broken(text: str, reason: str) -> None:
    with pytest.raises(FileRefused, match=f"{reason}.*may look right on paper"):
        check(text, {})


def test_letters_whose_code_leads_to_none_count() -> None:
    with pytest.raises(FileRefused, match="30 of"):
        check("some plain text here", {}, unmapped=30)


def test_bullets_of_symbol_fonts_are_no_broken_letters() -> None:
    check("\uf0b7 Loans for the shops of the state \uf0a7 Grants for mills " * 10, {})


@pytest.mark.parametrize(
    ("text", "safe_text"),
    [
        ("ผู\uf70b\uf70a", "ผู้่"),
        ("ป\uf702", "ปี"),
        ("a\x00b\ufffe\ufdd0c\x1f", "a bc"),
        ("નુ\u200b\u00a0ક\n", "નુ ક"),
    ],
)
def test_letters_made_safe(text: str, safe_text: str) -> None:
    assert safe(text) == safe_text


@pytest.mark.parametrize(
    ("text", "language"),
    [(" ".join(TEXTS[form]), form.partition("-")[0] if form in ("gu", "hi", "th") else "en") for form in TEXTS]
    + [("PMEGP યોજના: loan up to 50 lakh, Udyam registration, ગુજરાત સરકાર", "gu"), ("🙂 123", "en"), ("", "en")],
)
def test_the_main_language(text: str, language: str) -> None:
    assert main_language(text) == language
    assert by_script("aક") == {"en": 1, "gu": 1, "hi": 0, "th": 0}
