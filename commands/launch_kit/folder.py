"""Writes the kit into a folder, and leaves alone what somebody has edited there."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

MARK = ".kit.json"
"""Beside the files: the digest of each as it was last written."""


class Written(NamedTuple):
    """Names of files: made or made anew, as they were already, and edited by somebody and so left alone."""

    new: tuple[str, ...]
    same: tuple[str, ...]
    edited: tuple[str, ...]


def write_kit(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Raises OSError. A file that isn't as it was written last is somebody's, whoever made it."""
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    new: list[str] = []
    same: list[str] = []
    edited: list[str] = []
    for name, wanted in files.items():
        file = folder / name
        there = file.read_bytes() if file.exists() else None
        if there == wanted:
            same.append(name)
        elif there is None or _digest(there) == known.get(name):
            file.write_bytes(wanted)
            new.append(name)
        else:
            edited.append(name)
            continue
        known[name] = _digest(wanted)
    (folder / MARK).write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return Written(new=tuple(new), same=tuple(same), edited=tuple(edited))


def _known(folder: Path) -> dict[str, str]:
    """Nothing where the mark is missing or can't be read: then every file counts as somebody's."""
    try:
        read = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in read.items()} if isinstance(read, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
