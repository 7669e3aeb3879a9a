"""The rescue desk's tables. What names a person stands in people_data, drafts and case_notes, which erasure empties."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from records.tables import Serial, metadata
from records.times import Time

#: Somebody who asks for help, without a name: conversations and cases hang on it.
applicants = Table(
    "applicants",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("created_at", Time(), nullable=False),
    Column("notices_stopped_at", Time()),
    Column("erased_at", Time()),
)

applicant_conversations = Table(
    "applicant_conversations",
    metadata,
    Column("conversation_id", String(40), ForeignKey("conversations.id"), primary_key=True),
    Column("applicant_id", String(40), ForeignKey("applicants.id"), nullable=False),
    Column("linked_at", Time(), nullable=False),
    Index("applicant_conversations_of", "applicant_id"),
)

#: What is told of a business without naming it; may be counted after erasure.
enterprises = Table(
    "enterprises",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("applicant_id", String(40), ForeignKey("applicants.id"), nullable=False),
    Column("programme", String(20), nullable=False),
    Column("region", String(10)),  # ISO 3166-2 code of the state or province
    Column("sector", String(40)),
    Column("age", String(20)),  # band
    Column("turnover", String(20)),  # band of the programme
    Column("registered", Boolean),
    Column("updated_at", Time(), nullable=False),
    Index("enterprises_of", "applicant_id"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("applicant_id", String(40), ForeignKey("applicants.id"), nullable=False),
    Column("programme", String(20), nullable=False),
    Column("language", String(10), nullable=False),
    Column("state", String(10), nullable=False),  # open, submitted, cancelled
    Column("fields", JSON, nullable=False),  # field -> value; null: asked and skipped
    Column("history", JSON, nullable=False),  # [{turn, field, before, had}]: what "back" undoes
    Column("asked", String(30)),  # the field a question is open on
    Column("enterprise_id", String(40), ForeignKey("enterprises.id")),  # a business told of before
    Column("case_id", Serial, autoincrement=False),
    Column("link_hash", String(64), unique=True),  # one-time code that moves the draft to another channel
    Column("link_until", Time()),
    Column("created_at", Time(), nullable=False),
    Column("updated_at", Time(), nullable=False),
    Index("drafts_of", "applicant_id", "state", "updated_at"),
)

#: Chats in which a draft was told before a code moved it.
draft_moves = Table(
    "draft_moves",
    metadata,
    Column("draft_id", String(40), ForeignKey("drafts.id"), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), primary_key=True),
    Index("draft_moves_from", "conversation_id"),
)

case_serials = Table(
    "case_serials",
    metadata,
    Column("programme", String(20), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("reference", String(24), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),  # help, match
    Column("programme", String(20), nullable=False),
    Column("applicant_id", String(40), ForeignKey("applicants.id"), nullable=False),
    Column("enterprise_id", String(40), ForeignKey("enterprises.id")),
    Column("conversation_id", String(40), ForeignKey("conversations.id")),  # where it was opened; none: by an officer
    Column("made_by", String(80), nullable=False, unique=True),  # turn or desk entry: a repeated one makes no second
    Column("state", String(20), nullable=False),  # actions.cases.STATES
    Column("group_no", Integer),  # the centre's groups 1, 2, 3
    Column("urgency", Integer, nullable=False),  # 1 now, 2 soon, 3 in turn
    Column("needs", JSON, nullable=False),
    Column("region", String(10)),
    Column("language", String(10), nullable=False),
    Column("origin", String(30), nullable=False),  # actions.cases.ORIGINS
    Column("owner", String(40)),  # officer
    Column("outcome", String(20)),
    Column("next_step", String(40)),  # message key
    Column("due_at", Time()),  # when the next step is promised
    Column("created_at", Time(), nullable=False),
    Column("updated_at", Time(), nullable=False),
    Column("closed_at", Time()),
    # The officer's queue reads open cases only, however many are closed.
    Index(
        "cases_queue",
        "owner",
        "urgency",
        "due_at",
        "id",
        sqlite_where=text("closed_at is null"),
        postgresql_where=text("closed_at is null"),
    ),
    Index(
        "cases_due",
        "due_at",
        sqlite_where=text("closed_at is null"),
        postgresql_where=text("closed_at is null"),
    ),
    Index("cases_of", "applicant_id", "id"),
    Index("cases_by_conversation", "conversation_id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

#: Everything that names the person of a case. Erasure deletes the row.
people_data = Table(
    "people_data",
    metadata,
    Column("case_id", Serial, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("phone", String(20), nullable=False),  # E.164
    Column("phone_end", String(4), nullable=False),
    Column("enterprise_name", Text),
    Column("district", Text),
    Column("description", Text),
    Column("registration", String(40)),
    Column("contact_time", Text),
    Index("people_data_phone", "phone"),
)

#: What people wrote by hand about a case: may name somebody, so events only carry its number.
case_notes = Table(
    "case_notes",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("created_at", Time(), nullable=False),
    Index("case_notes_of", "case_id"),
    sqlite_autoincrement=True,
)

triage_decisions = Table(
    "triage_decisions",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("answers", JSON, nullable=False),  # what was told, by code; no free text
    Column("decision", JSON, nullable=False),  # actions.triage.Decision
    Column("rules_version", String(20), nullable=False),
    Column("override_by", String(40)),  # officer
    Column("override_note", Serial, ForeignKey("case_notes.id"), autoincrement=False),  # the reason
    Column("override_reason", String(40)),  # code
    Column("decided_at", Time(), nullable=False),
    Index("triage_decisions_of", "case_id", "id"),
    sqlite_autoincrement=True,
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("agency_id", String(40), nullable=False),
    Column("need", String(20), nullable=False),  # what the agency is asked for; next-best is looked for in it
    Column("rank", Integer, nullable=False),  # place in the proposals, 1 first
    Column("state", String(12), nullable=False),  # actions.referral_states.STATES
    Column("reasons", JSON, nullable=False),  # message keys with arguments
    Column("why", String(40)),  # code of decline, recall or failure
    Column("outcome", String(20)),
    Column("version", Integer, nullable=False),  # counts transitions: two at once cannot both win
    Column("due_at", Time()),
    Column("paused_at", Time()),  # waiting for the entrepreneur
    Column("left_seconds", Integer),  # working time left when it was paused
    Column("created_at", Time(), nullable=False),
    Column("updated_at", Time(), nullable=False),
    Index("referrals_of", "case_id", "rank"),
    Index("referrals_by_state", "state", "due_at"),
)

#: Append-only: a trigger refuses changes. Only ids, codes and times, so that erasure may leave it.
case_events = Table(
    "case_events",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("key", String(120), nullable=False, unique=True),  # a repeated turn or timer appends nothing twice
    Column("kind", String(30), nullable=False),
    Column("actor_kind", String(10), nullable=False),  # applicant, officer, agency, system
    Column("actor_id", String(40), nullable=False),
    Column("why", String(60)),
    Column("data", JSON, nullable=False),
    Column("at", Time(), nullable=False),
    Index("case_events_of", "case_id", "id"),
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("referral_id", String(40), ForeignKey("referrals.id")),
    Column("kind", String(30), nullable=False),
    Column("due_at", Time(), nullable=False),
    Column("fired_at", Time()),
    Column("cancelled_at", Time()),
    Index(
        "timers_due",
        "due_at",
        sqlite_where=text("fired_at is null and cancelled_at is null"),
        postgresql_where=text("fired_at is null and cancelled_at is null"),
    ),
    Index("timers_of", "case_id"),
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),
    Column("recipient", String(40), nullable=False),  # "desk" or an agency's id
    Column("fields", JSON, nullable=False),
    Column("text_version", String(20), nullable=False),
    Column("language", String(10), nullable=False),
    Column("given_at", Time(), nullable=False),
    Column("withdrawn_at", Time()),
    UniqueConstraint("case_id", "recipient", "text_version"),
    sqlite_autoincrement=True,
)

#: What is to be told to somebody who is not in the middle of a turn. bot words it and moves it to the outbox.
notices = Table(
    "notices",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),  # also the outbox row's key
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("message", String(60), nullable=False),  # message key in bot/words
    Column("args", JSON, nullable=False),
    Column("created_at", Time(), nullable=False),
    Column("moved_at", Time()),
    Index("notices_waiting", "id", sqlite_where=text("moved_at is null"), postgresql_where=text("moved_at is null")),
    Index("notices_of", "conversation_id"),
    sqlite_autoincrement=True,
)

agency_links = Table(
    "agency_links",
    metadata,
    Column("nonce_hash", String(64), primary_key=True),  # the link itself is stored nowhere
    Column("referral_id", String(40), ForeignKey("referrals.id"), nullable=False),
    Column("purpose", String(12), nullable=False),
    Column("issued_at", Time(), nullable=False),
    Column("expires_at", Time(), nullable=False),
    Column("used_at", Time()),
    Column("revoked_at", Time()),
    Index("agency_links_of", "referral_id"),
)

#: That something was erased, and the counts that remain: the certificate itself names nobody.
erasures = Table(
    "erasures",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key", String(80), nullable=False, unique=True),  # the turn that asked
    Column("certificate", JSON, nullable=False),
    Column("pending", JSON(none_as_null=True)),  # conversations whose last traces are still to be taken
    Column("at", Time(), nullable=False),
)
