"""kill -9 while the sandbox is being posted to: what it said yes to is there, once."""

import asyncio
import sys
from pathlib import Path

import pytest

from marketplace.sandbox.provider import Sandbox
from tests.support.clock import FakeClock

POSTING = """
import asyncio, sys
from marketplace.sandbox.provider import Sandbox
from tests.support.clock import FakeClock
from tests.support.providers import a_post

async def main():
    sandbox = Sandbox(sys.argv[1], now=FakeClock().now)
    for number in range(10_000):
        await sandbox.post(a_post(f"FC-{number}"))
        print(number, flush=True)

asyncio.run(main())
"""


@pytest.mark.kill
async def test_whatever_was_answered_with_a_yes_survives_a_kill_and_nothing_is_half_there(tmp_path):
    root = Path(__file__).parents[2]
    file = tmp_path / "sandbox.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", POSTING, str(file), cwd=root, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    said = [await process.stdout.readline() for _ in range(15)]
    process.kill()
    said += (await process.stdout.read()).splitlines()
    await process.wait()

    sandbox = Sandbox(file, now=FakeClock().now)
    found = await sandbox.references()
    listings = [await sandbox.find_listing(reference) for reference in found]
    await sandbox.close()

    assert set(found.values()) == {1}
    assert len(said) <= len(found) <= len(said) + 1
    assert all(listings)
