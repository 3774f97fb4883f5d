"""Moving a whole store into an empty one, on whichever engine (ADR 35)."""
