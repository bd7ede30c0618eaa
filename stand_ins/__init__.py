"""Local servers that speak the wire formats of real marketplaces, for trying and for tests."""
