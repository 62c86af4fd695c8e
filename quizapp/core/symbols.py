"""Characters that carry a meaning wherever a question or an answer is told."""

RIGHT, WRONG, SKIPPED = "✓", "✗", "·"
RIGHTWARDS = "\N{RIGHTWARDS ARROW}"
