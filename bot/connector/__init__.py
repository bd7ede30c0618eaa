"""Everything that we say in Teams, and how it goes out."""
