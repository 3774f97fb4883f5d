"""Loaded by Alembic for each command: runs the revisions on the connection that was handed to it."""

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column by copying the table
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
