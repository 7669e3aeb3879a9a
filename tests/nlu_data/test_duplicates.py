"""Which examples count as the same, where folds must not be."""

from __future__ import annotations

import pytest

from nlu.checks import duplicates
from nlu.checks.duplicates import near_duplicates

NEAR_AND_FAR = {
    "en": ("where is my case now", "where is my case", "my shop burnt down"),
    "hi": ("मेरा केस कहां पहुंचा", "मेरा केस कहां पहुंचा है", "दुकान में आग लग गई"),
    "gu": ("મારો કેસ ક્યાં પહોંચ્યો", "મારો કેસ ક્યાં પહોંચ્યો?", "દુકાનમાં આગ લાગી"),
    "th": ("เคสของผมถึงไหนแล้ว", "เคสของผมถึงไหนแล้วครับ", "ไฟไหม้ร้าน"),
    "hi-Latn": ("mera case kaha pahucha", "mera case kaha pahuncha", "dukan me aag lag gayi"),
    "gu-Latn": ("maro case kya pahochyo", "maro case kya pohchyo", "vepari paisa nathi aapto"),
}


@pytest.mark.parametrize("form", NEAR_AND_FAR)
def test_a_small_change_is_the_same_and_another_sentence_is_not(form: str) -> None:
    first, near, far = NEAR_AND_FAR[form]
    groups = near_duplicates([first, far, near])
    assert groups[0] == groups[2] != groups[1]


def test_who_is_like_a_member_belongs_to_the_group() -> None:
    chain = ["case ka status", "case ka status kya h", "bhai mere wale case ka status kya h"]
    assert len(set(near_duplicates(chain))) == 1
    assert len(set(near_duplicates([chain[0], chain[2]]))) == 2


def test_long_lists_are_compared_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for trio in NEAR_AND_FAR.values() for text in trio]
    whole = near_duplicates(texts)
    monkeypatch.setattr(duplicates, "_BLOCK", 5)
    assert near_duplicates(texts) == whole
    assert len(set(whole)) == 2 * len(NEAR_AND_FAR)


def test_no_texts_and_emoji_are_fine() -> None:
    assert near_duplicates([]) == []
    assert len(set(near_duplicates(["🙏", "🙏", "😡"]))) == 2
