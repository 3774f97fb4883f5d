"""How the tables came to be what `bot/storage/schema` says: Alembic's environment and the revisions, oldest first."""
