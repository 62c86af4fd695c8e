"""Commands on the model of Lambda."""
