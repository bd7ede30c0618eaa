"""A gig as one person sees it, and cards that stay and are redrawn."""
