"""What people and channels are told, and cards that stay and are redrawn."""
