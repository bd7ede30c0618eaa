"""Settings: what they are called, what they must be, and how they are read."""

from config.without_rich import load_structlog

load_structlog()
