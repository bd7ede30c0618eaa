"""Work that colleagues do: hands, hours, the pick, the work itself, and what goes out after all."""
