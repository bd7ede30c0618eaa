"""Freelance marketplaces as the rest of the code sees them; one folder per provider."""
