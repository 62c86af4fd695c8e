"""Study: a question, its verdict, the next one."""
