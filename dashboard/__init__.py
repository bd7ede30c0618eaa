"""Pages for a browser: today, the trail of one gig for an auditor."""
