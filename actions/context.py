"""How a message is tied to the conversation: follow-ups, comparisons, and bare questions of what something is."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import regex

from actions.outcomes import Topic
from knowledge.lexical import STOP_WORDS
from knowledge.questions import load_yaml
from knowledge.search import Query, Search
from knowledge.slots import asked_for, beside_what_asks
from knowledge.text import fold

TABLE = Path(__file__).parent / "following.yml"
#: Content words of a message that may be a follow-up.
SHORT = 4
#: The same of one that says itself that it goes on: "agar main SC hu to".
LONGER = 7
#: Words of a message that may be too bare to be answered.
BARE = 4
#: What makes a message more than bare: for whom, or on what terms.
CONDITIONS = frozenset("caste women disabled collateral education age credit_score own_share stipend tax".split())
#: Documents set side by side.
COMPARED = 2
#: Content words beside two names that leave a question one about both.
_BESIDE_NAMES = 6


@functools.lru_cache(1)
def _marks() -> Mapping[str, regex.Pattern[str]]:
    content = load_yaml(TABLE)
    return {
        name: regex.compile("|".join(map(fold, content[name])), regex.V0) for name in ("follows", "differs", "either")
    }


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_yaml(TABLE)[name])


def _is_one_of(name: str, spellings: Sequence[str]) -> bool:
    return not _words(name).isdisjoint(map(fold, spellings))


def goes_on(text: str) -> bool:
    """Does the message say itself that it goes on from the one before?"""
    return bool(_marks()["follows"].search(fold(text)))


def compares(text: str) -> bool:
    """Does the message ask how two things differ, or which is better?"""
    return bool(_marks()["differs"].search(fold(text)))


def telling(query: Query) -> list[tuple[str, ...]]:
    """The words that carry a topic, each with its spellings."""
    return [spellings for spellings in query.alternatives if not STOP_WORDS.intersection(spellings)]


def is_short(query: Query) -> bool:
    return len(telling(query)) <= (LONGER if goes_on(query.text) else SHORT)


def beside_what_is_asked(query: Query) -> list[tuple[str, ...]]:
    """The words that carry a topic and do not belong to what is asked for: none in "how much interest is there?"."""
    return [
        spellings
        for spellings in beside_what_asks(query.text, query.alternatives)
        if not _says_nothing(spellings) and not _is_one_of("fillers", spellings)
    ]


def knows_all(search: Search, document: str, words: Sequence[tuple[str, ...]]) -> bool:
    """Does each of the words stand somewhere in the document? Of no words, all do."""
    if not words:
        return True
    places = search.bundle.places_of(document)
    return search.lexical.known_in(words, int(places[0]), int(places[-1])) == 1.0


def is_bare(search: Search, query: Query) -> bool:
    """Does the message hold nothing but a word or two that fit any scheme: "loan", "paisa chahiye", "subsidy?"?"""
    if not 0 < len(query.alternatives) <= BARE or search.named_documents(query):
        return False
    left = beside_what_is_asked(query)
    return all(_is_one_of("bare", spellings) for spellings in left) and not (
        set(asked_for(query.text, query.form)) & CONDITIONS
    )


def only_asks(query: Query, topic: Topic) -> bool:
    """Does the message hold nothing but what is asked for? ``topic.detail``: one word of it names a heading."""
    return len(beside_what_is_asked(query)) <= (1 if topic.detail else 0)


def compared(search: Search, query: Query, topic: Topic) -> tuple[str, ...]:
    """The two documents a message wants side by side, in the order they are named; empty when it does not."""
    text = fold(query.text)
    named = search.named_documents(query)
    differs = compares(query.text)
    if len(named) >= COMPARED:
        rest = search.beside_names(query)
        between = differs or bool(_marks()["either"].search(text))
        return named[:COMPARED] if between and len(rest) <= _BESIDE_NAMES else ()
    known = [document for document in topic.documents if document in search.bundle.cards]
    if not is_short(query):
        return ()
    if not named and goes_on(query.text) and _was_comparison(search, query.form, topic):
        return tuple(known[:COMPARED])  # "and the interest?" is asked of both
    if not differs:
        return ()
    if not named and len(known) >= COMPARED:
        return tuple(known[:COMPARED])
    if len(named) == 1 and known and known[0] != named[0]:
        return (known[0], named[0])
    return ()


def _was_comparison(search: Search, form: str, topic: Topic) -> bool:
    """Did the question before set two documents side by side?"""
    if len(topic.documents) < COMPARED or not topic.question:
        return False
    named = set(search.named_documents(search.read(topic.question, form)))
    both = set(topic.documents[:COMPARED])
    return named >= both or (not named and compares(topic.question))


def asks_what_it_is(search: Search, query: Query) -> str | None:
    """The document whose name is all that the message holds, beside words for "what is"."""
    named = search.named_documents(query)
    if len(named) != 1:
        return None
    rest = [spellings for spellings in search.beside_names(query) if not _says_nothing(spellings)]
    return None if rest else named[0]


def _says_nothing(spellings: Sequence[str]) -> bool:
    return any(fold(word) in STOP_WORDS or fold(word) in _words("what") or len(word) == 1 for word in spellings)
