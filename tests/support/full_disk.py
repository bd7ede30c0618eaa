"""A disk of a few megabytes that can be filled up, and emptied again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_BLOCK = 4096


class SmallDisk:
    """A tmpfs of its own, mounted at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fills_up(self) -> None:
        """Not a byte more fits on it."""
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_BLOCK))
            except OSError:
                return

    def has_room(self) -> None:
        """Again."""
        self._ballast.unlink()


@contextmanager
def a_small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """Skips the test where nobody may mount one."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("a disk of a few megabytes can be mounted by root only")
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
