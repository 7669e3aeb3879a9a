from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from knowledge.romanised import Transliterator, key, loanwords, romanise, romanise_word
from tests.knowledge.test_text import ANY_TEXT, FIXED

HINDI = "क्या है मुझे चाहिए योजना कैसे मिलेगा दुकान ब्याज नहीं किसान व्यवसाय कारखाना महिला पंजीकरण प्रशिक्षण आवेदन छूट"
GUJARATI = "છે મને જોઈએ યોજના કેવી રીતે મળશે દુકાન અને વ્યાજ મહિલા ઉદ્યોગ ગુજરાત તાલીમ ધંધો સહાય નોંધણી ખેડૂત"
KEPT = {"loan", "machine", "scheme", "of"}


@pytest.fixture(scope="module", params=["hi", "gu"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def transliterator(language: str) -> Transliterator:
    words = {"hi": HINDI, "gu": GUJARATI}[language].split()
    return Transliterator.learn(language, dict.fromkeys(words, 1.0), KEPT)


@pytest.mark.parametrize(
    ("language", "native", "typed"),
    [
        ("hi", "क्या", "kya kyaa"),
        ("hi", "है", "hai"),
        ("hi", "मुझे", "mujhe muje"),
        ("hi", "चाहिए", "chahiye chaiye chahie chaahiye"),
        ("hi", "योजना", "yojana yojna"),
        ("hi", "कैसे", "kaise"),
        ("hi", "मिलेगा", "milega milegaa"),
        ("hi", "दुकान", "dukan dukaan"),
        ("hi", "ब्याज", "byaj byaaj"),
        ("hi", "नहीं", "nahin naheen"),
        ("hi", "किसान", "kisan kisaan"),
        ("hi", "कारखाना", "karkhana kaarkhaana"),
        ("hi", "महिला", "mahila"),
        ("hi", "प्रशिक्षण", "prashikshan"),
        ("hi", "छूट", "chhoot chhut chut"),
        ("gu", "છે", "chhe che"),
        ("gu", "મને", "mane"),
        ("gu", "જોઈએ", "joie joiye"),
        ("gu", "યોજના", "yojana yojna"),
        ("gu", "કેવી", "kevi kevee"),
        ("gu", "રીતે", "rite reete"),
        ("gu", "મળશે", "malse malshe"),
        ("gu", "વ્યાજ", "vyaj vyaaj"),
        ("gu", "તાલીમ", "talim taalim"),
        ("gu", "ધંધો", "dhandho"),
        ("gu", "નોંધણી", "nondhani nondhanee"),
        ("gu", "ખેડૂત", "khedut khedoot"),
    ],
)
def test_typed_words_are_read_as_native_ones(language: str, native: str, typed: str) -> None:
    read = transliterator(language)
    assert {word: read(word) for word in typed.split()} == dict.fromkeys(typed.split(), native)


@pytest.mark.parametrize(
    ("native", "typed"),
    [
        ("योजना", "yojna"),
        ("चाहिए", "chahiye"),
        ("दुकान", "dukan"),
        ("ब्याज", "byaj"),
        ("प्रशिक्षण", "prashikshan"),
        ("क्षेत्र", "kshetra"),
        ("गाँव", "ganv"),
        ("लोन", "loan"),
        ("में", "mein"),
        ("યોજના", "yojna"),
        ("છે", "che"),
        ("મળશે", "malshe"),
        ("વ્યાજ", "vyaj"),
        ("મહિલા", "mahila"),
        ("ઉદ્યોગ", "udyog"),
        ("ધંધો", "dhandho"),
    ],
)
def test_native_words_are_written_as_people_type_them(native: str, typed: str) -> None:
    assert romanise(native) == typed


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("PMEGP योजना में 50% तक 😀।", "PMEGP yojna mein 50% tak 😀."),
        ("દુકાન માટે 10,000 😀", "dukan mate 10,000 😀"),
        ("ขอ loan ได้ไหม", "ขอ loan ได้ไหม"),
        ("plain English stays, e.g. 5 lakh", "plain English stays, e.g. 5 lakh"),
        ("", ""),
    ],
)
def test_all_but_native_words_stays_as_it_was(sentence: str, typed: str) -> None:
    assert romanise(sentence) == typed


@pytest.mark.parametrize("word", f"{HINDI} {GUJARATI}".split())
def test_every_word_comes_back_from_its_own_romanisation(word: str) -> None:
    language = "gu" if "\u0a80" <= word[0] <= "\u0aff" else "hi"
    assert transliterator(language)(romanise_word(word)) == word


def test_words_of_the_documents_english_are_kept(language: str) -> None:
    read = transliterator(language)
    assert read("LOAN for machine scheme") == "loan for machine scheme"


def test_a_kept_word_is_not_read_as_a_native_one_of_the_same_spelling() -> None:
    words = {"पैसा": 1.0, "बस": 1.0}
    assert Transliterator.learn("hi", words, {"bas"})("bas paisa") == "bas पैसा"
    assert Transliterator.learn("hi", words, ())("bas paisa") == "बस पैसा"


def test_a_kept_word_of_two_letters_does_not_stop_reading() -> None:
    read = Transliterator.learn("hi", {"हो": 1.0}, {"ho", "of"})
    assert read("ho") == "हो"


def test_what_is_unknown_stays(language: str) -> None:
    assert transliterator(language)("xylophone 123, 😀 ขอ!") == "xylophone 123, 😀 ขอ!"


def test_the_more_frequent_word_wins() -> None:
    read = Transliterator.learn("hi", {"काम": 5.0, "कम": 1.0}, ())
    assert read("kam") == "काम"
    assert Transliterator.learn("hi", {"काम": 1.0, "कम": 5.0}, ())("kam") == "कम"


def test_an_everyday_spelling_beats_a_folded_one() -> None:
    read = Transliterator.learn("hi", {"क्या": 1.0, "किया": 50.0}, ())
    assert (read("kya"), read("kiya")) == ("क्या", "किया")


def test_words_of_another_script_are_not_learnt() -> None:
    assert not Transliterator.learn("hi", {"યોજના": 1.0, "loan": 1.0, "ทุน": 1.0}, ()).native
    assert not Transliterator.learn("gu", {"योजना": 1.0}, ()).native


def test_both_languages_may_read_one_spelling_their_own_way() -> None:
    assert transliterator("hi")("yojana dukan") == "योजना दुकान"
    assert transliterator("gu")("yojana dukan") == "યોજના દુકાન"


@pytest.mark.parametrize(
    "variants",
    ["chahiye chaiye caahie", "yojanaa yojana", "vishwas vishvaas", "sabzi sabji", "ZED".lower() + " jed", "phool ful"],
)
def test_variants_of_one_word_meet_under_one_key(variants: str) -> None:
    assert len({key(word) for word in variants.split()}) == 1


@pytest.mark.parametrize("pair", ["loan laon", "kam kim", "malse milse", "rin ran"])
def test_different_words_have_different_keys(pair: str) -> None:
    assert len({key(word) for word in pair.split()}) == 2


def test_loanwords_are_typed_in_latin_letters() -> None:
    table = loanwords()
    assert table["लोन"] == "loan"
    assert not {word: typed for word, typed in table.items() if not regex.fullmatch(r"[\x20-\x7e]+", typed)}
    assert not {word for word in table if not regex.fullmatch(r"[\p{Devanagari}\p{Gujarati}]+", word)}


#: Less the letters of other languages that stand among those of Hindi and Gujarati.
NATIVE_LETTERS = regex.compile(r"[अआइईउऊएऐओऔक-हઅઆઇઈઉઊએઐઓઔક-હ--[ऩऱऴ\u0aa9\u0ab1\u0ab4]]", regex.V1)


@FIXED
@given(ANY_TEXT)
def test_no_native_letter_is_left(text: str) -> None:
    assert not NATIVE_LETTERS.search(romanise(text))


@FIXED
@given(st.text(st.sampled_from("abcdehiklmnoprstuvy "), max_size=40))
def test_reading_changes_words_only(text: str) -> None:
    read = transliterator("hi")(text)
    assert [len(part) for part in regex.findall(r" +", read)] == [len(part) for part in regex.findall(r" +", text)]
