"""Sums of amounts that are kept as text, added by the database without losing a digit."""

from decimal import Decimal
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

DIGITS = 12
"""So many decimals count; currencies have two."""


class exact_sum(FunctionElement[str]):  # noqa: N801 - in a statement it reads as the function it is
    """Of a column of plain decimals, such as `1500.00`; `added` makes a number of it."""

    type = String()
    inherit_cache = True


def added(parts: str) -> Decimal:
    """What `exact_sum` gave: the sum itself, or the sums of whole numbers and of decimals; in cents where that loses nothing."""
    whole, _, decimals = parts.partition(" ")
    total = Decimal(whole) + Decimal(decimals or 0).scaleb(-DIGITS)
    cents = total.quantize(Decimal("0.01"))
    return cents if cents == total else total


@compiles(exact_sum, "postgresql")
def _on_postgres(element: exact_sum, compiler: Any, **options: Any) -> str:
    amount = compiler.process(element.clauses, **options)
    return f"CAST(sum(CAST({amount} AS NUMERIC)) AS VARCHAR)"


@compiles(exact_sum, "sqlite")
def _on_sqlite(element: exact_sum, compiler: Any, **options: Any) -> str:
    """SQLite has no decimals, but whole numbers of 64 bits: they add up exactly, and so do the digits behind the point."""
    amount = compiler.process(element.clauses, **options)
    zeros = "0" * DIGITS
    behind = f"substr(substr({amount}, instr({amount}, '.') + 1) || '{zeros}', 1, {DIGITS})"
    sign = f"CASE WHEN {amount} LIKE '-%' THEN -1 ELSE 1 END"
    decimals = f"CASE WHEN instr({amount}, '.') THEN ({sign}) * CAST({behind} AS INTEGER) ELSE 0 END"
    return f"sum(CAST({amount} AS INTEGER)) || ' ' || sum({decimals})"
