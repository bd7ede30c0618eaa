"""Conversations of more than one turn. Only sdk.py names the bot SDK."""
