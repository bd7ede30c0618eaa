"""The end of a gig: finished, rated, learned from."""
