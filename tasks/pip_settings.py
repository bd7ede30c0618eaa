"""How pip is configured on this machine, read while there is no pip: https://pip.pypa.io/en/stable/topics/configuration/"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PYPI = "https://pypi.org/simple"


class BadSettings(Exception):
    """One of pip's files cannot be read; the text says which."""


@dataclass(frozen=True)
class PipSettings:
    """Where pip would look, and how it would get there."""

    indexes: tuple[str, ...]
    links: tuple[str, ...]
    """Pages and folders of `find-links`."""
    proxy: str
    certificates: str
    trusted: frozenset[str]
    """Hosts, with or without a port, whose certificate is not checked."""
    seconds: float


def pip_settings(environment: Mapping[str, str] = os.environ) -> PipSettings:
    """Files first, then `PIP_…` in the environment, as pip reads them. Raises BadSettings."""
    found: dict[str, str] = {}
    for path in _files(environment):
        found |= _read(path)
    for name, value in environment.items():
        if name.startswith("PIP_") and value:
            found[_key(name.removeprefix("PIP_"))] = value
    indexes = (found.get("index-url", PYPI), *found.get("extra-index-url", "").split())
    return PipSettings(
        indexes=() if found.get("no-index", "").lower() in ("1", "true", "yes", "on") else indexes,
        links=tuple(found.get("find-links", "").split()),
        proxy=found.get("proxy", ""),
        certificates=found.get("cert", ""),
        trusted=frozenset(found.get("trusted-host", "").split()),
        seconds=_seconds(found.get("timeout", "")),
    )


def _seconds(text: str) -> float:
    """pip's own time-out where none is set."""
    return float(text) if text.replace(".", "", 1).isdigit() else 15.0


def _key(name: str) -> str:
    return name.lower().replace("_", "-").removeprefix("--")


def _files(environment: Mapping[str, str]) -> list[Path]:
    """The machine's files, the person's, Python's own, the one that the environment names; later ones win."""
    named = environment.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return []
    name = "pip.ini" if os.name == "nt" else "pip.conf"
    home = Path(environment.get("HOME") or Path.home())
    if os.name == "nt":
        machine = [Path(environment.get("PROGRAMDATA", "C:/ProgramData"), "pip")]
        person = [home / "pip", Path(environment.get("APPDATA", ""), "pip")]
    elif sys.platform == "darwin":
        machine = [Path("/Library/Application Support/pip")]
        person = [home / ".pip", home / ".config/pip", home / "Library/Application Support/pip"]
    else:
        machine = [Path(each, "pip") for each in environment.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")]
        machine.append(Path("/etc"))
        person = [home / ".pip", Path(environment.get("XDG_CONFIG_HOME") or home / ".config", "pip")]
    if named and Path(named).exists():
        person = []
    own = [Path(named)] if named else []
    return [*(folder / name for folder in (*machine, *person, Path(sys.prefix))), *own]


def _read(path: Path) -> dict[str, str]:
    """What the file says to every command of pip, and to `pip install`."""
    parser = configparser.RawConfigParser()
    parser.optionxform = _key  # type: ignore[method-assign, assignment]
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read ({type(error).__name__})") from error
    sections = [dict(parser[name]) for name in ("global", "install") if parser.has_section(name)]
    return {key: value for section in sections for key, value in section.items() if value}
