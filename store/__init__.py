"""Where everything of value is kept: SQLAlchemy core on SQLite (one process) or PostgreSQL (several)."""
