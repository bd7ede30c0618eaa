"""The PostgreSQL server of the tests: one given, one that runs here, or a throwaway one."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasks.environment import PYTHON


@contextlib.contextmanager
def postgres() -> Iterator[tuple[str, str]]:
    """An address and where it is, or "" and why there is none: one given, one that runs here, or a throwaway."""
    local = "postgresql://postgres@127.0.0.1:5432/postgres"
    connect = f"import psycopg; psycopg.connect({local!r}, connect_timeout=3).close()"
    programs = initdb_folder()
    if os.environ.get("DATABASE_URL_TEST"):
        yield os.environ["DATABASE_URL_TEST"], "the one in DATABASE_URL_TEST"
    elif subprocess.run([str(PYTHON), "-c", connect], capture_output=True).returncode == 0:
        yield local, "the one on 127.0.0.1:5432"
    elif programs is None or os.name == "nt":
        yield "", "no server is here and none is installed; its tests are skipped"
    else:
        with throwaway_postgres(programs) as url:
            yield url, f"a throwaway one from {programs}"


def initdb_folder() -> Path | None:
    """Where the server's programs are; the newest, if several. Debian keeps them off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextlib.contextmanager
def throwaway_postgres(programs: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="freelance-postgres-"))
    prefix = []
    if os.geteuid() == 0:  # the server refuses to run as root
        prefix = ["runuser", "-u", "nobody", "--"]
        shutil.chown(folder, "nobody")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def server(program: str, *words: str) -> None:
        command = [*prefix, str(programs / program), "-D", str(folder / "state"), *words]
        subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    try:
        server("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        server("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            server("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
