"""Cases, triage decisions, referrals, events, personal data."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "applicants",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("notices_stopped_at", TIME),
        sa.Column("erased_at", TIME),
    )
    op.create_table(
        "applicant_conversations",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("applicant_id", sa.String(40), sa.ForeignKey("applicants.id"), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
    )
    op.create_index("applicant_conversations_of", "applicant_conversations", ["applicant_id"])
    op.create_table(
        "enterprises",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("applicant_id", sa.String(40), sa.ForeignKey("applicants.id"), nullable=False),
        sa.Column("programme", sa.String(20), nullable=False),
        sa.Column("region", sa.String(10)),
        sa.Column("sector", sa.String(40)),
        sa.Column("age", sa.String(20)),
        sa.Column("turnover", sa.String(20)),
        sa.Column("registered", sa.Boolean),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_index("enterprises_of", "enterprises", ["applicant_id"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("applicant_id", sa.String(40), sa.ForeignKey("applicants.id"), nullable=False),
        sa.Column("programme", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("asked", sa.String(30)),
        sa.Column("enterprise_id", sa.String(40), sa.ForeignKey("enterprises.id")),
        sa.Column("case_id", SERIAL, autoincrement=False),
        sa.Column("link_hash", sa.String(64), unique=True),
        sa.Column("link_until", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_index("drafts_of", "drafts", ["applicant_id", "state", "updated_at"])
    op.create_table(
        "case_serials",
        sa.Column("programme", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("reference", sa.String(24), nullable=False, unique=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("programme", sa.String(20), nullable=False),
        sa.Column("applicant_id", sa.String(40), sa.ForeignKey("applicants.id"), nullable=False),
        sa.Column("enterprise_id", sa.String(40), sa.ForeignKey("enterprises.id")),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
        sa.Column("made_by", sa.String(80), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("group_no", sa.Integer),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("needs", sa.JSON, nullable=False),
        sa.Column("region", sa.String(10)),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("origin", sa.String(30), nullable=False),
        sa.Column("owner", sa.String(40)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("next_step", sa.String(40)),
        sa.Column("due_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sqlite_autoincrement=True,
    )
    op.create_index("cases_by_conversation", "cases", ["conversation_id"])
    op.create_index("cases_due", "cases", ["due_at"], **only("closed_at is null"))
    op.create_index("cases_of", "cases", ["applicant_id", "id"])
    op.create_index("cases_queue", "cases", ["owner", "urgency", "due_at", "id"], **only("closed_at is null"))
    op.create_table(
        "people_data",
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("phone_end", sa.String(4), nullable=False),
        sa.Column("enterprise_name", sa.Text),
        sa.Column("district", sa.Text),
        sa.Column("description", sa.Text),
        sa.Column("registration", sa.String(40)),
        sa.Column("contact_time", sa.Text),
    )
    op.create_index("people_data_phone", "people_data", ["phone"])
    op.create_table(
        "case_notes",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("case_notes_of", "case_notes", ["case_id"])
    op.create_table(
        "triage_decisions",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("decision", sa.JSON, nullable=False),
        sa.Column("rules_version", sa.String(20), nullable=False),
        sa.Column("override_by", sa.String(40)),
        sa.Column("override_note", SERIAL, sa.ForeignKey("case_notes.id"), autoincrement=False),
        sa.Column("override_reason", sa.String(40)),
        sa.Column("decided_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("triage_decisions_of", "triage_decisions", ["case_id", "id"])
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("need", sa.String(20), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("why", sa.String(40)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("paused_at", TIME),
        sa.Column("left_seconds", sa.Integer),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_index("referrals_by_state", "referrals", ["state", "due_at"])
    op.create_index("referrals_of", "referrals", ["case_id", "rank"])
    op.create_table(
        "case_events",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("actor_kind", sa.String(10), nullable=False),
        sa.Column("actor_id", sa.String(40), nullable=False),
        sa.Column("why", sa.String(60)),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("case_events_of", "case_events", ["case_id", "id"])
    op.create_table(
        "timers",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("referral_id", sa.String(40), sa.ForeignKey("referrals.id")),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("fired_at", TIME),
        sa.Column("cancelled_at", TIME),
        sqlite_autoincrement=True,
    )
    op.create_index("timers_due", "timers", ["due_at"], **only("fired_at is null and cancelled_at is null"))
    op.create_index("timers_of", "timers", ["case_id"])
    op.create_table(
        "consents",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.String(40), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("text_version", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.UniqueConstraint("case_id", "recipient", "text_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notices",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("message", sa.String(60), nullable=False),
        sa.Column("args", sa.JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("moved_at", TIME),
        sqlite_autoincrement=True,
    )
    op.create_index("notices_of", "notices", ["conversation_id"])
    op.create_index("notices_waiting", "notices", ["id"], **only("moved_at is null"))
    op.create_table(
        "agency_links",
        sa.Column("nonce_hash", sa.String(64), primary_key=True),
        sa.Column("referral_id", sa.String(40), sa.ForeignKey("referrals.id"), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("issued_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.Column("revoked_at", TIME),
    )
    op.create_index("agency_links_of", "agency_links", ["referral_id"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("certificate", sa.JSON, nullable=False),
        sa.Column("pending", sa.JSON),
        sa.Column("at", TIME, nullable=False),
    )
    _refuse_changes()


def _refuse_changes() -> None:
    """Events are appended, never changed."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"create trigger case_events_no_{change} before {change} on case_events "
                "begin select raise(abort, 'case_events is append-only'); end"
            )
        return
    op.execute(
        "create function case_events_append_only() returns trigger language plpgsql as "
        "$$ begin raise exception 'case_events is append-only'; end $$"
    )
    op.execute(
        "create trigger case_events_no_change before update or delete on case_events "
        "for each row execute function case_events_append_only()"
    )


def downgrade() -> None:
    for table in (
        "erasures",
        "agency_links",
        "notices",
        "consents",
        "timers",
        "case_events",
        "referrals",
        "triage_decisions",
        "case_notes",
        "people_data",
        "drafts",
        "cases",
        "case_serials",
        "enterprises",
        "applicant_conversations",
        "applicants",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function case_events_append_only()")
