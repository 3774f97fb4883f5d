"""The flows, each a table of rows: what may follow what, for whom, and why (ADR 6)."""
