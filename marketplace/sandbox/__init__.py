"""The sandbox: a marketplace of our own that behaves, and on request misbehaves, like a real one."""
