"""How a setting's default is written where people read it."""

from pathlib import Path

from pydantic import SecretStr


def shown(default: object) -> str:
    """A default as it is written in .env and in the documentation."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, tuple):
        return ",".join(default)
    if isinstance(default, Path):
        return default.as_posix()
    if isinstance(default, float):
        return f"{default:g}"
    return str(default)
