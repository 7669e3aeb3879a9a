"""People with roles, their linked accounts, what they did, hand-over of conversations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)
OPEN: dict[str, Any] = {
    "sqlite_where": sa.text("ended_at is null"),
    "postgresql_where": sa.text("ended_at is null"),
}


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME),
    )
    op.create_table(
        "people_accounts",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
        sa.Column("seen_at", TIME),
    )
    op.create_index("people_accounts_of", "people_accounts", ["person_id"])
    op.create_table(
        "people_codes",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )
    op.create_index("people_codes_of", "people_codes", ["person_id"])
    op.create_table(
        "deeds",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.String(80), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("deeds_by", "deeds", ["by", "id"])
    op.create_table(
        "staff_messages",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("message", sa.String(60), nullable=False),
        sa.Column("args", sa.JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("moved_at", TIME),
    )
    op.create_index("staff_messages_of", "staff_messages", ["person_id"])
    op.create_table(
        "handovers",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id")),
        sa.Column("account_id", sa.String(40), sa.ForeignKey("conversations.id")),
        sa.Column("taken_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("ended", sa.String(20)),
        sqlite_autoincrement=True,
    )
    op.create_index("handovers_open", "handovers", ["conversation_id"], unique=True, **OPEN)
    op.create_index("handovers_account", "handovers", ["account_id"], unique=True, **OPEN)
    op.create_index("handovers_due", "handovers", ["due_at"], **OPEN)


def downgrade() -> None:
    for table in ("handovers", "staff_messages", "deeds", "people_codes", "people_accounts", "people"):
        op.drop_table(table)
