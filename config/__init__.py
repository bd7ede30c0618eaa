"""Settings: what they are called, what they must be, and how they are read."""
