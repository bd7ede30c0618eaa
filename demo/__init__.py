"""A made-up past to try the product with: `run.py demo`. Nothing of it is real, and nothing of the product needs it."""
