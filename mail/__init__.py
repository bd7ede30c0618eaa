"""E-mails to people whom we cannot reach in Teams."""
