"""Pages for a browser: the trail of one gig for an auditor, and the way back from a consent."""
