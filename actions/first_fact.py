"""Which fact of the best document is quoted first.

One that holds what is asked for; of those that answer alike, what is best sourced and stands first in its document:
documents say what holds for most before what holds for some.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.comparing import answers, that_answer
from actions.quoting import best_source
from knowledge.documents import GRADES
from knowledge.facts import SECTIONS
from knowledge.figures import amounts
from knowledge.search import Hit, Result, Search
from knowledge.slots import asked_for, preferred

#: Facts this near to each other answer alike, when the question's words stand in both.
ALIKE = 0.012
#: A fact that holds what is asked for may stand further behind.
ASKED_BESIDE = 0.05


def in_order(search: Search, result: Result) -> Result:
    """The same hits, of the best document the right one first."""
    if not result.hits:
        return result
    wanted = asked_for(result.query.text, result.query.form)
    best = result.hits[0]
    if best.passage.absent:
        # "We did not find any fee" is the answer to who asks for the fee, and to nobody else.
        return result if wanted else _put_first(result, _first_of_alike(search, result, best, ()))
    better = _asked(search, result, wanted)
    if better is not best:
        return _put_first(result, better)
    return _put_first(result, _first_of_alike(search, result, best, wanted))


def _asked(search: Search, result: Result, wanted: Sequence[str]) -> Hit:
    """The nearest fact that holds all that is asked for, and for "the biggest" names an end."""
    best = result.hits[0]
    most = preferred(result.query.text)
    for slots in dict.fromkeys(((*wanted, *most), tuple(wanted))):
        if not slots or answers(best.passage, slots):
            return best
        fitting = that_answer(search, result.query, best.passage.document, slots).hits
        if fitting and best.score - fitting[0].score <= ASKED_BESIDE:
            alike = (hit for hit in fitting if fitting[0].score - hit.score <= ALIKE)
            return min(alike, key=lambda hit: _rank(hit, True)) if most else fitting[0]
    return best


def _first_of_alike(search: Search, result: Result, best: Hit, wanted: Sequence[str]) -> Hit:
    words = result.query.alternatives
    least = search.lexical.known_in(words, best.place, best.place)
    alike = [
        hit
        for hit in result.hits
        if hit.passage.document == best.passage.document
        and best.score - hit.score <= ALIKE
        and not hit.passage.absent
        and hit.passage.section == (hit if best.passage.absent else best).passage.section
        and answers(hit.passage, wanted)
        and search.lexical.known_in(words, hit.place, hit.place) >= least
    ]
    most = bool(preferred(result.query.text))
    return min(alike, key=lambda hit: _rank(hit, most), default=best)


def _rank(hit: Hit, most: bool) -> tuple[bool, tuple[int, float], int]:
    return hit.passage.section == SECTIONS[-1], _worth(hit, most), hit.place


def _worth(hit: Hit, most: bool) -> tuple[int, float]:
    """Better sourced first; ``most``: who asks for the most is told the largest sum, not the first of four steps."""
    return _grade(hit), -_largest_sum(hit) if most else 0.0


def _largest_sum(hit: Hit) -> float:
    text = hit.passage.texts.get("en", hit.passage.record)
    return max((value for unit, value in amounts(text) if unit != "%"), default=0.0)


def beside_it(text: str, form: str) -> Callable[[Hit], tuple[bool, tuple[int, float]]]:
    """The order of what is quoted beside the first fact: holds what is asked for, then by worth. A chat has room for
    two or three."""
    wanted, most = asked_for(text, form), bool(preferred(text))
    return lambda hit: (not answers(hit.passage, wanted), _worth(hit, most))


def _grade(hit: Hit) -> int:
    """0 for an official source, more for one that is less sure."""
    grade = best_source(hit.card, hit.passage.sources)["grade"]
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _put_first(result: Result, first: Hit) -> Result:
    if first is result.hits[0]:
        return result
    rest = [hit for hit in result.hits if hit.place != first.place]
    return replace(result, hits=(replace(first, score=result.hits[0].score), *rest))
