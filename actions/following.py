"""A short message understood against the document just discussed: "and for women?", "kitna byaj lagega?", "ઓનલાઇન?"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.comparing import answers, that_answer
from actions.context import beside_what_is_asked, goes_on, is_short, knows_all, only_asks
from actions.outcomes import DETAILS, Answer, NoAnswer, Outcome, Topic
from actions.parts import parts
from actions.quoting import behind_name, choice
from knowledge.confidence import Confidence
from knowledge.search import Result, Search
from knowledge.slots import asked_for

# A short message above this probability needs no context, unless all it is about stands in the document.
_SURE = 0.8
# How much less sure the reading in context may be than the one without.
_FAVOUR = 0.15
_MOST_DOCUMENTS = 5


class FollowUps:
    """``outcome`` makes an outcome of a search, ``detail`` of a document's heading."""

    def __init__(
        self,
        search: Search,
        confidence: Confidence,
        outcome: Callable[[Result, float, str | None], Outcome],
        detail: Callable[[str, str, str], Answer | NoAnswer],
    ) -> None:
        self._search, self._confidence = search, confidence
        self._outcome, self._detail = outcome, detail

    def _may_follow(self, topic: Topic, alone: Result, probability: float) -> bool:
        """A message that makes good sense by itself is no follow-up, unless it says that it is one."""
        focus = next(iter(topic.documents), None)
        if focus not in self._search.bundle.cards or not is_short(alone.query):
            return False
        named = set(self._search.named_documents(alone.query)) - {focus}
        if named:
            return goes_on(alone.query.text) and len(named) == 1 and bool(topic.question)
        if self._is_of_a_person(alone, probability):
            return False
        return (
            goes_on(alone.query.text)
            or probability < _SURE
            or alone.documents[:1] == (focus,)
            or only_asks(alone.query, topic)
            or knows_all(self._search, str(focus), beside_what_is_asked(alone.query))
        )

    def _is_of_a_person(self, alone: Result, probability: float) -> bool:
        """Asked is what becomes of somebody, as in "will I get the loan?", and not what the document says."""
        text, form = alone.query.text, alone.query.form
        if probability >= self._confidence.threshold or goes_on(text) or asked_for(text, form):
            return False
        return self._confidence.reason(alone) == "needs_person"

    def answer(self, question: str, topic: Topic, alone: Result, alone_probability: float) -> Outcome | None:
        """The message behind the document's name, then also behind the question before: the first that makes sense.

        "And Mudra?" is the question before, about Mudra. A thing that is asked for must stand in what is quoted.
        ``alone``: what the message finds by itself. None: it is no follow-up, or makes no sense as one.
        """
        if not self._may_follow(topic, alone, alone_probability):
            return None
        form = alone.query.form
        named = self._search.named_documents(alone.query)
        focus = next((document for document in named if document not in topic.documents[:1]), topic.documents[0])
        card = self._search.bundle.cards[focus]
        before = self._without_names(topic.question, form)
        other = focus in named and focus != topic.documents[0]
        readings = [
            behind_name(card, text, form) for text in ([before] if other else [question, f"{before} {question}"])
        ]
        least = self._confidence.threshold
        follows = goes_on(question) or only_asks(alone.query, topic)
        if not follows and not knows_all(self._search, focus, beside_what_is_asked(alone.query)):
            least = max(least, alone_probability - _FAVOUR)
        several = parts(question, form)
        # What else is asked for is looked up by itself afterwards: no one fact need hold all.
        wanted = several[0].slots if several and not other else asked_for(before if other else question, form)
        if topic.detail and set(wanted) <= {topic.detail} and only_asks(alone.query, topic):
            # A heading and nothing else: "how to apply?", "form kya bharvanu".
            return self._detail(focus, topic.detail, form)
        for reading in readings:
            query = self._search.prepare(reading, form)
            found = self._search.search(query, focus=focus, sections=DETAILS.get(topic.detail or "", ()))
            probability = self._confidence.probability(found)
            sure = found.documents[:1] == (focus,) and probability >= least
            # "And the interest?" is about the document, however unlikely it looks by itself.
            if sure or (wanted and follows):
                return self._holding(found, focus, wanted, max(probability, least), topic.detail)
        return None

    def _holding(
        self, found: Result, focus: str, wanted: Sequence[str], probability: float, detail: str | None
    ) -> Outcome:
        """Facts of the document that hold all that is wanted come first; without one it is not known."""
        if found.documents[:1] == (focus,) and (not wanted or answers(found.hits[0].passage, wanted)):
            return self._outcome(found, probability, detail)
        fitting = that_answer(self._search, found.query, focus, wanted)
        if fitting.hits:
            return self._outcome(fitting, probability, detail)
        card = self._search.bundle.cards[focus]
        return NoAnswer(
            language=found.query.form,
            reason="not_in_documents",
            nearest=choice(card, found.query.form),
            documents=found.documents[:_MOST_DOCUMENTS],
            probability=round(min(probability, self._confidence.threshold / 2), 4),
        )

    def _without_names(self, question: str, form: str) -> str:
        read = self._search.read(question, form)
        return " ".join(spellings[0] for spellings in self._search.beside_names(read))
