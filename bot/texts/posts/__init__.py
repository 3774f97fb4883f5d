"""Posts: their titles, somebody invited to one, who accepts it, and what becomes of those who hold one."""
