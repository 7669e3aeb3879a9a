"""Answers given and what came of them: ratings, wishes to be told, misses, corrections. Times are UTC."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from records.tables import Serial, metadata

TIME = DateTime(timezone=True)
CONVERSATION = "conversations.id"

#: Whatever an answer was computed from, so that it can be computed again.
answers = Table(
    "answers",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("reference", String(40), nullable=False, unique=True),  # A-26-0001
    Column("turn_id", String(80), nullable=False, unique=True),  # a repeated turn stores nothing twice
    Column("conversation_id", String(40), ForeignKey(CONVERSATION)),  # null: asked on the command line
    Column("kind", String(10), nullable=False),  # answer, find, detail
    Column("form", String(10)),  # as given; null when it was to be detected
    Column("question", Text, nullable=False),
    Column("topic_document", String(200)),
    Column("topic_question", Text, nullable=False),
    Column("topic_detail", String(20)),
    Column("document", String(80), nullable=False),  # of kind detail
    Column("detail", String(20), nullable=False),
    Column("today", String(10), nullable=False),  # the day that periods were compared with
    Column("bundle", String(64), nullable=False),
    Column("settings", String(64), nullable=False),
    Column("code", String(64), nullable=False),  # of the program and its words
    Column("status", String(20), nullable=False),
    Column("reason", String(30)),
    Column("probability", Float, nullable=False),
    Column("language", String(10), nullable=False),
    Column("outcome", Text, nullable=False),  # canonical JSON
    Column("text", Text, nullable=False),  # as it was shown
    Column("text_hash", String(64), nullable=False),
    Column("erased", Boolean, nullable=False, default=False),
    Column("created_at", TIME, nullable=False),
    Index("answers_bundle", "bundle", "created_at"),
    Index("answers_conversation", "conversation_id", "id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

#: A fact that somebody was told, by an answer or by a correction: found again when the fact changes.
told_facts = Table(
    "told_facts",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("source", String(80), nullable=False),  # the answer's reference, or the key of the correction
    Column("conversation_id", String(40), ForeignKey(CONVERSATION)),
    Column("passage", String(200), nullable=False),  # <document>#<fact key>
    Column("language", String(10), nullable=False),  # the text that was quoted
    Column("record_hash", String(64), nullable=False),  # of the text of record
    Column("quoted_hash", String(64), nullable=False),  # of the text in that language
    Column("told_at", TIME, nullable=False),
    UniqueConstraint("source", "passage"),
    Index("told_facts_passage", "passage", "record_hash"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("answer_id", Serial, ForeignKey("answers.id"), nullable=False),
    Column("turn_id", String(80), nullable=False, unique=True),
    Column("rating", String(10), nullable=False),  # up, down; the latest of an answer counts
    Column("created_at", TIME, nullable=False),
    Index("ratings_answer", "answer_id", "id"),
)

#: What a person wants, or does not want, to be written unasked.
wishes = Table(
    "wishes",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("conversation_id", String(40), ForeignKey(CONVERSATION), nullable=False),
    Column("subject", String(40), nullable=False),  # updates, or the reference of an answer
    Column("state", String(10), nullable=False),  # asked, yes, no, stopped
    Column("asked_in_turn", String(80)),
    Column("changed_at", TIME, nullable=False),
    UniqueConstraint("conversation_id", "subject"),
)

#: Questions that belong together and had no good answer.
misses = Table(
    "misses",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("form", String(10), nullable=False),
    Column("district", String(80)),
    Column("leader_id", Serial, ForeignKey("answers.id"), nullable=False),  # the first question stands for all
    Column("passage", String(200), nullable=False),  # the nearest there was, or empty
    Column("score", Float, nullable=False),
    Column("status", String(10), nullable=False),  # open, assigned, closed
    Column("assigned_to", String(80), nullable=False),
    Column("closed_with", String(80)),
    Column("closed_by", String(80)),
    Column("closed_why", Text),
    Column("closed_bundle", String(64)),
    Column("created_at", TIME, nullable=False),
    Column("changed_at", TIME, nullable=False),
    Index("misses_open", "status", "form"),
    sqlite_autoincrement=True,
)

missed_answers = Table(
    "missed_answers",
    metadata,
    Column("answer_id", Serial, ForeignKey("answers.id"), primary_key=True, autoincrement=False),
    Column("miss_id", Serial, ForeignKey("misses.id"), nullable=False),
    Column("likeness", Float, nullable=False),  # cosine with the leader
    Index("missed_answers_miss", "miss_id"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("bundle_before", String(64), nullable=False),
    Column("bundle_after", String(64), nullable=False),
    Column("sent_by", String(80), nullable=False),
    Column("facts", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("created_at", TIME, nullable=False),
)
