"""Wishes: written, looked at by the secretary, chosen from the pool, and how each stands for whoever looks at it."""
