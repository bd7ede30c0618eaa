"""An exported line is the entry, whole: it can be proved again, from either format, whatever people wrote."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.history import person_ref
from gigs.history_kinds import EntryFacts
from tests.cards.pseudo import PSEUDO
from tests.support.histories import a_history, entries, written
from translation.catalogue import speaking
from use_cases.audit.export_line import (
    BOM,
    COLUMNS,
    UNPROVED,
    LineBroken,
    NotAnExport,
    csv_head,
    csv_text,
    defused,
    json_text,
    line_of,
    lines_in,
    restored,
    stored_of,
)
from use_cases.audit.verify_history import Chains

FORMATS: dict[str, Any] = {"csv": (csv_head, csv_text), "jsonl": (str, json_text)}
HOSTILE = [
    '=HYPERLINK("https://evil.example","x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "\n=1",
    "'=1",
    "''",
    "'",
    "＝1",
    'say "yes", twice',
    "two\nlines\r\nthree\rfour",
    "a,b;c",
    "\u2028\u2029\x85\x0b\x0c\x1c",
    "\x00",
    "\ufeff",
    "😀 \u202e é",
    "",
]


def test_a_line_is_in_english_whatever_language_is_spoken():
    history = a_history()
    in_english = [line_of(kept) for kept in history]
    with speaking(PSEUDO):
        assert [line_of(kept) for kept in history] == in_english


def exported(form, history):
    head, text_of = FORMATS[form]
    return head() + "".join(text_of(line_of(kept)) for kept in history)


def read(text):
    return [stored_of(line) for line in lines_in(io.StringIO(text, newline=""))]


def saying(*details):
    """Every text in the facts of an entry, in one of before kinds, and in a name beside."""
    new = [
        entry.model_copy(update={"facts": EntryFacts(words=detail)})
        for entry, detail in zip(entries(count=len(details)), details, strict=True)
    ]
    old = [
        entry.model_copy(update={"detail": detail, "name": detail or "x"})
        for entry, detail in zip(written(count=len(details)), details, strict=True)
    ]
    return a_history(1, [*new, *old], names={person_ref("rita"): details[0]})


def bare(history):
    return [replace(kept, head=None) for kept in history]


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_reads_back_as_exactly_what_was_kept(form):
    history = saying(*HOSTILE)
    assert read(exported(form, history)) == bare(history)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_can_be_proved_without_the_database(form):
    chains = Chains(has_heads=False)
    for kept in read(exported(form, [*saying(*HOSTILE), *a_history(2)])):
        chains.take(kept)
    assert chains.end().faults == ()


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3),
    st.sampled_from(["csv", "jsonl"]),
)
def test_whatever_was_written_comes_back(details, form):
    history = saying(*details)
    assert read(exported(form, history)) == bare(history)


def test_a_spreadsheet_gets_utf_8_with_a_mark_and_records_of_rfc_4180():
    text = exported("csv", saying("a\nb", 'c"d'))
    assert text.startswith(BOM + ",".join(COLUMNS) + "\r\n")
    assert text.endswith("\r\n")
    assert '"a\nb"' in text
    assert '"c""d"' in text


def test_no_cell_of_a_spreadsheet_is_a_formula():
    records = list(csv.reader(io.StringIO(exported("csv", saying(*HOSTILE)), newline="")))
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for row in records for cell in row
    )


@pytest.mark.parametrize("cell", HOSTILE)
def test_defusing_a_cell_can_be_taken_back(cell):
    assert restored(defused(cell)) == cell


def test_a_json_line_has_the_exact_values():
    first, second, third, _ = (json.loads(json_text(line_of(kept))) for kept in a_history())
    assert list(first) == list(COLUMNS)
    assert (first["at"], second["at"]) == ("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z")
    assert (first["actor"], second["actor"], third["actor"]) == ("rita", "mark", "")
    assert (first["gig"], first["number"]) == (1, 1)
    assert (first["kind"], first["facts"]) == ("advice_given", {"words": "gig 1, step 0"})
    assert (first["name"], first["verb"], first["detail"]) == ("", "", "")
    assert (first["who"], first["text"]) == ("Rita Requester", "gave advice: gig 1, step 0")
    assert (first["names"], third["names"]) == ({"person:rita": "Rita Requester"}, {})


VALUES = {
    "gig": 9,
    "number": 7,
    "at": "2026-11-23T13:00:01Z",
    "kind": "emergency_concern",
    "facts": {"words": "zzz"},
    "names": {"person:rita": "zzz"},
}


def with_one_changed(form, history, column):
    """What a proof of the file says when this column of the second line was changed."""
    head, text_of = FORMATS[form]
    lines = [line_of(kept) for kept in history]
    assert getattr(lines[1], column) != VALUES.get(column, "zzz")
    lines[1] = lines[1].model_copy(update={column: VALUES.get(column, "zzz")})
    chains = Chains(has_heads=False)
    for kept in read(head() + "".join(map(text_of, lines))):
        chains.take(kept)
    return chains.end().faults


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("said", [entries(), written()], ids=["of a kind", "of before kinds"])
def test_no_column_of_an_export_can_be_changed_unnoticed_but_for_those_that_are_for_reading(form, said):
    for column in COLUMNS:
        try:
            noticed = bool(with_one_changed(form, a_history(1, said), column))
        except LineBroken:
            noticed = True
        assert noticed == (column not in UNPROVED), column


@pytest.mark.parametrize("text", ["", "hello", "tenant;gig;number", "[1]"])
def test_a_file_that_never_was_an_export_is_refused(text):
    with pytest.raises(NotAnExport):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"tenant":"t"}',
        json_text(line_of(a_history()[0])) + "nonsense\n",
        json_text(line_of(a_history()[0])).replace("2026-11-23T12:00:00Z", "noon"),
        csv_head() + "t,1,1\r\n",
        csv_head() + '"t\r\n',
        csv_text(line_of(a_history()[0])).join([csv_head(), "\r\n"]),
        csv_head() + csv_text(line_of(a_history()[0])).replace(",1,", ",one,", 1),
    ],
)
def test_a_line_that_no_export_holds_is_broken(text):
    with pytest.raises(LineBroken):
        read(text)


def test_an_entry_that_cannot_be_read_any_more_is_not_exported():
    with pytest.raises(LineBroken, match="Entry 1 of gig 1 cannot be read any more"):
        line_of(replace(a_history()[0], document="{}"))
