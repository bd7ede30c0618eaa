"""What stood still, was given up, or has an unknown outcome is settled."""
