"""Activities as volunteers read them: what is on, their place in it, the reminder, the check-in, the thanks."""
