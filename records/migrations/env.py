"""Runs migrations on the connection that records.database hands over."""

from alembic import context

from records import answer_tables, case_tables, erased_tables, match_tables, people_tables  # noqa: F401
from records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
