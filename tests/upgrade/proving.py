"""The command that proves histories, beside the running product."""

import asyncio
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def audit(url: str, *given: str) -> tuple[int, str]:
    """`run.py audit` beside the running product: (exit code, what it said)."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "app.py", "audit", *given),
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()
