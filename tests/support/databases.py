"""Throwaway databases: a file that pytest forgets, or a PostgreSQL database that is dropped afterwards."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import make_url

from store.engine import open_database

SQLITE, POSTGRES = "sqlite", "postgres"

_numbers = itertools.count(1)
_migrated: list[bytes] = []


@contextmanager
def a_database(kind: str, folder: Path, like: str = "") -> Iterator[str]:
    """The address of an empty database, or of a copy of one that nobody has open.

    PostgreSQL's server is the one in DATABASE_URL_TEST.
    """
    if kind == SQLITE:
        path = folder / "connector.db"
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    server = os.environ["DATABASE_URL_TEST"]
    name = f"fc_test_{os.getpid()}_{next(_numbers)}"
    template = f" TEMPLATE {make_url(like).database}" if like else ""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}{template}")
        try:
            # Only a crash of the server could lose a commit that nobody waited for; tests kill our processes.
            admin.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def templates(folder: Path, prepare: Callable[[str], object]) -> Iterator[Callable[[str], str]]:
    """Kind -> a database that `prepare` was called for once, to be copied: quicker than preparing each one."""
    made: dict[str, str] = {}
    with ExitStack() as databases:

        def template(kind: str) -> str:
            if kind not in made:
                made[kind] = databases.enter_context(a_database(kind, folder))
                prepare(made[kind])
            return made[kind]

        yield template


async def a_sqlite_file(path: Path) -> str:
    """The address of a SQLite file with our tables; a new one is a copy of the first: migrating each takes longer."""
    if not _migrated:
        with TemporaryDirectory() as folder:
            first = Path(folder) / "first.db"
            await (await open_database(f"sqlite:///{first}")).close()
            _migrated.append(first.read_bytes())
    _begin(path, _migrated[0])
    return f"sqlite:///{path}"


def _begin(path: Path, content: bytes) -> None:
    if not path.exists():
        path.write_bytes(content)
