"""Answers given, feedback, misses, corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("reference", sa.String(40), nullable=False, unique=True),
        sa.Column("turn_id", sa.String(80), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("form", sa.String(10)),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("topic_document", sa.String(200)),
        sa.Column("topic_question", sa.Text, nullable=False),
        sa.Column("topic_detail", sa.String(20)),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("detail", sa.String(20), nullable=False),
        sa.Column("today", sa.String(10), nullable=False),
        sa.Column("bundle", sa.String(64), nullable=False),
        sa.Column("settings", sa.String(64), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("erased", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("answers_bundle", "answers", ["bundle", "created_at"])
    op.create_index("answers_conversation", "answers", ["conversation_id", "id"])
    op.create_table(
        "told_facts",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
        sa.Column("passage", sa.String(200), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("record_hash", sa.String(64), nullable=False),
        sa.Column("quoted_hash", sa.String(64), nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.UniqueConstraint("source", "passage"),
    )
    op.create_index("told_facts_passage", "told_facts", ["passage", "record_hash"])
    op.create_table(
        "ratings",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("answer_id", SERIAL, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("turn_id", sa.String(80), nullable=False, unique=True),
        sa.Column("rating", sa.String(10), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ratings_answer", "ratings", ["answer_id", "id"])
    op.create_table(
        "wishes",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_in_turn", sa.String(80)),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("conversation_id", "subject"),
    )
    op.create_table(
        "misses",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("district", sa.String(80)),
        sa.Column("leader_id", SERIAL, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("passage", sa.String(200), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("assigned_to", sa.String(80), nullable=False),
        sa.Column("closed_with", sa.String(80)),
        sa.Column("closed_by", sa.String(80)),
        sa.Column("closed_why", sa.Text),
        sa.Column("closed_bundle", sa.String(64)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("misses_open", "misses", ["status", "form"])
    op.create_table(
        "missed_answers",
        sa.Column("answer_id", SERIAL, sa.ForeignKey("answers.id"), primary_key=True, autoincrement=False),
        sa.Column("miss_id", SERIAL, sa.ForeignKey("misses.id"), nullable=False),
        sa.Column("likeness", sa.Float, nullable=False),
    )
    op.create_index("missed_answers_miss", "missed_answers", ["miss_id"])
    op.create_table(
        "corrections",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("bundle_before", sa.String(64), nullable=False),
        sa.Column("bundle_after", sa.String(64), nullable=False),
        sa.Column("sent_by", sa.String(80), nullable=False),
        sa.Column("facts", sa.Integer, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )


def downgrade() -> None:
    for table in ("corrections", "missed_answers", "misses", "wishes", "ratings", "told_facts", "answers"):
        op.drop_table(table)
