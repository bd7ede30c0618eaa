"""Whatever somebody does to a history behind the product's back is found, at the entry where it begins."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.history import GENESIS, Head
from gigs.history_kinds import EntryKind
from tests.support.builders import TENANT
from tests.support.histories import a_history, entries, with_head, written
from use_cases.audit.verify_history import AnchorWrong, Chains, anchor_in, verify_history


def prove(*histories, anchor=None, keep=len, has_heads=True):
    chains = Chains(anchor, keep=keep, has_heads=has_heads)
    for history in histories:
        for kept in history:
            chains.take(kept)
    return chains.end()


def anchor_of(*histories):
    lines: list[str] = []
    proof = prove(*histories, keep=lines.append)
    assert proof.faults == ()
    return "".join(lines)


def changed(history, place, **changes):
    return [replace(one, **(changes if at == place else {})) for at, one in enumerate(history)]


def test_what_nobody_touched_is_proved():
    proof = prove(a_history(1), a_history(2), a_history(7, tenant="zeta"))
    assert proof.faults == ()
    assert (proof.gigs, proof.entries) == (3, 12)


def test_nothing_at_all_is_proved_too():
    assert prove().faults == ()


def document(old, new, history=None):
    """The second document of a history with these words in place of those that are there."""
    before = (history or a_history())[1].document
    assert old in before
    return {"document": before.replace(old, new)}


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"number": 9}, "is missing"),
        ({"number": 1}, "was inserted"),
        ({"at": a_history()[1].at + timedelta(seconds=1)}, "was moved to another time"),
        (document("step 1", "step one"), "was changed"),
        (document("emergency_reviewed", "emergency_concern"), "was changed"),
        (document('"mark"', '"rita"'), "was changed"),
        (document("emergency_reviewed", "approved_by_nobody"), "can’t be read any more"),
        (document("}}", ',"reason":"x"}}'), "can’t be read any more"),
        ({"document": a_history()[0].document}, "was moved to another time"),
        ({"document": "{}"}, "can’t be read any more"),
        ({"document": ""}, "can’t be read any more"),
        ({"former_hash": GENESIS}, "doesn’t follow the one before it"),
        ({"hash": "f" * 64}, "was changed"),
    ],
)
def test_an_entry_is_named_whichever_column_was_changed(changes, reason):
    fault = verify_history(changed(a_history(), 1, **changes))
    number = 1 if changes == {"number": 1} else 2
    assert (fault.number, fault.sentence) == (number, f"Gig 1: entry {number} {reason}.")


@pytest.mark.parametrize(
    "words",
    [("step 1", "step one"), ("Mark", "Mork"), ("asked for changes", "approved"), ('"mark"', '"rita"')],
)
def test_an_entry_of_before_kinds_is_named_whatever_was_changed_in_it(words):
    history = a_history(1, written())
    assert verify_history(history) is None
    fault = verify_history(changed(history, 1, **document(words[0], words[1], history)))
    assert (fault.number, fault.sentence) == (2, "Gig 1: entry 2 was changed.")


def test_names_that_lie_beside_an_entry_are_no_part_of_the_proof():
    assert verify_history(changed(a_history(), 1, names={})) is None


def test_an_entry_of_the_middle_that_is_gone_is_named():
    history = a_history()
    assert verify_history(history[:1] + history[2:]).sentence == "Gig 1: entry 2 is missing."


def test_two_entries_that_changed_places_are_noticed():
    one, two, three, four = a_history()
    swapped = [
        one,
        replace(three, number=2),
        replace(two, number=3),
        four,
    ]
    assert verify_history(swapped).number == 2


def test_an_entry_put_in_between_is_noticed():
    said = entries()
    forged = a_history(1, [*said[:2], entries(5)[3], *said[2:]])
    history = a_history()
    inserted = [
        *history[:2],
        forged[2],
        *(replace(one, number=one.number + 1) for one in history[2:]),
    ]
    assert verify_history(with_head(inserted, inserted[-1])).number == 4


def test_an_entry_put_before_the_first_is_noticed():
    first, *rest = a_history()
    before = replace(first, number=0)
    assert verify_history([before, first, *rest]).sentence == "Gig 1: entry 0 was inserted."


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_cut_off_end_is_noticed_by_the_head(left):
    fault = verify_history(a_history()[:left])
    told = f"Gig 1: entry {left + 1} is missing: the end of the history was cut off."
    assert (fault.number, fault.sentence) == (left + 1, told)


def test_an_entry_behind_the_head_is_noticed():
    longer = a_history(1, entries(count=5))
    assert verify_history(with_head(longer, longer[3])).sentence == (
        "Gig 1: entry 5 comes after the head of the history."
    )


def test_a_last_entry_that_is_not_the_heads_is_noticed():
    history = a_history()
    head = Head(number=4, hash="f" * 64)
    assert "head" in verify_history([replace(one, head=head) for one in history]).reason


def test_a_head_that_is_gone_is_noticed():
    assert "head of the history is gone" in verify_history(changed(a_history(), 3, head=None)).reason


def test_every_broken_gig_is_named_with_its_first_broken_entry_only():
    broken = [changed(changed(a_history(gig), 1, hash="x"), 3, hash="y") for gig in (1, 3)]
    proof = prove(broken[0], a_history(2), broken[1])
    assert [(fault.gig, fault.number) for fault in proof.faults] == [(1, 2), (3, 2)]
    assert proof.gigs == 3
    assert proof.digest == ""


def test_a_gig_without_any_entry_is_named():
    chains = Chains()
    for kept in a_history(1):
        chains.take(kept)
    chains.lose(TENANT, 2)
    assert [fault.sentence for fault in chains.end().faults] == [
        "Gig 2: entry 1 is missing, and so is everything after it."
    ]


def test_gigs_out_of_order_are_noticed():
    assert [fault.gig for fault in prove(a_history(2), a_history(1)).faults] == [1]


class TestAnAnchor:
    def test_it_has_one_line_per_gig_and_the_digest_is_its_own(self):
        text = anchor_of(a_history(1), a_history(2))
        assert hashlib.sha256(text.encode()).hexdigest() == prove(a_history(1), a_history(2)).digest
        assert anchor_in(text.splitlines()) == {
            (TENANT, gig): Head(number=4, hash=a_history(gig)[-1].hash) for gig in (1, 2)
        }

    def test_what_grew_since_is_proved(self):
        anchor = anchor_in(anchor_of(a_history(1)).splitlines())
        proof = prove(a_history(1, entries(count=6)), a_history(2), anchor=anchor)
        assert (proof.faults, proof.unmet) == ((), 0)

    def test_a_history_sealed_anew_is_noticed_though_its_chain_holds(self):
        anchor = anchor_in(anchor_of(a_history(1)).splitlines())
        said = entries(count=6)
        said[1] = said[1].model_copy(update={"kind": EntryKind.EMERGENCY_CONCERN})
        forged = a_history(1, said)
        assert verify_history(forged) is None
        (fault,) = prove(forged, anchor=anchor).faults
        told = "Gig 1: entry 4 isn’t the one in the anchor: the history was rewritten."
        assert (fault.number, fault.sentence) == (4, told)

    def test_a_history_cut_off_with_its_head_is_noticed(self):
        anchor = anchor_in(anchor_of(a_history(1)).splitlines())
        shorter = a_history(1, entries(count=3))
        assert verify_history(shorter) is None
        assert [fault.number for fault in prove(shorter, anchor=anchor).faults] == [4]

    def test_a_gig_that_is_gone_without_a_trace_is_noticed(self):
        anchor = anchor_in(anchor_of(a_history(1), a_history(2)).splitlines())
        assert [fault.gig for fault in prove(a_history(2), anchor=anchor).faults] == [1]

    def test_histories_that_changed_owners_are_noticed(self):
        anchor = anchor_in(anchor_of(a_history(1), a_history(2)).splitlines())
        moved = [[replace(one, gig=gig) for one in a_history(3 - gig)] for gig in (1, 2)]
        assert len(prove(*moved, anchor=anchor).faults) == 2

    def test_of_a_file_it_proves_the_gigs_that_are_in_it(self):
        anchor = anchor_in(anchor_of(a_history(1), a_history(2)).splitlines())
        proof = prove(a_history(2), anchor=anchor, has_heads=False)
        assert (proof.faults, proof.unmet) == ((), 1)
        assert [fault.number for fault in prove(a_history(2)[:3], anchor=anchor, has_heads=False).faults] == [
            4
        ]

    @pytest.mark.parametrize("text", ["", "{}", "nonsense", "ab" * 32, '{"gig":1,"number":1,"hash":"x"}'])
    def test_what_is_none_is_refused_with_a_sentence(self, text):
        with pytest.raises(AnchorWrong, match="audit verify --write-anchor"):
            anchor_in([text])


ALPHABET = st.sampled_from("0123456789abcdef")


@given(
    place=st.integers(0, 3),
    column=st.sampled_from(["former_hash", "hash"]),
    at=st.integers(0, 63),
    new=ALPHABET,
)
def test_no_single_character_of_a_hash_can_be_changed(place, column, at, new):
    history = a_history()
    old = getattr(history[place], column)
    text = old[:at] + new + old[at + 1 :]
    fault = verify_history(changed(history, place, **{column: text}))
    assert (fault is None) == (text == old)
    assert fault is None or fault.number == place + 1


@given(order=st.permutations(range(4)))
def test_no_order_but_the_right_one_is_proved(order):
    history = a_history()
    assert (verify_history([history[at] for at in order]) is None) == (list(order) == [0, 1, 2, 3])
