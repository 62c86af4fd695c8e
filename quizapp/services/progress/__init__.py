"""What was done and where it leads: metrics, plans and reports."""
