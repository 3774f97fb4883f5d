"""How the tables came to be what `schema.py` says: Alembic's environment and the revisions, oldest first."""
