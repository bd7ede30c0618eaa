"""The gig as it appears on a marketplace."""
