"""What a release before kinds sealed and exported: proved as ever, shown as it was, and never of two forms at once."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from ports.history_storage import StoredEntry
from tests.support.histories import WRITTEN, entries, of_before_kinds
from use_cases.audit.export_line import (
    COLUMNS,
    WRITTEN_COLUMNS,
    LineBroken,
    csv_head,
    csv_text,
    json_text,
    line_of,
    lines_in,
    stored_of,
)
from use_cases.audit.verify_history import Chains, verify_history

EXPORTS = ("export.csv", "export.jsonl")


def proved(history):
    chains = Chains(has_heads=False)
    for stored in history:
        chains.take(stored)
    return chains.end()


def read(text):
    return [stored_of(line) for line in lines_in(io.StringIO(text, newline=""))]


def old_export(name) -> str:
    return (WRITTEN / name).read_bytes().decode()


def bare(history):
    return [replace(stored, head=None) for stored in history]


def of_gig(number) -> list[StoredEntry]:
    return [stored for stored in of_before_kinds() if stored.gig == number]


@pytest.mark.parametrize("gig", [1, 2])
def test_a_history_of_before_kinds_is_still_proved(gig):
    assert len(of_before_kinds()) == 28
    assert verify_history(of_gig(gig)) is None


@pytest.mark.parametrize("place", range(25))
def test_no_word_of_it_can_be_changed(place):
    history = of_gig(1)
    for word in ("name", "verb", "detail"):
        changed = history[place].document.replace(f'"{word}":"', f'"{word}":"x')
        forged = [replace(one, document=changed) if at == place else one for at, one in enumerate(history)]
        assert verify_history(forged).sentence == f"Gig 1: entry {place + 1} was changed."


def test_an_entry_cannot_be_put_into_the_new_form():
    history = of_gig(1)
    forged = replace(
        history[0],
        document='{"at":"2026-11-23T12:00:00Z","actor":{"tenant":"contoso","object_id":"rita"},'
        '"kind":"gig_submitted","facts":{}}',
    )
    assert verify_history([forged, *history[1:]]).sentence == "Gig 1: entry 1 was changed."


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_that_release_is_proved_without_the_database(name):
    proof = proved(read(old_export(name)))
    assert (proof.faults, proof.gigs, proof.entries) == ((), 2, 28)
    assert read(old_export(name)) == bare(of_before_kinds())


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("word", ["Hyun-woo Park for", "decided to hire", "USD 444.00", "Pat Lead"])
def test_a_word_that_was_changed_in_it_is_found(name, word):
    text = old_export(name)
    assert word in text
    assert proved(read(text.replace(word, word[::-1], 1))).faults


def test_an_export_of_today_has_old_and_new_entries_side_by_side_and_proves_both():
    history = of_before_kinds()
    for head, text_of in ((csv_head, csv_text), (str, json_text)):
        text = head() + "".join(text_of(line_of(stored)) for stored in history)
        assert read(text) == bare(history)
        assert proved(read(text)).faults == ()
    assert set(WRITTEN_COLUMNS) < set(COLUMNS)


@pytest.mark.parametrize("changes", [{"kind": "brief_edited"}, {"facts": {"words": "x"}}])
def test_a_line_is_of_one_form(changes):
    line = line_of(of_before_kinds()[0]).model_copy(update=changes)
    with pytest.raises(LineBroken, match="two forms at once"):
        stored_of(line)


def test_the_fixture_is_of_before_kinds_and_stays_what_it_was():
    assert all('"kind"' not in stored.document for stored in of_before_kinds())
    assert all("kind" in one.sealed() for one in entries())
    assert sorted(path.name for path in Path(WRITTEN).iterdir()) == [
        "export.csv",
        "export.jsonl",
        "rows.json",
    ]
