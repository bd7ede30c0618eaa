"""Accounts at marketplaces: connected, kept alive, paused."""
