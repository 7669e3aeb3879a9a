"""Offers and requests of technology, partners, buyers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "listings",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("about_case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False, autoincrement=False),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("region", sa.String(10)),
        sa.Column("sector", sa.String(40)),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("encoder", sa.String(80)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("consent_at", TIME),
        sa.Column("expires_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    is_open = sa.text("state = 'open'")
    op.create_index("listings_open", "listings", ["kind"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("listings_of", "listings", ["conversation_id"])
    op.create_table(
        "matches",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("first_id", SERIAL, sa.ForeignKey("listings.id"), nullable=False, autoincrement=False),
        sa.Column("second_id", SERIAL, sa.ForeignKey("listings.id"), nullable=False, autoincrement=False),
        sa.Column("score", sa.Float),
        sa.Column("proposed_by", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("first_answer", sa.String(3)),
        sa.Column("second_answer", sa.String(3)),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("settled_at", TIME),
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="matches_ordered"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("state = 'proposed'")
    op.create_index("matches_second", "matches", ["second_id"])
    op.create_index("matches_waiting", "matches", ["expires_at"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_table("matches")
    op.drop_table("listings")
