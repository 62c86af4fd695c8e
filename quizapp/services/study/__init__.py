"""Sessions of study: what is due, in which order, and how it went."""
