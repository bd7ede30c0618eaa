"""The approval route: who is asked, by when, and what they decide."""
