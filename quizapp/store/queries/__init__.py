"""What is read from the log and from what was folded."""
