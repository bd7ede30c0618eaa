"""Commands of the terminal beside serving: one module per word behind `run.py`, mounted by app.py."""
