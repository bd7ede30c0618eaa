"""What SQLite keeps beside a database file is about the file that was there before; a backup that takes its place has nothing to do with it."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

SET_ASIDE = ".before-restore"
_BESIDE = ("-wal", "-shm", "-journal")


def set_aside_journal(database: Path) -> list[Path]:
    """Renames the journal of the file that a backup has replaced, so that SQLite doesn't write it into the backup.

    Only with the file's lock held. Returns where it is now; nothing is deleted. Raises OSError.
    """
    moved = []
    for suffix in _BESIDE:
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            moved.append(beside.replace(beside.with_name(beside.name + SET_ASIDE)))
            log.warning("a journal from before the restore was set aside: %s", beside.name)
    return moved
