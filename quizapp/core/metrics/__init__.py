"""Where the learner stands: evidence, mastery, weak topics, readiness, forecasts. Values in, values out."""
