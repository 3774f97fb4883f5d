"""Volunteers: joining, their file as they see it and as the branch does, rest and return."""
