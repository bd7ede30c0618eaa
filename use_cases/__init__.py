"""What people can do here: one file per verb, and the ports those verbs need."""
