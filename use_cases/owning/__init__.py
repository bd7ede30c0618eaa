"""Whose gig it is: co-owners, and handing it over."""
