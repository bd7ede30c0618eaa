"""What people and channels are told."""
