"""Delivery, owners of conversations, set-aside messages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)

COLUMNS: dict[str, dict[str, sa.types.TypeEngine[Any]]] = {
    "conversations": {
        "profile_language": sa.String(20),
        "blocked_at": TIME,
        "owner": sa.String(40),
        "owner_since": TIME,
        "turn_by": sa.String(40),
        "send_by": sa.String(40),
    },
    "inbound": {
        "data": sa.JSON(),
        "raw": sa.Text(),
        "reply_token": sa.String(200),
        "sent_at": TIME,
        "attempts": sa.Integer(),
        "next_at": TIME,
        "error": sa.Text(),
    },
    "outbox": {
        "author": sa.String(40),
        "batch": sa.String(80),
        "reply_token": sa.String(200),
        "attempts": sa.Integer(),
        "next_at": TIME,
        "error": sa.Text(),
        "platform_ids": sa.JSON(),
        "sent_at": TIME,
    },
}
#: What rows of before get; these columns are never null.
DEFAULTS = {"attempts": "0", "author": "bot"}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            default = DEFAULTS.get(name)
            op.add_column(table, sa.Column(name, kind, nullable=default is None, server_default=default))
    op.create_index("outbox_waiting", "outbox", ["status", "conversation_id"])
    op.create_table(
        "processes",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("machine", sa.String(200), nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("pid_started", sa.String(40), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("processes")
    op.drop_index("outbox_waiting", "outbox")
    for table, columns in reversed(COLUMNS.items()):
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)
