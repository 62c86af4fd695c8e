"""quizapp: prepare for AWS certification questions on Lambda, in a terminal."""

__version__ = "0.1.0"
