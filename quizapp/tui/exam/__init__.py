"""Timed mock exams, from the choice to the review."""
