import asyncio

import pytest

from directory.memory import Memory
from ports.directory import DirectoryUnavailable


class Source:
    """Answers with its name and a number, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    async def __call__(self, key):
        self.asked.append(key)
        return f"{key}{len(self.asked)}"


@pytest.fixture
def source():
    return Source()


async def test_what_was_used_last_is_kept_and_the_rest_forgotten(source, clock):
    memory = Memory(source, now=clock.now, size=2)
    for each in "abac":
        await memory.get(each)
    assert source.asked == ["a", "b", "c"]
    assert await memory.get("a") == "a1"
    assert await memory.get("b") == "b4"


async def test_a_failure_is_not_remembered(clock):
    answers = [DirectoryUnavailable("away"), "here"]

    async def ask(key):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    memory = Memory(ask, now=clock.now, size=2)
    with pytest.raises(DirectoryUnavailable):
        await memory.get("a")
    assert await memory.get("a") == "here"


async def test_a_bug_is_not_hidden_behind_an_older_answer(clock):
    answers = [1, ZeroDivisionError("a bug of ours")]

    async def ask(key):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    memory = Memory(ask, now=clock.now, size=2)
    assert await memory.get("a") == 1
    clock.advance(3600)
    with pytest.raises(ZeroDivisionError):
        await memory.get("a")


async def test_whoever_is_not_known_is_not_kept_waiting_and_is_known_the_next_time(clock):
    answered = asyncio.Event()

    async def ask(key):
        await answered.wait()
        return "late"

    memory = Memory(ask, now=clock.now, size=2, longest_s=0.02)
    with pytest.raises(DirectoryUnavailable):
        await memory.get("a")
    answered.set()
    assert await memory.get("a") == "late"
