"""A gig and its history as one person sees them."""
