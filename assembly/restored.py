"""Keeps the mark of the newest creating call beside the database, and notices at the start that the database is an older one."""

import asyncio
import hashlib
import logging
import os
from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import make_url

from config.settings import Settings
from jobs.ticker import Ticker
from ports.clock import SKEW, Clock, Ids
from ports.storage import Store, Transaction
from ports.strays import Generation
from store.engine import NotUsable, sqlite_path

log = logging.getLogger(__name__)

FIRST = "R-"
FOLLOWED_EVERY = 60.0
"""Seconds."""


class KeptMark:
    """A small file: which database it is about, and how far that one was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = asyncio.Lock()
        self._highest = Generation(id="", mark=-1)

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._path

    def read(self) -> Generation | None:
        """None where there is none, or none that can be read: then nothing is known, and nothing is said."""
        try:
            name, mark = self._path.read_text(encoding="ascii").split()
            return Generation(id=name, mark=int(mark))
        except (OSError, ValueError):
            return None

    async def keep(self, generation: Generation) -> None:
        """Before the call that it stands for. Of several at once the highest stays. Raises OSError."""
        async with self._writing:
            former = self._highest
            if former.id == generation.id and former.mark >= generation.mark:
                return
            await asyncio.to_thread(self._write, generation)
            self._highest = generation

    def _write(self, generation: Generation) -> None:
        known = self.read()
        if known is not None and known.id == generation.id and known.mark > generation.mark:
            return  # of another process on this machine
        self._path.parent.mkdir(parents=True, exist_ok=True)
        made = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with made.open("w", encoding="ascii") as file:
            file.write(f"{generation.id} {generation.mark}\n")
            file.flush()
            os.fsync(file.fileno())
        made.replace(self._path)


def kept_mark(settings: Settings) -> KeptMark:
    """Beside the file on SQLite; for PostgreSQL where this machine keeps its own files, by the database's name."""
    if (path := sqlite_path(settings.database_url)) is not None:
        return KeptMark(path.with_name(f"{path.name}.mark"))
    place = make_url(settings.database_url)
    name = hashlib.sha256(f"{place.host}:{place.port}/{place.database}".encode()).hexdigest()[:12]
    return KeptMark(settings.sandbox_database.with_name(f"postgres-{name}.mark"))


async def notice_restore(store: Store, kept: KeptMark, clock: Clock, ids: Ids) -> bool:
    """Whether this database is older than the mark beside it; if so, it counts as restored from now on. Raises NotUsable where no
    mark can be kept."""
    # first: another process of ours may keep a newer one at any moment
    known = await asyncio.to_thread(kept.read)
    is_older = False
    while True:
        ours, is_explained = await store.run(_explained, known)
        if is_explained:
            break
        is_older = True
        log.warning("this database was restored from a backup: what was created since is looked for first")
        await declare_restored(store, clock, ids, known)
    now = clock.now()
    if ours.restored_at and ours.restored_at > now + SKEW:
        log.warning("the clock stepped back: a restore in the future counts as now")
        await store.run(lambda tx: tx.generations.bring_back(now + SKEW, now))
    try:
        await kept.keep(ours)
    except OSError as trouble:
        raise NotUsable(
            f"{kept.path} can’t be written: {trouble.strerror or trouble}. It’s how a restored backup is noticed, so nothing starts "
            "without it. May this user write to it and its folder, and has the disk room?"
        ) from trouble
    return is_older


async def _explained(tx: Transaction, known: Generation | None) -> tuple[Generation, bool]:
    """The generation of now, and whether this mark is of it, or of one that it's known to come after.

    Each replica has a mark of its own. One that was away while another noticed the restore, or whose disk is an older one, has a mark
    of a generation that has ended: it had created nothing since.
    """
    ours = await tx.generations.current()
    if known is None or (known.id == ours.id and known.mark <= ours.mark):
        return ours, True
    return ours, known.id != ours.id and await tx.generations.has_ended(known.id)


async def declare_restored(store: Store, clock: Clock, ids: Ids, seen: Generation | None = None) -> None:
    """Every account is listed anew, and what was wished before now is looked up, before anything is created there. `seen` is the mark
    beside the database: it says nothing new from now on."""

    async def declared(tx: Transaction) -> None:
        former = await tx.generations.current()
        await tx.generations.renew(former, ids.new(FIRST), clock.now(), seen.id if seen else "")

    await store.run(declared)


async def mark_followed(
    stack: AsyncExitStack, kept: KeptMark, store: Store, clock: Clock, ids: Ids
) -> KeptMark:
    """From the start on, and every minute: so each replica's mark has what the others have created, too, and each can tell a restore
    by itself, whichever starts first. One that is made under a running process is noticed as well. Raises NotUsable at the start."""
    await notice_restore(store, kept, clock, ids)

    async def follow() -> None:
        try:
            await notice_restore(store, kept, clock, ids)
        except NotUsable as trouble:
            log.warning("the mark beside the database isn't kept", extra={"reason": str(trouble)})

    following = Ticker()
    following.every(FOLLOWED_EVERY, follow, "mark")
    stack.push_async_callback(following.stop)
    return kept
