"""Values to words, Markdown, HTML and CSV. Nothing here reads a file or the database."""
