"""What a sentence means, found by rules; languages are data."""
