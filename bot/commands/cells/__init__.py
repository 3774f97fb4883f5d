"""Several districts on one machine: each a cell of its own, a process with its own settings, secrets and store."""
