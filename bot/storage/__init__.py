"""Everything that is kept, and all SQL: the port, its engines, the schema, and queries by noun."""
