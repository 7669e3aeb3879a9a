"""Conversations, inbox, outbox, buttons, and messages for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("language", sa.String(10)),
        sa.Column("language_chosen", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_table(
        "inbound",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("event_id", sa.String(200), nullable=False),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("turn_id", sa.String(40)),
        sa.UniqueConstraint("channel", "event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("inbound_open", "inbound", ["status", "conversation_id"])
    op.create_index("inbound_turn", "inbound", ["turn_id"])
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_order", "outbox", ["conversation_id", "id"])
    op.create_table(
        "buttons",
        sa.Column("token", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("entities", sa.JSON, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_table(
        "person_messages",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("reference", sa.String(40), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("turn_id", sa.String(40), nullable=False, unique=True),
        sa.Column("added_in_turn", sa.String(40), unique=True),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("person_messages", "buttons", "outbox", "inbound", "conversations"):
        op.drop_table(table)
