"""Lets the engine run on a SQLite older than 3.42 under Python 3.12 or newer, where it wants a function that is not there.

From Python 3.12 on, DBOS takes for granted that the SQLite beside it knows `unixepoch('subsec')`; an older one answers
NULL, and the engine cannot start. Debian 12 has such a SQLite, so a Python built there has it too.
"""

import sqlite3
import sys
import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

KNOWS_SUBSEC = (3, 42)


def define_subsec() -> None:
    """Gives that function to every SQLite connection opened from now on, where it is needed; asking twice is harmless."""
    needed = sys.version_info >= (3, 12) and sqlite3.sqlite_version_info < KNOWS_SUBSEC
    if needed and not event.contains(Pool, "connect", _give):
        event.listen(Pool, "connect", _give)


def _give(connection: Any, _record: Any) -> None:
    if hasattr(connection, "create_function"):
        connection.create_function("unixepoch", 1, _seconds)


def _seconds(_modifier: str) -> float:
    return time.time()  # noqa: TID251 - the database's own clock, not ours
