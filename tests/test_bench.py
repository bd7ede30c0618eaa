"""The benchmark's own arithmetic: what is said to be met, and whose gigs there are."""

from bench.cast import PRESSERS, TENANTS, place_of
from bench.learned import FIRST, learned
from bench.seed import Pieces
from bench.table import Row, ratio, table


def test_a_row_says_whether_it_is_met_and_a_row_without_a_value_says_neither():
    shown = table(
        [
            Row("P1", "help", "≤ 1.05x", 1.05, 1.05, "1.05x"),
            Row("P2", "approve", "≤ 1.5x", 1.5, 1.51, "1.51x"),
            Row("P3", "crowd", "≤ 0.8 s", 0.8, None),
        ]
    )[2:]
    assert shown == [
        "| P1 | help | ≤ 1.05x | 1.05x | met |",
        "| P2 | approve | ≤ 1.5x | 1.51x | missed |",
        "| P3 | crowd | ≤ 0.8 s | not measured | |",
    ]


def test_there_is_no_ratio_to_what_was_not_measured():
    assert ratio(3.0, None) is None
    assert ratio(None, 3.0) is None
    assert ratio(3.0, 2.0) == 1.5


def test_only_the_marked_places_of_a_text_are_filled_even_where_another_part_reads_the_same():
    text = Pieces(("number ", "number", " of ", "tenant", ""))
    assert text.filled({"number": "12", "tenant": "T"}) == "number 12 of T"


def test_every_gig_has_a_number_of_its_own_in_its_tenant_and_an_approver_who_did_not_ask():
    gigs = [place_of(place) for place in range(5 * len(TENANTS) * len(PRESSERS))]
    assert len({(tenant, number) for tenant, number, _, _ in gigs}) == len(gigs)
    assert all(asks != decides and decides.place in PRESSERS for _, _, asks, decides in gigs)
    first = [number for tenant, number, _, _ in gigs if tenant == TENANTS[0]]
    assert first == list(range(1, len(first) + 1))


def test_what_was_learned_is_the_same_each_time_and_never_numbered_as_a_draft_is():
    few = list(learned(50))
    assert [worked for _, _, worked in few] == [worked for _, _, worked in learned(50)]
    assert min(summary.gig for summary, _, _ in few) == FIRST
    assert len({summary.title for summary, _, _ in few}) > 40
    assert all(worked.gig == summary.gig and worked.key == talent.key for summary, talent, worked in few)
