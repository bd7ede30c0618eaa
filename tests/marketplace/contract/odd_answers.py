"""What may be odd about a value of an answer: missing, null, of a wrong type, absurd, or meant to harm."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

MISSING = object()
OF_EACH_KIND = (
    "missing",
    "null",
    "empty text",
    "text",
    "below zero",
    "part of a cent",
    "enormous",
    "true",
    "a list",
    "other fields",
    "NUL",
    "the far future",
)
"""Where there are many places: of each kind of odd value, one."""

ODD: dict[str, Any] = {
    "missing": MISSING,
    "null": None,
    "empty text": "",
    "text": "not what you expected",
    "a number": 7,
    "below zero": -1,
    "zero": 0,
    "part of a cent": 33.333,
    "enormous": 10**30,
    "beyond a double": 1e308,
    "true": True,
    "a list": [],
    "a list of nulls": [None],
    "an object": {},
    "other fields": {"id": {"id": None}},
    "NUL": "a\x00b",
    "half a surrogate pair": "\ud800",
    "terminal codes": "\x1b[2J",
    "long": "x" * 20_000,
    "another currency": "XXX",
    "abroad": "$ 1.000,00",
    "by the hour": "US$1,000.00/hr",
    "not a date": "2026-13-45T99:99:99Z",
    "the year zero": "0000-00-00",
    "the far future": "9999-12-31T23:59:59Z",
    "a script": "<script>alert(1)</script>",
    "a query": "'; DROP TABLE proposal; --",
    "a wrong address": "javascript:alert(1)",
}


ALIKE = 2
"""So many entries of a list, or of a map by id, are changed: the others are like them."""

ITEMS: dict[str, Callable[[Any], list[Any] | None]] = {
    "freelancer": lambda body: _at(body, "result", "bids"),
    "upwork": lambda body: _at(body, "data", "clientProposals", "edges"),
    "worksome": lambda body: _at(body, "data", "job", "bids", "data"),
}
"""Where the proposals are in an answer of each; None in an answer to something else."""


def _at(body: Any, *path: str) -> Any:
    for step in path:
        body = body.get(step) if isinstance(body, dict) else None
    return body


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands in it: every field, and every field within a field. Of a list, the first entries."""
    if path:
        yield path
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
        inner = inner[:ALIKE] if inner and all(str(key).isdigit() for key, _ in inner) else inner
    elif isinstance(value, list):
        inner = list(enumerate(value))[:ALIKE]
    for key, one in inner:
        yield from paths_of(one, (*path, key))


def mutated(answer: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    """A copy with this in that place."""
    copy = deepcopy(answer)
    at = copy
    for key in path[:-1]:
        at = at[key]
    if odd is MISSING:
        del at[path[-1]]
    else:
        at[path[-1]] = odd
    return copy
