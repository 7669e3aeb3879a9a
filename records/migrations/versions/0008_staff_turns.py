"""Which turns of people with roles spoke of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff_turns",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("turn_id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("turn_id", "case_id"),
        sqlite_autoincrement=True,
    )
    lost = sa.text("case_id is null")
    op.create_index("staff_turns_of", "staff_turns", ["case_id"])
    op.create_index("staff_turns_lost", "staff_turns", ["at"], sqlite_where=lost, postgresql_where=lost)


def downgrade() -> None:
    op.drop_table("staff_turns")
