"""docs/audit.md against the kinds, the facts, the columns and the command that it describes."""

import re

from commands.audit import audit
from config.formats import ROOT
from gigs.history_facts import FACTS
from gigs.history_kinds import EntryFacts, EntryKind
from use_cases.audit.export_line import COLUMNS
from use_cases.showing.history_text import NAMELESS_FREELANCER, NAMELESS_PERSON

PAGE = (ROOT / "docs/audit.md").read_text(encoding="utf-8")


def table(title: str) -> dict[str, str]:
    """First column -> the rest, of the table under this head."""
    lines = PAGE.split(f"| {title} |")[1].splitlines()[2:]
    rows = {}
    for line in lines:
        if not line.startswith("|"):
            break
        first, _, rest = line.strip("| ").partition(" | ")
        rows[first] = rest
    return rows


def named(text: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", text)


def test_every_kind_stands_in_the_table_with_exactly_its_facts():
    rows = table("Kind")
    assert [named(kind) for kind in rows] == [[kind.value] for kind in EntryKind]
    assert {kind: set(named(facts)) for kind, facts in zip(EntryKind, rows.values(), strict=True)} == FACTS


def test_every_fact_is_explained():
    explained = [name for first in table("Fact") for name in named(first)]
    assert sorted(explained) == sorted(EntryFacts.model_fields)


def test_every_column_of_an_export_is_explained():
    assert {name for first in table("Column") for name in named(first)} == set(COLUMNS)


def test_the_command_and_what_is_read_afterwards_are_real():
    assert {command.name for command in audit.registered_commands} >= {"erase-name"}
    assert "audit erase-name" in PAGE
    assert f"“{NAMELESS_FREELANCER}”" in PAGE
    assert f"“{NAMELESS_PERSON}”" in PAGE
