"""Worksome's GraphQL API and webhooks."""
