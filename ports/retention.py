"""How old rows are deleted: page by page, each in a transaction of its own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

Position = tuple[Any, ...]
"""Where a page ended; only the store knows what it means."""


class Deleted(NamedTuple):
    """What became of one page of old rows: the keys of those that were deleted, and where the next page begins.

    `last` is None when nothing older is left to look at.
    """

    keys: Sequence[tuple[Any, ...]]
    last: Position | None
