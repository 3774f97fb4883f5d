"""What the store holds of a person: one ordered table of all kinds, read for their file, and followed when they go."""
