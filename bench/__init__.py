"""What a turn costs: our product beside a bare handler and the stock SDKs, in one run. `python -m bench` prints the table."""
