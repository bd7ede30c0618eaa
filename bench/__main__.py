"""`python -m bench`: measures, and prints the tables for docs/performance.md."""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from bench.goals import Goals
from bench.measure import Measured, measure
from bench.world import World
from bench.yardstick import agents_python

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measures as the options say, then prints Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--slices", type=int, default=6, help="slices of each kind, interleaved (6)")
    parser.add_argument("--turns", type=int, default=300, help="turns in a slice (300)")
    parser.add_argument("--growth", type=int, default=5000, help="turns over which memory is watched (5000)")
    parser.add_argument(
        "--postgres",
        default=os.environ.get("DATABASE_URL_TEST", ""),
        help="server for the PostgreSQL part, postgresql://USER@HOST/postgres (DATABASE_URL_TEST; else left out)",
    )
    parser.add_argument("--no-agents", action="store_true", help="leave microsoft-agents' echo out")
    parser.add_argument("--quick", action="store_true", help="only what is measured side by side")
    chosen = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.environ["BENCH_CORE"] = str(cores[0])
        os.sched_setaffinity(0, cores[1:] or cores)
    python = None if chosen.no_agents else agents_python(ROOT / "var" / "bench-agents")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = asyncio.run(_run(chosen, Path(folder), python))
    print(Goals(found).page())
    print(f"Took {time.perf_counter() - start:.0f} s.")


async def _run(chosen: argparse.Namespace, folder: Path, python: str | None) -> Measured:
    async with World(folder) as world:
        return await measure(
            world,
            folder,
            slices=chosen.slices,
            turns=chosen.turns,
            growth=chosen.growth,
            postgres=chosen.postgres,
            agents=python,
            quick=chosen.quick,
        )


if __name__ == "__main__":
    main()
