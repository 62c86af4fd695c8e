"""Screens that any other opens: a choice, help, worked steps, what an item is about."""
