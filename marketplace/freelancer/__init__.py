"""Freelancer.com, by its REST API 0.1: projects, bids, awards, milestone payments, threads."""
