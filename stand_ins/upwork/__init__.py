"""Upwork's GraphQL API."""
