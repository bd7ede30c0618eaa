"""Many cheap checks as one test: every case is tried, and a failure names all that failed."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

FAILURES = (Exception, pytest.fail.Exception)  # the second: `pytest.raises` saw nothing raised


@contextmanager
def every_case() -> Iterator[Callable[[object], AbstractContextManager[None]]]:
    """Use it where `parametrize` would only multiply the items of one cheap check:

        with every_case() as case:
            for name, card in CARDS.items():
                with case(name):
                    assert ...

    Fails at the end with a line for each case that failed, and also when there was no case at all.
    """
    __tracebackhide__ = True
    tried, failed = 0, []

    @contextmanager
    def case(name: object) -> Iterator[None]:
        nonlocal tried
        tried += 1
        try:
            yield
        except FAILURES as error:
            failed.append(f"{name}: {_said(error)}")

    yield case
    if not tried:
        pytest.fail("there was no case to try")
    if failed:
        pytest.fail("\n".join([f"{len(failed)} of {tried} cases failed:", *failed]))


def _said(error: BaseException) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"
