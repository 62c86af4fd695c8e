"""Progress: where one stands, the days, the plan, and exams."""
