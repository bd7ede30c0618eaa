"""Local servers that speak a real marketplace's wire format, with a sandbox behind them that keeps what exists."""
