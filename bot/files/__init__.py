"""Pictures and sheets as bytes. Slow and heavy: run in a process of its own, never on the writer's thread (ADR 19)."""
