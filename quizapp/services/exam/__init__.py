"""Timed mock exams: begun, gone on with, submitted, reported and reviewed."""
