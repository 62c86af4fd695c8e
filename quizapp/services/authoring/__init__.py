"""For authors of a bank: lint it, publish its versions, compare its facts."""
