"""The cards as the files say now: drawn again when one of them changed, with the error where they cannot be drawn."""

import hashlib
import json
import os
import subprocess
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOT_OURS = {"var", "node_modules", "docs", "__pycache__"}
PATIENCE = 60
"""Seconds that drawing may take on a slow machine."""


@dataclass(frozen=True)
class Drawn:
    """The cards of one state of the files. With an error they are those of the last state that could be drawn."""

    version: str = ""
    cards: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


class GalleryNow:
    """`draw` is the command that writes the cards as JSON; `names` are the cards to show, or none for all."""

    def __init__(self, root: Path, draw: Sequence[str], names: Collection[str] = ()) -> None:
        self._root = root
        self._draw = draw
        self._names = names
        self._drawn = Drawn()
        self._one_at_a_time = threading.Lock()

    def version(self) -> str:
        """Another one after every change of a Python file below the root."""
        seen = hashlib.sha256()
        for path in sorted(self._files()):
            try:
                state = path.stat()
            except FileNotFoundError:  # an editor puts a new file in its place just now
                continue
            seen.update(f"{path} {state.st_mtime_ns} {state.st_size}\n".encode())
        return seen.hexdigest()

    def _files(self) -> Iterator[Path]:
        for folder, below, files in os.walk(self._root):
            below[:] = [name for name in below if name not in NOT_OURS and not name.startswith(".")]
            yield from (Path(folder, name) for name in files if name.endswith(".py"))

    def now(self) -> Drawn:
        """Draws if something changed since the last time."""
        with self._one_at_a_time:
            version = self.version()
            if version != self._drawn.version:
                cards, error = self._run()
                self._drawn = Drawn(version, self._drawn.cards if error else cards, error)
            return self._drawn

    def _run(self) -> tuple[Mapping[str, Any], str]:
        try:
            done = subprocess.run(
                self._draw,
                cwd=self._root,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {}, f"The cards were not drawn within {PATIENCE} seconds."
        if done.returncode != 0:
            return {}, done.stderr.strip() or f"Drawing ended with exit code {done.returncode}."
        try:
            return self._chosen(json.loads(done.stdout))
        except ValueError:
            return {}, f"Something else than cards was printed:\n{done.stdout[:2000]}"

    def _chosen(self, cards: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        """The cards with these names, or whose names begin with them."""
        if not self._names:
            return cards, ""
        chosen = {name: card for name, card in cards.items() if name.startswith(tuple(self._names))}
        if not chosen:
            return {}, f"No card is called {' or '.join(self._names)}. There are: {', '.join(cards)}"
        return chosen, ""
