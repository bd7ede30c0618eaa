"""How the tests are run: what is skipped, in which order, with how many workers, and where their files are."""

import os
import shutil
from pathlib import Path

import pytest

NO_POSTGRES = "no PostgreSQL: run.py check starts one where it is installed, or set DATABASE_URL_TEST"
IN_MEMORY, ENOUGH = Path("/dev/shm"), 2 << 30


def pytest_configure():
    """Puts the tests' files into memory where there is room: the databases wait for the disk at every commit."""
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: now and then a test waits for another process, or for a time-out."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return mine + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("browser") and "browser" not in config.option.markexpr:
            item.add_marker(pytest.mark.skip(reason="run.py browser runs it"))
        if item.get_closest_marker("postgres") and not os.environ.get("DATABASE_URL_TEST"):
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))
    if workers := getattr(config, "workerinput", {}).get("workercount"):
        items[:] = long_ones_first(items, workers)


def long_ones_first(items, workers):
    """Each worker of pytest-xdist gets an equal part of the list: a share of the long tests begins it, the rest follows.

    So nobody waits for a long test that began last.
    """
    long = [item for item in items if item.get_closest_marker("slow")]
    others = [item for item in items if not item.get_closest_marker("slow")]
    ordered, size = [], len(items) // workers
    for worker in range(workers):
        share = long[worker::workers]
        until = max(0, size - len(share)) if worker < workers - 1 else len(others)
        ordered += share + others[:until]
        others = others[until:]
    return ordered
