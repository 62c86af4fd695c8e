"""What is folded from the log, and can be folded anew."""
