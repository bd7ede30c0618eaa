"""Conversations of more than one turn. Only sdk.py names the bot SDK, of which it needs a few parts (ADR 0033)."""

from dialogs.sdk_when_asked import load_when_asked

load_when_asked("botbuilder.dialogs")
