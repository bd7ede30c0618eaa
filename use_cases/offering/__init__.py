"""The offer to a freelancer, and what becomes of it."""
