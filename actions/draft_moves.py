"""Chats that a draft was told in before a code moved it: deleting one's data in the new chat reaches the old one."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import applicants
from records.case_tables import applicant_conversations, cases, draft_moves, drafts
from records.database import insert_once
from records.people_tables import people_accounts


def note(connection: Connection, draft: str, applicant: str) -> None:
    """The draft leaves every chat of this applicant."""
    for conversation in applicants.conversations_of(connection, applicant):
        insert_once(connection, draft_moves, {"draft_id": draft, "conversation_id": conversation})


def old_chats(connection: Connection, applicant: str, mine: Sequence[str]) -> tuple[list[str], bool]:
    """Chats that were used for nothing but what was moved away from them, and whether there are others.

    The others have matters of their own: whoever talks somebody into giving a code away must not delete those.
    """
    moved = sa.select(draft_moves.c.conversation_id).join(drafts, drafts.c.id == draft_moves.c.draft_id)
    came = sa.and_(drafts.c.applicant_id == applicant, draft_moves.c.conversation_id.not_in(mine))
    found = sorted(set(connection.execute(moved.where(came)).scalars()))
    alone = [one for one in found if not _has_more(connection, one)]
    away = sa.and_(draft_moves.c.conversation_id.in_(mine), drafts.c.applicant_id != applicant)
    return alone, len(alone) < len(found) or connection.execute(moved.where(away)).first() is not None


def _has_more(connection: Connection, conversation: str) -> bool:
    theirs = applicants.of(connection, conversation)
    asked = (
        sa.select(cases.c.id).where(cases.c.applicant_id == theirs),
        sa.select(drafts.c.id).where(drafts.c.applicant_id == theirs),
        sa.select(people_accounts.c.person_id).where(people_accounts.c.conversation_id == conversation),
    )
    return any(connection.execute(one).first() for one in asked)


def forget(connection: Connection, applicant: str | None, mine: Sequence[str]) -> None:
    """Before the drafts go; chats that are erased with them belong to nobody any more."""
    own = sa.select(drafts.c.id).where(drafts.c.applicant_id == applicant)
    connection.execute(
        draft_moves.delete().where(sa.or_(draft_moves.c.draft_id.in_(own), draft_moves.c.conversation_id.in_(mine)))
    )
    table = applicant_conversations
    connection.execute(table.delete().where(table.c.conversation_id.in_(mine)))
