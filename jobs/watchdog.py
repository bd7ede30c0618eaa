"""Ends a process whose event loop stands still: a restart heals what nobody can reach any more."""

import asyncio
import faulthandler
import logging
import sys
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

STALLED = 76
"""Exit code of a process that ended itself because its loop stood still."""

DEBUGGERS = frozenset({"bdb", "pdb", "pydevd", "_pydevd_bundle", "debugpy"})
"""First parts of the modules in which a loop stands while somebody looks at it."""


class Watchdog:
    """A thread that wants to hear from the loop. `die` is `os._exit`: nothing gentler works on a stuck loop."""

    def __init__(self, die: Callable[[int], object], patience: float = 60.0) -> None:
        self._die = die
        self._patience = patience
        self._heard = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watched = 0

    def start(self) -> None:
        """Watches the running loop."""
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()
        self._heard = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Before the loop ends."""
        self._stop.set()

    def _watch(self) -> None:
        assert self._loop is not None
        while not self._stop.wait(self._patience / 10):
            if self._is_debugged():
                self._hear()
            elif time.monotonic() - self._heard > self._patience:
                log.critical(
                    "the event loop stands still; ending the process", extra={"seconds": self._patience}
                )
                faulthandler.dump_traceback(file=sys.stderr, all_threads=True)
                self._die(STALLED)
                return
            self._loop.call_soon_threadsafe(self._hear)

    def _is_debugged(self) -> bool:
        """True while a debugger holds the loop at a breakpoint."""
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 (the documented way to another thread's stack)
        while frame is not None:
            if str(frame.f_globals.get("__name__")).partition(".")[0] in DEBUGGERS:
                return True
            frame = frame.f_back
        return False

    def _hear(self) -> None:
        self._heard = time.monotonic()
