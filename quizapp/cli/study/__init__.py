"""Commands that study."""
