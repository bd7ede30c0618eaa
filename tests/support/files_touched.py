"""Which of our own files take part in the answer to one request: counted by the functions that run, not by imports."""

import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, cast

from config.formats import ROOT

NOT_THE_PRODUCT = frozenset({"tests", "bench", ".venv", "var"})

Function = tuple[str, str]
"""The path of its file, and its qualified name."""


class Planted(Exception):
    """Raised by a test in the middle of our own code."""


class FilesTouched:
    """Watches one request at a time. `entry` is the function with which our own code begins to answer a request.

    What counts is a call of a function of ours that is made to answer the request: in the task that runs `entry`, in
    the tasks that it starts, and in threads to which its context is passed on. Jobs, the ticker and other requests
    don't count, though they run in between. Nor does the body of a module, so that it makes no difference what was
    imported before. Before Python 3.12 only threads that are started while we watch are seen.
    """

    def __init__(self, entry: Callable[..., Any]) -> None:
        self._entry: CodeType = cast(FunctionType, entry).__code__
        self._is_answering = ContextVar("is_answering", default=False)
        self._broken: Function | None = None
        self._ran: set[Function] = set()

    @contextmanager
    def watching(self, *, broken: Function | None = None) -> Iterator[None]:
        """A request that is sent and answered in this block is watched. `broken` raises Planted when it is called."""
        self._broken = broken
        everywhere = getattr(threading, "setprofile_all_threads", threading.setprofile)
        before = sys.getprofile()
        everywhere(self._called)
        sys.setprofile(self._called)
        try:
            yield
        finally:
            everywhere(before)
            sys.setprofile(before)

    def _called(self, frame: FrameType, event: str, _detail: Any) -> None:
        if event != "call":
            return
        code = frame.f_code
        function = (code.co_filename, code.co_qualname)
        if code is self._entry:
            self._is_answering.set(True)
        if self._is_answering.get() and code.co_name != "<module>":
            self._ran.add(function)
            if function == self._broken:
                raise Planted(code.co_qualname)

    @property
    def functions(self) -> Mapping[str, frozenset[str]]:
        """file, as seen from the root of the repository -> the functions of it that ran."""
        found = defaultdict(set)
        for path, function in self._ran:
            inside = path.removeprefix(f"{ROOT}/")
            if inside != path and inside.split("/")[0] not in NOT_THE_PRODUCT:
                found[inside].add(function)
        return {name: frozenset(functions) for name, functions in sorted(found.items())}

    def ran(self, function: Function) -> bool:
        """Whether this one did."""
        return function in self._ran


def functions_of(module: ModuleType) -> list[Function]:
    """Every function and method that is written in this module, those inside of others included."""
    path = str(module.__file__)
    body = compile(Path(path).read_text(encoding="utf-8"), path, "exec")
    return [(path, code.co_qualname) for code in _codes_in(body)]


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & CO_OPTIMIZED and not inner.co_name.startswith("<"):
                yield inner
            yield from _codes_in(inner)
