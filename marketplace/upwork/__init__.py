"""Upwork, from a client's side, over its GraphQL API. Their words and units stop at this folder's edge."""
