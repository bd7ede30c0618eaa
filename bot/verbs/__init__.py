"""The tables of commands and card verbs, and what each does."""
