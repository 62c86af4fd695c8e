"""Commands that sit an exam."""
