"""The invented district of `make demo`: its data, and how an empty database is filled with it."""
