"""Characters that carry a meaning wherever a question or an answer is told."""

RIGHT, WRONG, SKIPPED = "✓", "✗", "·"
RIGHTWARDS = "\N{RIGHTWARDS ARROW}"
MARKED, NOTED = "\N{SIX POINTED BLACK STAR}", "\N{LOWER RIGHT PENCIL}"
"""A question that the learner marked; one with a note of theirs. Both are one cell wide in every terminal."""
