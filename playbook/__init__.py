"""Templates of briefs and best practices: files, ours and the organisation's own, and how they're read."""
