"""Freelancer.com's REST API."""
