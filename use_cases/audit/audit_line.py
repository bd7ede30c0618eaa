"""One entry of a history as an auditor gets it: the line of an export, as JSON or CSV, and back without any loss."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import ValidationError

from gigs.history import Entry
from gigs.people import PersonKey
from gigs.value import Value
from ports.storage import Kept

BOM = "\ufeff"
"""What a CSV file begins with, so that Excel reads it as UTF-8."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


class LineBroken(Exception):
    """A line that no export holds, or an entry that cannot be read any more; the message is a sentence."""


class NotAnExport(Exception):
    """A file that never was one; the message is a sentence."""


class Line(Value):
    """What is exported of one entry. `at` is UTC, as it was sealed; `actor` is an object id, empty for the product."""

    tenant: str
    gig: int
    number: int
    at: str
    actor: str
    name: str
    verb: str
    detail: str
    former_hash: str
    hash: str


COLUMNS = tuple(Line.model_fields)


def entry_of(kept: Kept) -> Entry | None:
    """The entry in this row; None when somebody made it unreadable."""
    try:
        return Entry.model_validate_json(kept.document)
    except ValidationError:
        return None


def line_of(kept: Kept) -> Line:
    """The row as a line. Raises LineBroken when there is no entry in it any more."""
    entry = entry_of(kept)
    if entry is None:
        raise LineBroken(f"Entry {kept.number} of gig {kept.gig} cannot be read any more.")
    return Line(
        tenant=kept.tenant,
        gig=kept.gig,
        number=kept.number,
        at=entry.model_dump(mode="json")["at"],
        actor=entry.actor.object_id if entry.actor else "",
        name=entry.name,
        verb=entry.verb,
        detail=entry.detail,
        former_hash=kept.former_hash,
        hash=kept.hash,
    )


def kept_of(line: Line) -> Kept:
    """The line as the row it was, but for the head. Raises LineBroken when its time is none."""
    actor = PersonKey(tenant=line.tenant, object_id=line.actor) if line.actor else None
    try:
        at = datetime.fromisoformat(line.at)
        entry = Entry(at=at, actor=actor, name=line.name, verb=line.verb, detail=line.detail)
    except ValueError as error:
        raise LineBroken(f"Entry {line.number} of gig {line.gig} has no time that can be read.") from error
    return Kept(
        tenant=line.tenant,
        gig=line.gig,
        number=line.number,
        at=at,
        document=entry.model_dump_json(),
        former_hash=line.former_hash,
        hash=line.hash,
        head=None,
    )


def json_text(line: Line) -> str:
    """One line of JSON Lines, with its end."""
    return json.dumps(line.model_dump(), ensure_ascii=False, separators=(",", ":")) + "\n"


def csv_head() -> str:
    """The mark of UTF-8 and the names of the columns."""
    return BOM + _csv(COLUMNS)


def csv_text(line: Line) -> str:
    """One record of RFC 4180, with its end. No cell begins as a formula would (`defused`)."""
    return _csv([defused(str(cell)) for cell in line.model_dump().values()])


def defused(cell: str) -> str:
    """The cell, behind an apostrophe when a spreadsheet might run it, or when it begins with an apostrophe itself.

    So one apostrophe at the beginning, where there is one, is always ours, and taking it away gives the cell back.
    """
    return _MARK + cell if cell.startswith((*_DANGEROUS, _MARK)) else cell


def restored(cell: str) -> str:
    """What `defused` was given."""
    return cell.removeprefix(_MARK)


def lines_in(texts: Iterable[str]) -> Iterator[Line]:
    """The lines of an exported file of either format, given as its lines with their ends.

    Raises NotAnExport and LineBroken.
    """
    pieces = iter(texts)
    first = next(pieces, "")
    if first.startswith("{"):
        yield from _json_lines(_again(first, pieces))
    elif first.removeprefix(BOM).rstrip("\r\n") == ",".join(COLUMNS):
        yield from _csv_lines(pieces)
    else:
        raise NotAnExport("This is no export of histories: it begins neither with { nor with our columns.")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _json_lines(texts: Iterable[str]) -> Iterator[Line]:
    for place, text in enumerate(texts, 1):
        try:
            yield Line.model_validate_json(text)
        except ValidationError as error:
            raise LineBroken(f"Line {place} of the file is not a line of an export.") from error


def _csv_lines(texts: Iterable[str]) -> Iterator[Line]:
    reader = csv.reader(texts, strict=True)
    try:
        for cells in reader:
            named = dict(zip(COLUMNS, map(restored, cells), strict=True))
            yield Line.model_validate(named)
    except (ValueError, csv.Error) as error:
        raise LineBroken(f"Line {reader.line_num + 1} of the file is not a record of an export.") from error


def _csv(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
