"""Loads structlog without rich and pygments, which it takes for tracebacks in colour where it finds them.

Our log has no tracebacks (config/logs.py), and the two cost 90 modules. They stay there for whoever asks for them: typer
writes its help with them.
"""

import importlib
import sys


def load_structlog() -> None:
    """Once; afterwards rich can be imported like anything else."""
    if {"structlog", "rich"} & sys.modules.keys():
        return
    sys.modules["rich"] = None  # type: ignore[assignment]  # Python's own way to say that a module isn't there
    try:
        importlib.import_module("structlog")
    finally:
        del sys.modules["rich"]
