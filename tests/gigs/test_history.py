"""The history of a gig cannot be changed without it showing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.history import GENESIS, ChainedEntry, Entry, broken_at, chain
from tests.support.builders import MARK, RITA
from tests.support.clock import NOON


def a_history(length: int = 5) -> list[ChainedEntry]:
    entries: list[ChainedEntry] = []
    for number in range(1, length + 1):
        entry = Entry(
            at=NOON + timedelta(minutes=number), actor=RITA.key, name=RITA.name, verb=f"step {number}"
        )
        entries.append(chain(entry, number, entries[-1].hash if entries else GENESIS))
    return entries


def altered(sealed: ChainedEntry, **changes) -> ChainedEntry:
    return sealed.model_copy(update={"entry": sealed.entry.model_copy(update=changes)})


def test_an_untouched_history_holds_and_so_does_an_empty_one():
    assert broken_at(a_history()) is None
    assert broken_at([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "approved"},
        {"detail": "nothing to see"},
        {"actor": MARK.key},
        {"actor": None},
        {"name": MARK.name},
        {"at": NOON},
    ],
)
def test_a_changed_entry_is_found_where_it_stands(change):
    entries = a_history()
    entries[2] = altered(entries[2], **change)

    assert broken_at(entries) == 3


def test_a_changed_entry_with_a_fresh_hash_is_found_at_the_next_one():
    entries = a_history()
    entries[2] = chain(altered(entries[2], verb="approved").entry, 3, entries[1].hash)

    assert broken_at(entries) == 4


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_deleted_entry_is_found(place):
    entries = a_history()
    del entries[place]

    assert broken_at(entries) == place + 1


@pytest.mark.parametrize("place", [0, 2, 5])
def test_an_inserted_entry_is_found(place):
    entries = a_history()
    stranger = chain(entries[0].entry, place + 1, "f" * 64)
    entries.insert(place, stranger)

    assert broken_at(entries) == place + 1


def test_entries_in_another_order_are_found():
    entries = a_history()
    entries[1], entries[2] = entries[2], entries[1]

    assert broken_at(entries) == 2


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_cannot_move_from_one_field_to_another(name, detail):
    entry = Entry(at=NOON, actor=None, name=name, verb="v", detail=detail)
    other = Entry(at=NOON, actor=None, name=name + detail, verb="v", detail="")

    same = chain(entry, 1, GENESIS).hash == chain(other, 1, GENESIS).hash
    assert same == (detail == "")


def test_a_history_holds_after_being_stored_and_read():
    stored = [sealed.model_dump_json() for sealed in a_history()]

    assert broken_at(ChainedEntry.model_validate_json(text) for text in stored) is None


def test_the_same_entry_behind_another_past_has_another_hash():
    entry = a_history()[0].entry

    assert chain(entry, 2, "a" * 64).hash != chain(entry, 2, "b" * 64).hash
    assert chain(entry, 2, "a" * 64).hash != chain(entry, 3, "a" * 64).hash
