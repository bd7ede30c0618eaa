"""The domain: what a gig is and what may happen to it. pydantic and the standard library only."""
