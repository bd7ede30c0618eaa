"""`python -m bench`: measures, and prints the tables of docs/performance.md."""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from bench.goals import Goals
from bench.measure import Wanted, measure, prepare
from bench.similar import measure_similar
from bench.size import Sizes, measure_sizes
from bench.world import World
from bench.yardstick import agents_python

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measures as the options say, then prints Markdown."""
    chosen = _options().parse_args()
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.environ["BENCH_CORE"] = str(cores[0])
        os.sched_setaffinity(0, cores[1:] or cores)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        page = asyncio.run(_run(chosen, Path(folder)))
    page += f"\n\nTook {time.perf_counter() - start:.0f} s.\n"
    print(page)
    if chosen.markdown:
        chosen.markdown.write_text(page)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--slices", type=int, default=6, help="slices of each kind, interleaved (6)")
    parser.add_argument("--turns", type=int, default=300, help="turns in a slice (300)")
    parser.add_argument(
        "--growth", type=int, default=50_000, help="turns over which memory is watched (50000)"
    )
    parser.add_argument(
        "--postgres",
        default=os.environ.get("DATABASE_URL_TEST", ""),
        help="server for the PostgreSQL part, postgresql://USER@HOST/postgres (DATABASE_URL_TEST; else left out)",
    )
    parser.add_argument("--no-agents", action="store_true", help="leave microsoft-agents' echo out")
    parser.add_argument("--quick", action="store_true", help="only what is measured side by side")
    parser.add_argument(
        "--size",
        type=int,
        default=0,
        help="instead: the same turns with so many gigs, what was learned, rest, audit",
    )
    parser.add_argument(
        "--similar", type=int, default=0, help="instead: look-ups of similar gigs among so many summaries"
    )
    parser.add_argument("--markdown", type=Path, help="also write the tables to this file")
    return parser


async def _run(chosen: argparse.Namespace, folder: Path) -> str:
    if chosen.similar:
        return await measure_similar(folder, chosen.similar, chosen.postgres)
    async with World(folder) as world:
        if chosen.size:
            prepare(folder)
            wanted = Sizes(chosen.size, chosen.slices, chosen.turns, chosen.postgres)
            return await measure_sizes(world, folder, wanted)
        python = None if chosen.no_agents else agents_python(ROOT / "var" / "bench-agents")
        wanted_here = Wanted(
            chosen.slices, chosen.turns, chosen.growth, chosen.postgres, python or "", chosen.quick
        )
        return Goals(await measure(world, folder, wanted_here)).page()


if __name__ == "__main__":
    main()
