"""How a database would carry out each statement of the store, and what of that grows with the database."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Executable, SelectBase, UpdateBase, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

import store
from store import rows, syncs, timers

ONE_TENANT = frozenset({"tenant"})


def named_statements() -> dict[str, SelectBase | UpdateBase]:
    """Every statement that a module of the store holds by a name, such as `gigs._GET`."""
    found: dict[str, SelectBase | UpdateBase] = {}
    for module in pkgutil.iter_modules(store.__path__):
        if module.ispkg:
            continue
        for name, value in vars(importlib.import_module(f"store.{module.name}")).items():
            if isinstance(value, SelectBase | UpdateBase):
                found[f"{module.name}.{name}"] = value
    for table in (syncs.sync, rows.clock):
        for name, value in timers._statements(table)._asdict().items():
            if table is rows.clock or name in {"stop", "due"}:
                found[f"timers.{table.name}.{name}"] = value
    return found


class Sent(NamedTuple):
    """A statement as it went to the driver."""

    call: str
    statement: Executable
    sql: str
    parameters: Any


class Recorder:
    """A connection as repositories use it, that remembers what was sent on it, and for which call."""

    def __init__(self, connection: AsyncConnection, engine: AsyncEngine) -> None:
        self.call = ""
        self.sent: list[Sent] = []
        self._connection = connection
        self._engine = engine.sync_engine

    async def execute(self, statement: Executable, parameters: Any = None) -> Any:
        """As AsyncConnection's."""

        def remember(
            _connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool
        ) -> None:
            self.sent.append(Sent(self.call, statement, sql, values[0] if many else values))

        event.listen(self._engine, "before_cursor_execute", remember)
        try:
            return await self._connection.execute(statement, parameters)
        finally:
            event.remove(self._engine, "before_cursor_execute", remember)


async def growing(connection: AsyncConnection, sent: Sent) -> set[str]:
    """What this statement does that costs the more the more is stored, in words."""
    if connection.dialect.name == "sqlite":
        found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent.sql}", sent.parameters)
        return set(_of_sqlite([row.detail for row in found]))
    found = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sent.sql}", sent.parameters)
    plan = found.scalar_one()
    return set(_of_postgres((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))


def _of_sqlite(steps: list[str]) -> Iterator[str]:
    made = {step.split()[1] for step in steps if re.match("CO-ROUTINE|MATERIALIZE", step)}
    for step in steps:
        if "USE TEMP B-TREE" in step or "USING TEMP B-TREE" in step:
            yield "sorts"
        if (scanned := re.match(r"SCAN (\w+)", step)) and scanned[1] not in made | {"CONSTANT"}:
            yield f"scans {scanned[1]}"
        searched = re.match(r"SEARCH (\w+) .*\((.*)\)", step)
        if searched and not set(re.findall(r"(\w+)(?:=|>|<)", searched[2])) - ONE_TENANT:
            yield f"reads a tenant's {searched[1]}"


def _of_postgres(plan: dict[str, Any], table: str = "") -> Iterator[str]:
    kind, table = plan["Node Type"], plan.get("Relation Name", table)
    if "Sort" in kind:
        yield "sorts"
    if kind == "Seq Scan":
        yield f"scans {table}"
    if kind in ("Index Scan", "Index Only Scan", "Bitmap Index Scan"):
        sought = re.sub("'[^']*'", "", plan.get("Index Cond", ""))
        columns = {one.name for one in rows.metadata.tables[table].c if re.search(rf"\b{one.name}\b", sought)}
        if not columns:
            yield f"scans {table}"
        elif columns <= ONE_TENANT:
            yield f"reads a tenant's {table}"
    for part in plan.get("Plans", ()):
        yield from _of_postgres(part, table)
