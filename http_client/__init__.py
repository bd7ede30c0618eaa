"""Everything that goes out over HTTP: pooled sessions, bounded bodies, Retry-After, the environment's proxies and CAs."""
