"""What SQLite keeps beside a database file is about the file that was there before; a backup that takes its place has nothing to do with it."""

import logging
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

SET_ASIDE = ".before-restore"
_BESIDE = ("-wal", "-shm", "-journal")


def set_aside_journal(database: Path) -> list[Path]:
    """Renames the journal of the file that a backup has replaced, so that SQLite doesn't write it into the backup.

    Only with the file's lock held. Returns where it is now, after a copy of the file as it is beside it: had no backup been put in
    place, these together are the newest state. Nothing is deleted. Raises OSError.
    """
    moved: list[Path] = []
    journal = database.with_name(database.name + _BESIDE[0])
    if database.exists() and journal.exists() and journal.stat().st_size:
        moved.append(Path(shutil.copy2(database, database.with_name(database.name + SET_ASIDE))))
    for suffix in _BESIDE:
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            moved.append(beside.replace(beside.with_name(beside.name + SET_ASIDE)))
            log.warning("a journal from before the restore was set aside: %s", beside.name)
    return moved
