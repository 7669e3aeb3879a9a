"""What `ask` says to what is no question: as the chat does, within the contract of its JSON."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from actions.helplines import read
from bot import library
from bot.asking import Asker
from bot.guard import LIMIT
from bot.wording import say
from knowledge.confidence import EXEMPLARS, Confidence
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.talk import write_talk
from tests.bot.command import Sahayak
from tests.bot.test_cli import ASK_KEYS, PASSAGE_KEYS

#: Held out: not among the examples of any form.
DISTRESS = {
    "en": "I do not want to live any more because of this debt",
    "hi": "मैं जीना नहीं चाहता, कर्ज से थक गया हूँ",
    "gu": "મારે હવે જીવવું નથી, દેવું બહુ છે",
    "th": "ไม่อยากมีชีวิตอยู่แล้ว เป็นหนี้เยอะมาก",
    "hi-Latn": "main jeena nahi chahta, karze se thak gaya hu",
    "gu-Latn": "mare have jivvu nathi, devu bahu che",
}
NUMBERS = {"en": ["14416", "1323"], "th": ["1323"]}


@pytest.fixture(scope="module")
def bundle(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bundle with examples of what people say besides questions."""
    made = shutil.copytree(tiny_bundle, tmp_path_factory.mktemp("bundle") / "kb")
    examples = library.read_intent_examples(library.ROOT / "nlu")
    other = [row for row in examples if row[1] in ("thanks", "help")]
    chat = [*(row for row in examples if row[1] == "distress"), *other[::4], ("en", "ask_scheme", "what is cgtmse")]
    vectors = open_encoder().encode([text for _, intent, text in chat if intent != "ask_scheme"], "query")
    np.savez(made / EXEMPLARS, refused=vectors[:0], chat=vectors.astype(np.float16))
    write_talk(made, chat)
    return made


@pytest.fixture(scope="module")
def asker(bundle: Path) -> Asker:
    return Asker(bundle)


@pytest.mark.parametrize(("form", "text"), DISTRESS.items())
def test_who_is_in_distress_gets_the_helplines(asker: Asker, form: str, text: str) -> None:
    for given in (form, None):
        got = asker.ask(text, given)
        assert set(got) == ASK_KEYS
        assert (got["status"], got["reason"], got["language"]) == ("no_answer", "needs_person", form)
        for number in NUMBERS.get(form, ["14416"]):
            assert number in got["text"]
        first = [passage["doc_id"] for passage in got["passages"]]
        assert got["documents"][: len(first)] == first
        assert {"in-tele-manas", "th-mental-health-1323"} >= set(first)
        assert all(set(passage) == PASSAGE_KEYS for passage in got["passages"])
        assert len(first) == len(NUMBERS.get(form, ["14416"]))


def test_the_operators_own_helplines_stand_there_too(bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "helplines.yml"
    path.write_text("- {name: महिला हेल्पलाइन, number: '181', programme: in-msme, source: wcd.nic.in, checked_on: 2026-11-01}",
                    encoding="utf-8")  # fmt: skip
    asker = Asker(bundle, read(path, date(2026, 11, 22)))
    assert "महिला हेल्पलाइन: 181" in asker.ask(DISTRESS["hi"], "hi")["text"]


@pytest.mark.parametrize("text", ["What is CGTMSE?", "सीजीटीएमएसई क्या है?", "Tele MANAS number", "thank you"])
def test_other_messages_do_not(asker: Asker, text: str) -> None:
    assert say("en", "distress-helplines", helplines="")[:20] not in asker.ask(text, "en")["text"]


def test_who_is_as_near_to_a_plain_question_is_answered_as_one(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Confidence, "likeness_to_plain", lambda *_: 1.0)
    for form, text in DISTRESS.items():
        assert say(form, "distress-helplines", helplines="")[:20] not in asker.ask(text, form)["text"]


def test_a_bundle_without_examples_or_of_an_older_version_asks_on(tiny_bundle: Path) -> None:
    got = Asker(tiny_bundle).ask(DISTRESS["hi"], "hi")
    assert got["language"] == "hi"
    assert set(got) == ASK_KEYS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("מה זה תוכנית הלוואות של הבנק", "unknown-script"),
        ("கடன் வேண்டும்", "unknown-script"),
        ("🙂🙂", "emoji-only"),
        ("", "empty"),
        ("\ufffd" * 9, "unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_as_in_the_chat(asker: Asker, text: str, problem: str) -> None:
    for form in (*FORMS, None):
        got = asker.ask(text, form)
        assert set(got) == ASK_KEYS
        assert (got["status"], got["reason"], got["language"]) == ("no_answer", "out_of_scope", form or "en")
        assert (got["text"], got["passages"], got["documents"]) == (say(form or "en", problem), [], [])


def test_a_very_long_question_is_read_as_far_as_the_chat_reads_it(asker: Asker) -> None:
    got = asker.ask("What is CGTMSE? " * 1000, "en")
    assert got["text"].startswith(say("en", "too-long", limit=LIMIT))
    assert got["documents"][0] == "in-cgtmse"


def test_what_cannot_be_read_is_not_kept(sahayak: Sahayak, tiny_bundle: Path) -> None:
    ended = sahayak("ask", "கடன் வேண்டும்", "--kb", tiny_bundle, "--keep", "--json")
    assert (ended.code, ended.json["answer"], ended.json["status"]) == (0, None, "no_answer")
    assert "not stored" in ended.err
