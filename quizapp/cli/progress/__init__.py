"""Commands that tell how it goes."""
