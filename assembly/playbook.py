"""The playbook that is files: the organisation’s is read at the start, ours when it’s first asked for."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from playbook.playbook import Playbook
from playbook.reading import OURS, read_playbook


async def open_playbook(folder: str) -> Callable[[], Awaitable[Playbook]]:
    """What gives the playbook; each file is read once. `folder` is the organisation’s, empty for none.

    Raises PlaybookWrong, at once, where that folder can’t be used.
    """
    folders = [OURS, Path(folder)] if folder else [OURS]
    held = await asyncio.to_thread(read_playbook, folders) if folder else None

    async def give() -> Playbook:
        nonlocal held
        if held is None:
            held = await asyncio.to_thread(read_playbook, folders)
        return held

    return give
