"""Browse and read the questions."""
