"""One row of a table of goals: what was found beside what it must be."""

import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """`value` and `at_most` are compared; None was not measured. `said` is the value as it is shown."""

    id: str
    figure: str
    must: str
    at_most: float
    value: float | None
    said: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return f"| {self.id} | {self.figure} | {self.must} | {self.said or 'not measured'} | |"
        met = "met" if self.value <= self.at_most else "missed"
        return f"| {self.id} | {self.figure} | {self.must} | {self.said} | {met} |"


def table(rows: Sequence[Row]) -> list[str]:
    """Markdown."""
    return ["| id | figure | must | measured | |", "|---|---|---|---|---|", *map(str, rows)]


def machine() -> str:
    """On what, and how busy it was."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        names = [line.partition(":")[2] for line in lines if line.startswith("model name")]
        model = names[0].strip() if names else model
    load = f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    today = time.strftime("%Y-%m-%d")
    return f"{today}, {os.cpu_count()} cores of {model}, Python {platform.python_version()}{load}."


def ratio(one: float | None, other: float | None) -> float | None:
    """None where one of them was not measured."""
    return one / other if one and other else None
