"""What was measured, as the tables of docs/performance.md, beside what it must be."""

import statistics

from bench.measure import POSTGRES, SQLITE, Measured, median_of
from bench.table import Row, machine, ratio, table

_TURNS = (
    ("bare", "echo", "bare aiohttp + PyJWT: echo"),
    ("bare", "card", "bare aiohttp + PyJWT: a card"),
    ("bare", "press", "bare aiohttp + PyJWT: a press answered with a card"),
    ("ours", "help", "**ours: help**"),
    ("ours", "first contact", "**ours: help**, first contact"),
    ("ours", "approve", "**ours: approve**"),
    ("ours", "refresh", "**ours: card refresh**, personal chat"),
    ("ours", "refresh in channel", "**ours: card refresh**, channel"),
    ("agents", "echo", "microsoft-agents 1.9: echo"),
    ("stock", "echo", "stock botbuilder 4.17.1: echo"),
    ("stock", "card", "stock botbuilder 4.17.1: a card"),
)


class Goals:
    """Holds a measurement against P1 to P5."""

    def __init__(self, found: Measured) -> None:
        self._found = found

    def page(self) -> str:
        """Markdown."""
        rows = [self._help(), self._press(SQLITE), self._press(POSTGRES), self._half_load()]
        rows += [self._refresh("refresh", "personal"), self._refresh("refresh in channel", "channel")]
        rows += [self._crowd(), self._follows(), *self._life()]
        parts = [machine(), "", *table(rows), "", *self._turns(SQLITE), *self._turns(POSTGRES)]
        return "\n".join([*parts, *self._notes(), "", *self._where()])

    def _help(self) -> Row:
        ours, bare = self._found.cpu(SQLITE, "ours", "help"), self._found.cpu(SQLITE, "bare", "card")
        value = ratio(ours, bare)
        said = f"{value:.2f}x ({ours:.2f} of {bare:.2f} ms)" if value else ""
        return Row("P1", "help / bare card handler", "≤ 1.05x", 1.05, value, said)

    def _press(self, database: str) -> Row:
        ours, echo = self._found.cpu(database, "ours", "approve"), self._found.cpu(database, "agents", "echo")
        value = ratio(ours, echo)
        said = f"{value:.2f}x ({ours:.2f} of {echo:.2f} ms)" if value else ""
        title = f"approve press / microsoft-agents' bare echo, {database}"
        return Row("P2", title, "≤ 1.5x", 1.5, value, said)

    def _half_load(self) -> Row:
        load, title = self._found.half_load, "p99 of approve at half load, PostgreSQL"
        if load is None:
            return Row("P2", title, "≤ 25 ms", 25, None)
        value = load.percentile(0.99)
        said = f"{value:.1f} ms (p50 {load.percentile(0.5):.1f}; {self._found.half_load_rate:.0f} presses a second)"
        return Row("P2", title, "≤ 25 ms", 25, value, said)

    def _refresh(self, turn: str, place: str) -> Row:
        value, other = self._found.cpu(SQLITE, "ours", turn), self._found.cpu(POSTGRES, "ours", turn)
        said = f"{value:.2f} ms" if value else ""
        said += f" ({other:.2f} on PostgreSQL)" if other else ""
        return Row("P3", f"card refresh over HTTP, {place}", "≤ 0.8 ms", 0.8, value, said)

    def _crowd(self) -> Row:
        value = self._found.crowd
        said = f"{value:.2f} s" if value is not None else ""
        return Row("P3", "60 viewers × 20 cards", "≤ 0.8 s", 0.8, value, said)

    def _follows(self) -> Row:
        value = self._found.follows
        said = f"{value:.0f} ms" if value is not None else ""
        return Row("P4", "approve until listed, all jobs (CPU)", "≤ 25 ms", 25, value, said)

    def _life(self) -> list[Row]:
        found = self._found
        start = statistics.median(found.starts) if found.starts else None
        memory = found.idle_memory or None
        before, after = found.grown_memory
        growth = (after / before - 1) * 100 if before else None
        return [
            Row("P5", "start to first answer", "≤ 1.2 s", 1.2, start, f"{start:.2f} s" if start else ""),
            Row("P5", "idle memory", "≤ 150 MB", 150, memory, f"{memory:.0f} MB" if memory else ""),
            Row(
                "P5",
                f"growth over {found.growth_turns:,} turns",
                "≤ 2 %",
                2,
                growth,
                f"{growth:+.1f} % ({before:.0f} to {after:.0f} MB)" if growth is not None else "",
            ),
        ]

    def _turns(self, database: str) -> list[str]:
        lines = [
            f"| turn, {database} | CPU ms | / bare card | / agents' echo | p50 ms | p99 ms |",
            "|---|---|---|---|---|---|",
        ]
        card = self._found.cpu(database, "bare", "card")
        echo = self._found.cpu(database, "agents", "echo")
        for server, turn, title in _TURNS:
            slices = self._found.slices.get((database, server, turn))
            if slices:
                cpu = self._found.cpu(database, server, turn)
                times = [f"{one:.2f}" if one else "" for one in (cpu, ratio(cpu, card), ratio(cpu, echo))]
                answered = [f"{median_of(slices, share):.1f}" for share in (0.5, 0.99)]
                lines.append(f"| {title} | {' | '.join([*times, *answered])} |")
        return [*lines, ""] if len(lines) > 2 else []

    def _notes(self) -> list[str]:
        lines = [
            f"The card has {self._found.card_bytes:,} bytes. p50 and p99 are of 4 turns at any time on one core."
        ]
        if self._found.idle_cpu:
            lines.append(f"At rest the product uses {self._found.idle_cpu:.1f} % of a core.")
        return lines

    def _where(self) -> list[str]:
        names = list(self._found.where)
        parts = dict.fromkeys(part for found in self._found.where.values() for part in found)
        lines = ["| part, CPU ms per turn | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
        for part in parts:
            values = [f"{self._found.where[name].get(part, 0):.2f}" for name in names]
            lines.append(f"| {part} | " + " | ".join(values) + " |")
        return lines
