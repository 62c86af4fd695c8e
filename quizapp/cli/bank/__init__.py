"""Commands on the bank and its facts."""
