"""Widgets: they show frozen values and send messages up."""
