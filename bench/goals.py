"""What was measured, as the tables of docs/performance.md, beside the bars it is held to."""

import os
import platform
import statistics
import time
from pathlib import Path

from bench.bot import median
from bench.measure import Measured, median_of

AGENTS_ECHO = 3.0
"""ms CPU of microsoft-agents' echo where it could not be run: an older measurement on another machine."""

_ROWS = (
    ("bare", "echo", "bare aiohttp + PyJWT: echo"),
    ("bare", "card", "bare aiohttp + PyJWT: a card"),
    ("bare", "press", "bare aiohttp + PyJWT: a press answered with a card"),
    ("ours", "help", "**ours: help**"),
    ("ours", "approve", "**ours: approve** (SQLite)"),
    ("ours", "approve on PostgreSQL", "**ours: approve** (PostgreSQL, 8 at once)"),
    ("ours", "refresh", "**ours: card refresh**, personal chat"),
    ("ours", "refresh in channel", "**ours: card refresh**, channel"),
    ("agents", "echo", "microsoft-agents 1.9: echo"),
    ("stock", "echo", "stock botbuilder 4.17.1: echo"),
    ("stock", "card", "stock botbuilder 4.17.1: a card"),
)


class Goals:
    """Holds a measurement against P1, P2, P3 and P5."""

    def __init__(self, found: Measured) -> None:
        self._found = found

    def page(self) -> str:
        """Markdown."""
        return "\n".join([_machine(), "", *self._goals(), "", *self._turns(), "", *self._where()])

    def _goals(self) -> list[str]:
        found, yard = self._found, self._yardstick()
        help_turn, card = self._cpu("ours", "help"), self._cpu("bare", "card")
        stock = self._cpu("stock", "echo")
        press = self._cpu("ours", "approve")
        return [
            "| goal | bar | measured | met |",
            "|---|---|---|---|",
            _goal(
                "P1 help turn",
                "≤ 1.0 × bare handler with the same card",
                f"{help_turn / card:.2f} × ({help_turn:.2f} ms)",
                help_turn <= card,
            ),
            _goal(
                "P1 beside peers' echo",
                "≥ 5 × less",
                f"{stock / help_turn:.0f} × less than stock botbuilder, {yard / help_turn:.1f} × less than "
                f"microsoft-agents{self._note()}",
                min(stock, yard) >= 5 * help_turn,
            ),
            _goal(
                "P2 approve on SQLite",
                "≤ 1.0 × microsoft-agents' echo",
                f"{press / yard:.2f} × ({press:.2f} ms of {yard:.2f} ms{self._note()})",
                press <= yard,
            ),
            self._half_load(),
            _goal(
                "P3 card refresh",
                "≤ 0.6 ms CPU",
                f"{self._cpu('ours', 'refresh in channel'):.2f} ms in a channel, "
                f"{self._cpu('ours', 'refresh'):.2f} ms in a personal chat",
                self._cpu("ours", "refresh in channel") <= 0.6,
            ),
            _goal(
                "P3 60 viewers × 20 cards", "answered within 1 s", f"{found.crowd:.2f} s", found.crowd <= 1
            ),
            *self._life(),
        ]

    def _life(self) -> list[str]:
        found = self._found
        if not found.starts:
            return []
        before, after = found.grown_memory
        return [
            _goal(
                "P5 start to first answer",
                "≤ 1.5 s",
                f"{statistics.median(found.starts):.2f} s",
                statistics.median(found.starts) <= 1.5,
            ),
            _goal("P5 idle memory", "≤ 150 MB", f"{found.idle_memory:.0f} MB", found.idle_memory <= 150),
            _goal(
                f"P5 growth over {found.growth_turns:,} turns",
                "≤ 5 %",
                f"{(after / before - 1) * 100:+.1f} % ({before:.0f} to {after:.0f} MB)",
                after <= before * 1.05,
            ),
        ]

    def _half_load(self) -> str:
        load = self._found.half_load
        if load is None:
            return "| P2 p99 at half load, PostgreSQL | ≤ 50 ms | not measured: no server was given | |"
        said = (
            f"p50 {load.percentile(0.5):.1f} ms, p99 {load.percentile(0.99):.1f} ms at "
            f"{self._found.half_load_rate:.0f} presses a second"
        )
        return _goal("P2 p99 at half load, PostgreSQL", "≤ 50 ms", said, load.percentile(0.99) <= 50)

    def _turns(self) -> list[str]:
        card = self._cpu("bare", "card")
        lines = [
            "| turn | CPU ms | × bare card | p50 ms | p99 ms |",
            "|---|---|---|---|---|",
        ]
        for server, turn, title in _ROWS:
            slices = self._found.slices.get((server, turn))
            if slices:
                cpu = median(slices)
                lines.append(
                    f"| {title} | {cpu:.2f} | {cpu / card:.1f} | {median_of(slices, 0.5):.1f} | "
                    f"{median_of(slices, 0.99):.1f} |"
                )
        follows = self._found.follows
        if follows is not None:
            lines.append(f"| ours: approve with every job it leads to, until listed | {follows:.0f} | | | |")
        lines += [
            "",
            f"The card has {self._found.card_bytes:,} bytes. p50 and p99 are of 4 turns at any time on one core.",
            f"At rest the product uses {self._found.idle_cpu:.1f} % of a core.",
        ]
        return lines

    def _where(self) -> list[str]:
        names = list(self._found.where)
        parts = dict.fromkeys(part for found in self._found.where.values() for part in found)
        lines = ["| part, CPU ms per turn | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
        for part in parts:
            values = [f"{self._found.where[name].get(part, 0):.2f}" for name in names]
            lines.append(f"| {part} | " + " | ".join(values) + " |")
        return lines

    def _cpu(self, server: str, turn: str) -> float:
        return median(self._found.slices[server, turn])

    def _yardstick(self) -> float:
        return self._cpu("agents", "echo") if ("agents", "echo") in self._found.slices else AGENTS_ECHO

    def _note(self) -> str:
        return "" if ("agents", "echo") in self._found.slices else ", not run here: an older figure"


def _goal(name: str, bar: str, found: str, met: bool) -> str:
    return f"| {name} | {bar} | {found} | {'yes' if met else 'no'} |"


def _machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2]
            for line in cpuinfo.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0].strip() if names else model
    load = f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    today = time.strftime("%Y-%m-%d")
    return f"{today}, {os.cpu_count()} cores of {model}, Python {platform.python_version()}{load}."
