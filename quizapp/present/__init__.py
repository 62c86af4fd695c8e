"""Reports: values to text. Nothing here reads a file, a clock or the database."""
