"""The history of a gig cannot be changed without it showing."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gigs.history import (
    GENESIS,
    ChainedEntry,
    Entry,
    WrittenEntry,
    broken_at,
    chain,
    document_of,
    entry_in,
    sealed_in,
)
from gigs.history_facts import FACTS
from gigs.history_kinds import EntryFacts, EntryKind
from tests.support.builders import MARK, RITA, usd
from tests.support.clock import NOON


def a_history(length: int = 5) -> list[ChainedEntry]:
    entries: list[ChainedEntry] = []
    for number in range(1, length + 1):
        entry = Entry(
            at=NOON + timedelta(minutes=number),
            actor=RITA.key,
            kind=EntryKind.ADVICE_GIVEN,
            facts=EntryFacts(words=f"step {number}"),
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
        {"kind": EntryKind.EMERGENCY_CONCERN},
        {"facts": EntryFacts(words="nothing to see")},
        {"facts": EntryFacts()},
        {"actor": MARK.key},
        {"actor": None},
        {"at": NOON},
    ],
)
def test_a_changed_entry_is_found_where_it_stands(change):
    entries = a_history()
    entries[2] = altered(entries[2], **change)

    assert broken_at(entries) == 3


def test_a_changed_entry_with_a_fresh_hash_is_found_at_the_next_one():
    entries = a_history()
    entries[2] = chain(altered(entries[2], facts=EntryFacts(words="approved")).entry, 3, entries[1].hash)

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
    entry = WrittenEntry(at=NOON, actor=None, name=name, verb="v", detail=detail)
    other = WrittenEntry(at=NOON, actor=None, name=name + detail, verb="v", detail="")

    same = chain(entry, 1, GENESIS).hash == chain(other, 1, GENESIS).hash
    assert same == (detail == "")


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_cannot_move_from_one_fact_to_another(listing, reason):
    facts = [EntryFacts(listing=listing, reason=reason), EntryFacts(listing=listing + reason, reason="")]
    one, other = (Entry(at=NOON, kind=EntryKind.LISTING_NOT_CLOSED, facts=each) for each in facts)

    same = chain(one, 1, GENESIS).hash == chain(other, 1, GENESIS).hash
    assert same == (reason == "")


def test_every_kind_says_which_facts_it_has_and_takes_no_others():
    assert set(FACTS) == set(EntryKind)
    assert all(names <= set(EntryFacts.model_fields) for names in FACTS.values())
    assert frozenset().union(*FACTS.values()) == set(EntryFacts.model_fields)
    for kind in EntryKind:
        strange = "words" if "words" not in FACTS[kind] else "erased"
        with pytest.raises(ValueError, match=strange):
            Entry(
                at=NOON,
                kind=kind,
                facts=EntryFacts.model_validate({strange: "x" if strange == "words" else ()}),
            )


def test_a_fact_that_is_absent_is_not_sealed():
    """So a fact that a later release knows changes nothing about an entry of today."""
    entry = Entry(at=NOON, kind=EntryKind.OFFER_SENT, facts=EntryFacts(contract="C1"))
    assert document_of(entry) == (
        '{"at":"2026-11-23T12:00:00Z","kind":"offer_sent","facts":{"contract":"C1"}}'
    )
    assert all(field.default is None for field in EntryFacts.model_fields.values())


def test_money_comes_back_to_the_cent_and_as_it_was_written():
    entry = Entry(at=NOON, kind=EntryKind.OFFER_SENT, facts=EntryFacts(amount=usd("1110.10")))
    assert entry_in(document_of(entry)) == entry
    assert '"1110.10"' in document_of(entry)


def test_an_entry_of_before_kinds_is_stored_and_sealed_as_it_always_was():
    written = WrittenEntry(at=NOON, actor=None, name="sandbox", verb="listed", detail="L1")
    assert document_of(written) == written.model_dump_json()
    assert entry_in(written.model_dump_json()) == written
    digest = "7" * 64
    assert (
        chain(written, 1, digest).hash
        == hashlib.sha256(
            (
                f'[1,"{digest}",'
                '{"actor":null,"at":"2026-11-23T12:00:00Z","detail":"L1","name":"sandbox","verb":"listed"}]'
            ).encode()
        ).hexdigest()
    )


@pytest.mark.parametrize(
    "document",
    [
        "{}",
        '{"at":"2026-11-23T12:00:00Z","kind":"listed_somehow"}',
        '{"at":"2026-11-23T12:00:00Z","kind":"brief_edited","verb":"edited","actor":null,"name":"x"}',
        '{"at":"2026-11-23T12:00:00Z","kind":"brief_edited","facts":{"name":"x"}}',
    ],
)
def test_what_is_of_neither_form_is_no_entry(document):
    with pytest.raises(ValueError, match="validation error"):
        entry_in(document)


def test_a_history_holds_after_being_stored_and_read():
    stored = [sealed.model_dump_json() for sealed in a_history()]

    assert broken_at(ChainedEntry.model_validate_json(text) for text in stored) is None


def test_the_same_entry_behind_another_past_has_another_hash():
    entry = a_history()[0].entry

    assert chain(entry, 2, "a" * 64).hash != chain(entry, 2, "b" * 64).hash
    assert chain(entry, 2, "a" * 64).hash != chain(entry, 3, "a" * 64).hash


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\x7f")
@example("".join(map(chr, range(1, 256))))
@example("Grüße, 日本語 \U0001f9d1\u2028")
def test_what_was_sealed_is_told_from_its_text_alone_in_any_language(reason):
    entry = Entry(at=NOON, actor=MARK.key, kind=EntryKind.APPROVAL_GIVEN, facts=EntryFacts(reason=reason))
    sealed, document = chain(entry, 3, GENESIS), document_of(entry)
    assert sealed_in(document, 3, GENESIS, sealed.hash) == entry.sealed()
    assert sealed_in(document, 4, GENESIS, sealed.hash) is None
    assert sealed_in(document, 3, "f" * 64, sealed.hash) is None
    assert sealed_in(document.replace("approval_given", "approval_lapsed"), 3, GENESIS, sealed.hash) is None


@pytest.mark.parametrize("text", ["", "{", "nonsense", '{"at": NaN}', "\x00"])
def test_what_is_no_document_is_not_sealed(text):
    assert sealed_in(text, 1, GENESIS, "f" * 64) is None
