"""Which chats a draft was told in before it was moved by a code."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "draft_moves",
        sa.Column("draft_id", sa.String(40), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
    )
    op.create_index("draft_moves_from", "draft_moves", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("draft_moves")
