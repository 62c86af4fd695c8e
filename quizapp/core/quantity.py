"""Counts, as people read them."""


def plural(count: int, noun: str) -> str:
    """1 answer, 2 answers."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
