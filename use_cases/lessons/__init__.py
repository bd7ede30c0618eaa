"""Lessons of closed gigs come back to whoever drafts a similar one."""
