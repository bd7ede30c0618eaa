"""Runs a change again when a concurrent one won the race: it then sees what happened and says so."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from gigs.errors import GigChanged

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 5


def retry_on_conflict(change: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """The same function, tried up to five times while it raises GigChanged. Safe because a lost race wrote nothing."""

    @functools.wraps(change)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            try:
                return await change(*args, **kwargs)
            except GigChanged:
                continue
        return await change(*args, **kwargs)

    return tried
