"""Throwaway databases: a file that pytest forgets, or a PostgreSQL database that is dropped afterwards."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

SQLITE, POSTGRES = "sqlite", "postgres"

_numbers = itertools.count(1)


@contextmanager
def a_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database. PostgreSQL's server is the one in DATABASE_URL_TEST."""
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'connector.db'}"
        return
    server = os.environ["DATABASE_URL_TEST"]
    name = f"fc_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
