"""Which country a question is about: the one it names, else, weakly, the one whose language it is in."""

from __future__ import annotations

from collections.abc import Sequence

#: Words as ``knowledge.text.words`` cuts and folds them. Names of schemes with "India" in them are of that country too.
NAMES = {
    "IN": frozenset("india indian bharat hindustan भारत भारतीय हिंदुस्तान ભારત ભારતીય હિંદુસ્તાન อินเดีย".split()),
    "TH": frozenset("thailand thai थाईलैंड थाइलैंड थाईलैण्ड थाई થાઈલેન્ડ થાઇલેન્ડ થાઈ થાઇ ไทย ประเทศไทย".split()),
}
#: Endings that Gujarati writes onto a word.
_ENDINGS = ("માં", "ના", "ની", "નો", "નું", "ને", "થી")
#: English is written in both.
OF_FORM = {"hi": "IN", "gu": "IN", "hi-Latn": "IN", "gu-Latn": "IN", "th": "TH"}


def named_country(words: Sequence[str]) -> str | None:
    """IN or TH when the words name one of the two, and not both."""
    plain = set(words) | {word.removesuffix(end) for word in words for end in _ENDINGS}
    found = [country for country, names in NAMES.items() if names & plain]
    return found[0] if len(found) == 1 else None
