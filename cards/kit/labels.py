"""Tables of our words: written once in English and marked, read in the language that is spoken when they are shown."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Shown = TypeVar("Shown")


class Labels(Mapping[Key, Shown]):
    """A dict whose values are translated each time one is read; `translate` is given the value as it was written.

    A copy made when a module is loaded would stay English: read it where it's shown.
    """

    def __init__(self, written: Mapping[Key, Shown], translate: Callable[[Shown], Shown]) -> None:
        self._written = written
        self._translate = translate

    def __getitem__(self, key: Key) -> Shown:
        return self._translate(self._written[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)
