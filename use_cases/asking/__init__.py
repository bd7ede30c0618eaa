"""A question to the programme team, and its answer."""
