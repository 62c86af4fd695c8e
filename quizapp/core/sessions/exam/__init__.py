"""A timed exam: its form, its time, and the fold of its events."""
