"""Which facts two bundles state differently, and who was told the old one."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.answers import fact_hashes, note_told, short_hash
from knowledge.bundle import Bundle, Passage
from knowledge.text import words
from records.answer_tables import told_facts

#: A fact reworded so far (difflib) is another fact: the old one counts as gone.
SAME_FACT = 0.5


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A fact of the bundle before that the bundle after states otherwise, or not at all."""

    old: Passage
    new: Passage | None

    @property
    def id(self) -> str:
        return self.old.id

    @property
    def figures(self) -> bool:
        """A number is among what changed: more than a better wording."""
        return self.new is None or _numbers(self.old) != _numbers(self.new)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody who was told a fact that has changed since."""

    conversation: str | None  #: None: asked on the command line, or erased
    fact: str
    language: str
    at: datetime


def _numbers(passage: Passage) -> list[str]:
    return [word for word in words(passage.record) if any(letter.isdigit() for letter in word)]


def changed_facts(before: Bundle, after: Bundle) -> list[Changed]:
    """In the order of the bundle before. A fact that only moved to another place of its document has not changed."""
    found = []
    for document in before.cards:
        new = after.passages_of(document) if document in after.cards else []
        old = before.passages_of(document)
        known = {passage.record for passage in old}
        unknown = [passage for passage in new if passage.record not in known]
        now = {passage.record: passage for passage in new}
        for passage in old:
            same = now.get(passage.record)
            if same is None:
                found.append(Changed(old=passage, new=_successor(passage, unknown)))
            elif any(same.texts.get(language, text) != text for language, text in passage.texts.items()):
                found.append(Changed(old=passage, new=same))
    return found


def _successor(old: Passage, unknown: Sequence[Passage]) -> Passage | None:
    """The new wording of a fact: the most alike of the texts that were not there before, in the same section."""
    scored = [
        (difflib.SequenceMatcher(None, old.record, new.record).ratio(), new.id == old.id, new)
        for new in unknown
        if new.section == old.section
    ]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= SAME_FACT else None


def told(connection: Connection, changes: Sequence[Changed]) -> list[Told]:
    """Everybody who was told a fact as it was, and not since as it is; the latest time of each."""
    found: dict[tuple[str | None, str], Told] = {}
    for change in changes:
        rows = connection.execute(
            sa.select(told_facts)
            .where(told_facts.c.passage == change.old.id)
            .where(told_facts.c.record_hash == short_hash(change.old.record))
            .order_by(told_facts.c.id)
        ).all()
        for row in rows:
            old = fact_hashes(change.old, row.language)
            new = fact_hashes(change.new, row.language) if change.new else None
            if (row.record_hash, row.quoted_hash) != old or old == new:
                continue
            if change.new and new and _knows(connection, row.conversation_id, change.new, new[0], row.id):
                continue
            one = Told(conversation=row.conversation_id, fact=change.id, language=row.language, at=row.told_at)
            found[(row.conversation_id, change.id) if row.conversation_id else (None, f"{change.id} {row.id}")] = one
    return list(found.values())


def _knows(connection: Connection, conversation: str | None, new: Passage, record_hash: str, after: int) -> bool:
    """Whether the person was told the fact as it is now, later."""
    later = sa.select(told_facts.c.id).where(
        told_facts.c.conversation_id == conversation, told_facts.c.passage == new.id,
        told_facts.c.record_hash == record_hash, told_facts.c.id > after,
    )  # fmt: skip
    return conversation is not None and connection.execute(later).first() is not None


def remember(
    connection: Connection, key: str, conversation: str, changes: Collection[Changed], languages: Mapping[str, str],
    now: datetime,
) -> None:  # fmt: skip
    """Note what a correction told, so that the next change of the same fact is told too."""
    for change in changes:
        if change.new is not None:
            note_told(connection, key, conversation, change.new, languages[change.id], now)
