"""Worksome: jobs, bids, hires and milestones over its GraphQL API, and webhooks that say when to look again."""
