"""Many gigs through a marketplace that misbehaves, with replicas that are killed: nothing lost, doubled or stuck."""
