"""Screens: one a thing to do."""
