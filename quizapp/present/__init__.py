"""Values to words, Markdown, HTML and CSV. Nothing here reads a clock, a file or the database."""
