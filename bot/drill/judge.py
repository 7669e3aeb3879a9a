"""What a drill has shown, judged from what people sent and saw, and from the effects that the records hold. Pure."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from typing import Any

#: An answer to a message that a kill met may appear twice this many seconds around it.
AROUND_A_KILL = 60.0
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message that a person sent."""

    chat: str
    marker: str  #: stands in its text, and in no other's
    at: float
    event: str  #: the platform's id of it


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What the assistant did for a turn: a row whose text holds the messages and whose reference the reply names."""

    reference: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message of the assistant on a person's screen."""

    text: str
    at: float
    interim: bool = False


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """``effects``: in the order of their rows. ``tries``: per chat, (event, accepted) in the order of the deliveries.

    ``kills``: when a process that sends was killed. ``line`` are the chats on LINE, all others are on Telegram.
    """

    said: Sequence[Said]
    effects: Sequence[Effect]
    seen: Mapping[str, Sequence[Seen]]
    tries: Mapping[str, Sequence[tuple[str, bool]]]
    kills: Sequence[float] = ()
    line: frozenset[str] = frozenset()
    #: Per chat on Telegram: messages that it took while its "yes" was lost on the way, once for each time.
    unheard: Mapping[str, Sequence[str]] = field(default_factory=dict)
    senders: int = 8  #: deliveries that may be in flight at once on Telegram


@dataclass(frozen=True, kw_only=True)
class Report:
    sent: int
    lost: int
    effects_repeated: int
    out_of_order: int
    replies_repeated_line: int
    replies_repeated_telegram: int
    interim_notices: int
    p50_ms: int
    p95_ms: int
    kills: int = 0
    seconds: float = 0.0
    kills_of_senders: int = 0  #: of these, those of a process that sends; the others can repeat no reply
    #: On Telegram, whose "yes" was lost: it has no key against sending twice, so such an answer comes again.
    replies_repeated_unheard: int = 0
    #: Answers on Telegram that came twice although nothing was killed between, and none of them went unheard.
    unexplained_repeats: int = 0
    examples: tuple[str, ...] = field(default=())

    def broken(self, senders: int = 8) -> list[str]:
        """Rules that do not hold; empty when all is well."""
        rules = {
            "messages were lost": self.lost,
            "effects were repeated": self.effects_repeated,
            "messages took effect out of order": self.out_of_order,
            "replies were repeated on LINE": self.replies_repeated_line,
            "replies were repeated on Telegram without a kill or a lost answer": self.unexplained_repeats,
            "more replies were repeated on Telegram than can be in flight at the kills": max(
                0, self.replies_repeated_telegram - self.kills_of_senders * senders
            ),
            "nobody said anything": int(not self.sent),
        }
        return [f"{rule}: {count}" for rule, count in rules.items() if count]

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"examples": list(self.examples)}


def judge(evidence: Evidence, kills: int = 0, seconds: float = 0.0) -> Report:
    places = _places(evidence)
    answers = {one.marker: _answers(evidence, one, places) for one in evidence.said}
    lost = [one for one in evidence.said if not answers[one.marker]]
    waits = sorted(answers[one.marker][0].at - one.at for one in evidence.said if answers[one.marker])
    repeats = _repeats(evidence)
    on_line = sum(one.chat in evidence.line for one in repeats)
    on_telegram, unheard = _without_unheard(evidence, [one for one in repeats if one.chat not in evidence.line])
    return Report(
        sent=len(evidence.said),
        lost=len(lost),
        effects_repeated=sum(len(found) - 1 for found in places.values() if len(found) > 1),
        out_of_order=_out_of_order(evidence, places),
        replies_repeated_line=on_line,
        replies_repeated_telegram=len(on_telegram),
        interim_notices=sum(seen.interim for chat in evidence.seen.values() for seen in chat),
        p50_ms=_milliseconds(waits, 0.5),
        p95_ms=_milliseconds(waits, 0.95),
        kills=kills,
        kills_of_senders=len(evidence.kills),
        replies_repeated_unheard=unheard,
        seconds=round(seconds, 1),
        unexplained_repeats=sum(not _at_a_kill(one, evidence.kills) for one in on_telegram),
        examples=(*_lost_where(evidence, lost[:5], places), *_said_again(on_telegram, evidence.kills)),
    )


def _lost_where(evidence: Evidence, lost: Sequence[Said], places: Mapping[str, object]) -> Iterator[str]:
    """How far each of them came."""
    for one in lost:
        offers = [ok for event, ok in evidence.tries.get(one.chat, ()) if event == one.event]
        steps = {"its platform never offered it": offers, "it was never taken": any(offers),
                 "it took no effect": places[one.marker]}  # fmt: skip
        where = next((step for step, done in steps.items() if not done), "its answer was never seen")
        yield f"lost: {one.chat} {one.marker}: {where}"


def _said_again(repeats: Sequence[_Repeat], kills: Sequence[float]) -> Iterator[str]:
    for one in [one for one in repeats if not _at_a_kill(one, kills)][:5]:
        apart, after = one.second - one.first, [round(one.first - kill, 1) for kill in kills]
        yield f"unexplained: {one.chat} {min(one.references)}: {apart:.1f} s apart, {after} s after kills"


def _places(evidence: Evidence) -> dict[str, list[tuple[int, int]]]:
    """marker -> where it took effect: row and place in the row's text."""
    found: dict[str, list[tuple[int, int]]] = {one.marker: [] for one in evidence.said}
    for row, effect in enumerate(evidence.effects):
        for place, word in enumerate(effect.text.split()):
            if word in found:
                found[word].append((row, place))
    return found


def _answers(evidence: Evidence, said: Said, places: Mapping[str, list[tuple[int, int]]]) -> list[Seen]:
    """What the person saw that names the effect of their message."""
    references = {evidence.effects[row].reference for row, _ in places[said.marker]}
    return [seen for seen in evidence.seen.get(said.chat, ()) if not seen.interim and _names(seen.text, references)]


def _names(text: str, references: Set[str]) -> bool:
    return not references.isdisjoint(_WORD.findall(text))


def _out_of_order(evidence: Evidence, places: Mapping[str, list[tuple[int, int]]]) -> int:
    """Neighbours in a chat where the first was accepted before the second was offered, and took effect after it."""
    marker = {one.event: one.marker for one in evidence.said}
    wrong = 0
    for tries in evidence.tries.values():
        offered: dict[str, int] = {}
        accepted: dict[str, int] = {}
        for number, (event, ok) in enumerate(tries):
            offered.setdefault(event, number)
            if ok:
                accepted.setdefault(event, number)
        order = sorted((event for event in accepted if places.get(marker.get(event, ""))), key=accepted.__getitem__)
        for first, second in itertools.pairwise(order):
            if accepted[first] < offered[second]:
                wrong += min(places[marker[first]]) > min(places[marker[second]])
    return wrong


@dataclass(frozen=True, kw_only=True)
class _Repeat:
    """A further copy of an answer: when the copy before it and it itself were seen."""

    chat: str
    references: frozenset[str]  #: that it names
    first: float
    second: float


def _repeats(evidence: Evidence) -> list[_Repeat]:
    found = []
    references = {effect.reference for effect in evidence.effects}
    for chat, seen in evidence.seen.items():
        texts = Counter(one.text for one in seen if _names(one.text, references))
        for text in (text for text, count in texts.items() if count > 1):
            times = [one.at for one in seen if one.text == text]
            named = references.intersection(_WORD.findall(text))
            pairs = itertools.pairwise(times)
            found += [_Repeat(chat=chat, references=frozenset(named), first=one, second=two) for one, two in pairs]
    return found


def _without_unheard(evidence: Evidence, repeats: Sequence[_Repeat]) -> tuple[list[_Repeat], int]:
    """Those that no lost "yes" explains, and how many were left out: one for each that was lost.

    A "yes" may be lost to an answer that a kill repeats too; it explains the copy that the kill does not.
    """
    lost = {chat: [set(_WORD.findall(text)) for text in texts] for chat, texts in evidence.unheard.items()}
    left = []
    for one in sorted(repeats, key=lambda one: _at_a_kill(one, evidence.kills)):
        cause = next((words for words in lost.get(one.chat, []) if one.references <= words), None)
        if cause is None:
            left.append(one)
        else:
            lost[one.chat].remove(cause)
    return left, len(repeats) - len(left)


def _at_a_kill(copy: _Repeat, kills: Sequence[float]) -> bool:
    return any(copy.first - 1.0 <= kill <= copy.second for kill in kills) and (copy.second - copy.first < AROUND_A_KILL)


def _milliseconds(waits: Sequence[float], share: float) -> int:
    if not waits:
        return 0
    if len(waits) == 1:
        return round(waits[0] * 1000)
    return round(statistics.quantiles(waits, n=100, method="inclusive")[round(share * 100) - 1] * 1000)
