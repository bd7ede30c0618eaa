"""What is kept for a time, and deleted afterwards."""
