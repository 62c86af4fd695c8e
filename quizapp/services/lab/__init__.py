"""The laboratory: calculators over the model of Lambda."""
