"""Which files a folder of the playbook has, and what can’t be one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook.text import LONGEST_ID

TEMPLATES, PRACTICES = "templates", "practices"
YAML = ".yaml"
MOST_FILES = 200
"""In each of the two folders: a colleague chooses among them."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_OURS = (".", "__pycache__")
"""How begins what isn’t meant as a part of it: Python keeps its own files beside the code, and so in our folder."""
_NEARLY = {".yml", ".yaml", ".json", ".toml"}
"""Endings of what somebody may take for a file of the playbook."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file: `name` is how it’s called in an error, `id` its name without `.yaml`."""

    path: Path
    name: str
    id: str


def files_in(folder: Path) -> tuple[list[Found], list[Found], list[str]]:
    """The files of templates, those of best practices, and a sentence for each thing that can’t be used.

    Hidden ones are left alone, and so is every file that isn’t YAML, such as a README. A link must lead to a file inside
    the folder.
    """
    try:
        there = sorted(one for one in folder.iterdir() if not one.name.startswith(_NOT_OURS))
        root = folder.resolve()
    except OSError as error:
        return [], [], [f"it cannot be read: {error.strerror}."]
    wrong = [said for one in there if (said := _astray(one))]
    kinds = [one for one in there if one.name in (TEMPLATES, PRACTICES) and one.is_dir()]
    if not kinds and not wrong:
        wrong.append(f"it has neither {TEMPLATES}/ nor {PRACTICES}/.")
    found: dict[str, list[Found]] = {TEMPLATES: [], PRACTICES: []}
    for kind in kinds:
        for one in _usable(kind, root, wrong):
            found[kind.name].append(one)
    return found[TEMPLATES], found[PRACTICES], wrong


def _astray(path: Path) -> str:
    """What is wrong with something beside the two folders; empty for what may be there."""
    if path.name in (TEMPLATES, PRACTICES):
        return "" if path.is_dir() else f"{path.name}: must be a folder."
    if path.is_dir():
        return f"{path.name}/: the folders of a playbook are {TEMPLATES}/ and {PRACTICES}/."
    if path.suffix.lower() in _NEARLY:
        return f"{path.name}: move it into {TEMPLATES}/ or {PRACTICES}/."
    return ""


def _usable(kind: Path, root: Path, wrong: list[str]) -> Iterator[Found]:
    try:
        paths = sorted(one for one in kind.iterdir() if not one.name.startswith("."))
    except OSError as error:
        wrong.append(f"{kind.name}/: it cannot be read: {error.strerror}.")
        return
    if len(paths) > MOST_FILES:
        wrong.append(f"{kind.name}/: has {len(paths):,} files; {MOST_FILES} at most.")
        return
    for path in paths:
        name = f"{kind.name}/{path.name}"
        if path.suffix.lower() not in _NEARLY and not path.is_dir():
            continue
        if said := _unusable(path, root):
            wrong.append(f"{name}: {said}")
        else:
            yield Found(path, name, path.stem)


def _unusable(path: Path, root: Path) -> str:
    if path.suffix != YAML:
        return "a folder is not looked into." if path.is_dir() else "its name must end in .yaml."
    if not _ID.fullmatch(path.stem) or len(path.stem) > LONGEST_ID:
        return f"name it in small letters, digits and hyphens, at most {LONGEST_ID}, such as brand-and-logo.yaml."
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # the second is a circle of links, before Python 3.13
        return "it is a link to nothing or to itself."
    if not real.is_relative_to(root):
        return "it is a link to a file outside the folder; copy the file."
    return "" if real.is_file() else "it is not a file."
