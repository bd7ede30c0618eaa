"""What comes in: authenticated first, then parsed."""
