"""One entry of a history as an auditor gets it: the line of an export, as JSON or CSV, and back without any loss."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic import Field, ValidationError

from gigs.history import AnyEntry, Entry, Said, WrittenEntry, document_of, entry_in
from gigs.people import PersonKey
from gigs.value import Value
from ports.history_storage import StoredEntry
from translation.in_english import in_english
from use_cases.showing.history_text import shown

BOM = "\ufeff"
"""What a CSV file begins with, so that Excel reads it as UTF-8."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"
_WITHIN = re.compile(rf"([;\t\r\n][\s\"]*)(?=[{re.escape(''.join(_DANGEROUS).strip())}])")
_MARKED = rf"\1{_MARK}"


class LineBroken(Exception):
    """A line that no export holds, or an entry that cannot be read any more; the message is a sentence."""


class NotAnExport(Exception):
    """A file that never was one; the message is a sentence."""


class ExportLine(Value):
    """What is exported of one entry. `at` is UTC, as it was sealed; `actor` is an object id, empty for the product.

    `name`, `verb` and `detail` are there in entries of a release before kinds only, and `kind` and `facts` in all others.
    The last three are for people, in English, and no part of what is proved.
    """

    tenant: str
    gig: int
    number: int
    at: str
    actor: str
    kind: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)
    name: str = ""
    verb: str = ""
    detail: str = ""
    former_hash: str
    hash: str
    who: str = ""
    text: str = ""
    names: dict[str, str] = Field(default_factory=dict)


COLUMNS = tuple(ExportLine.model_fields)
WRITTEN_COLUMNS = ("tenant", "gig", "number", "at", "actor", "name", "verb", "detail", "former_hash", "hash")
"""Those of an export by a release before kinds."""
UNPROVED = ("who", "text", "names")

_AS_JSON = ("facts", "names")


def entry_of(stored: StoredEntry) -> AnyEntry | None:
    """The entry in this row; None when somebody made it unreadable."""
    try:
        return entry_in(stored.document)
    except ValidationError:
        return None


def said_in(stored: StoredEntry) -> Said | None:
    """The entry in this row, and the names beside it; None when somebody made it unreadable."""
    entry = entry_of(stored)
    return Said(entry=entry, names=stored.names) if entry else None


def line_of(stored: StoredEntry) -> ExportLine:
    """The row as a line, with what people call marketplaces. Raises LineBroken when there is no entry in it any more."""
    said = said_in(stored)
    if said is None:
        raise LineBroken(
            f"Entry {stored.number} of gig {stored.gig} cannot be read any more."  # not for people
        )
    with in_english():
        read = shown(said)
    entry = said.entry
    sealed = entry.sealed()
    return ExportLine(
        tenant=stored.tenant,
        gig=stored.gig,
        number=stored.number,
        at=sealed["at"],
        actor=entry.actor.object_id if entry.actor else "",
        **{name: sealed[name] for name in ("kind", "facts", "name", "verb", "detail") if name in sealed},
        former_hash=stored.former_hash,
        hash=stored.hash,
        who=read.who,
        text=read.sentence,
        names={one: stored.names[one] for one in sorted(entry.references()) if one in stored.names},
    )


def stored_of(line: ExportLine) -> StoredEntry:
    """The line as the row it was, but for the head. Raises LineBroken when no entry can be in it."""
    try:
        at = datetime.fromisoformat(line.at)
    except ValueError as error:
        raise LineBroken(
            f"Entry {line.number} of gig {line.gig} has no time that can be read."  # not for people
        ) from error
    return StoredEntry(
        tenant=line.tenant,
        gig=line.gig,
        number=line.number,
        at=at,
        document=document_of(_entry(line, at)),
        former_hash=line.former_hash,
        hash=line.hash,
        head=None,
        names=line.names,
    )


def _entry(line: ExportLine, at: datetime) -> AnyEntry:
    actor = PersonKey(tenant=line.tenant, object_id=line.actor) if line.actor else None
    written = {"name": line.name, "verb": line.verb, "detail": line.detail}
    of_kind = {"kind": line.kind, "facts": line.facts}
    if line.kind and not any(written.values()):
        form: type[AnyEntry] = Entry
        parts: dict[str, Any] = of_kind
    elif not any(of_kind.values()):
        form, parts = WrittenEntry, written
    else:
        raise LineBroken(f"Entry {line.number} of gig {line.gig} is of two forms at once.")  # not for people
    try:
        return form.model_validate({"at": at, "actor": actor, **parts})
    except ValidationError as error:
        raise LineBroken(
            f"Entry {line.number} of gig {line.gig} cannot be read any more."  # not for people
        ) from error


def json_text(line: ExportLine) -> str:
    """One line of JSON Lines, with its end."""
    return json.dumps(line.model_dump(), ensure_ascii=False, separators=(",", ":")) + "\n"


def csv_head() -> str:
    """The mark of UTF-8 and the names of the columns."""
    return BOM + _csv(COLUMNS)


def csv_text(line: ExportLine) -> str:
    """One record of RFC 4180, with its end. No cell begins as a formula would (`defused`)."""
    return _csv([defused(_cell(value)) for value in line.model_dump().values()])


def csv_record(cells: Iterable[str]) -> str:
    """The same of any cells. Nor does any part of a cell begin so, where a spreadsheet splits at semicolons or tabs."""
    return _csv([defused(_WITHIN.sub(_MARKED, cell)) for cell in cells])


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
    return str(value)


def defused(cell: str) -> str:
    """The cell, behind an apostrophe when a spreadsheet might run it, or when it begins with an apostrophe itself.

    So one apostrophe at the beginning, where there is one, is always ours, and taking it away gives the cell back.
    """
    return _MARK + cell if cell.startswith((*_DANGEROUS, _MARK)) else cell


def restored(cell: str) -> str:
    """What `defused` was given."""
    return cell.removeprefix(_MARK)


def lines_in(texts: Iterable[str]) -> Iterator[ExportLine]:
    """The lines of an exported file of either format, given as its lines with their ends.

    Raises NotAnExport and LineBroken.
    """
    pieces = iter(texts)
    first = next(pieces, "")
    if first.startswith("{"):
        yield from _json_lines(_again(first, pieces))
    elif columns := _columns(first):
        yield from _csv_lines(pieces, columns)
    else:
        raise NotAnExport(
            "This is no export of histories: it begins neither with { nor with our columns."  # not for people
        )


def _columns(first: str) -> tuple[str, ...]:
    """Those of this release or of one before kinds; none when the line names others."""
    names = first.removeprefix(BOM).rstrip("\r\n")
    return next((known for known in (COLUMNS, WRITTEN_COLUMNS) if names == ",".join(known)), ())


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _json_lines(texts: Iterable[str]) -> Iterator[ExportLine]:
    for place, text in enumerate(texts, 1):
        try:
            yield ExportLine.model_validate_json(text)
        except ValidationError as error:
            raise LineBroken(
                f"Line {place} of the file is not a line of an export."  # not for people
            ) from error


def _csv_lines(texts: Iterable[str], columns: tuple[str, ...]) -> Iterator[ExportLine]:
    reader = csv.reader(texts, strict=True)
    try:
        for cells in reader:
            named: dict[str, Any] = dict(zip(columns, map(restored, cells), strict=True))
            named |= {name: json.loads(named[name] or "{}") for name in _AS_JSON if name in named}
            yield ExportLine.model_validate(named)
    except (ValueError, csv.Error) as error:
        raise LineBroken(
            f"Line {reader.line_num + 1} of the file is not a record of an export."  # not for people
        ) from error


def _csv(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
