"""A budget and a due date are compared with what similar gigs here cost and took, and with nothing else."""

from datetime import date, timedelta

from coach.hints import Kind, Mend
from coach.unlike import FEWEST, Similar, alike, budget, due
from gigs.brief import PriceType
from tests.support.builders import a_brief, usd
from tests.support.cases import every_case

TODAY = date(2026, 11, 30)


def gigs(*costs, days=None, skills=()):
    return [
        Similar(
            gig=number, title=f"Deck {number}", cost=usd(cost) if cost else None, days=days, skills=skills
        )
        for number, cost in enumerate(costs, start=1)
    ]


def test_the_more_they_differ_the_further_away_a_budget_has_to_be():
    with every_case() as case:
        for asked, costs, is_told in (
            (1200, (1000, 1000, 1000, 1000, 1000), False),
            (2100, (1000, 1000, 1000, 1000, 1000), True),
            (450, (1000, 1000, 1000, 1000, 1000), True),
            (2100, (700, 800, 1000, 1400, 1600), False),
            (4000, (700, 800, 1000, 1400, 1600), True),
            (400, (700, 800, 1000, 1400, 1600), True),
            (9000, (100, 200, 1000, 5000, 9000), False),
            (11000, (100, 200, 1000, 5000, 9000), True),
        ):
            with case(f"{asked} among {costs}"):
                hint = budget(a_brief(rate=usd(asked)), gigs(*costs))
                assert (hint is not None) == is_told


def test_fewer_than_five_tell_nothing_however_far_away_it_is():
    assert budget(a_brief(rate=usd(1_000_000)), gigs(*[10] * (FEWEST - 1))) is None
    assert budget(a_brief(rate=usd(1_000_000)), gigs(*[0] * 20)) is None
    soon = a_brief(start=TODAY, due=TODAY)
    assert due(soon, gigs(*[10] * (FEWEST - 1), days=40), TODAY) is None


def test_the_hours_of_an_hourly_brief_are_for_its_requester_to_change():
    hourly = a_brief(rate=usd(100), price_type=PriceType.HOURLY, hours=50)
    hint = budget(hourly, gigs(*[200] * 5))
    assert (hint.kind, hint.mend) == (Kind.BUDGET, Mend.OPEN)


def test_a_due_date_is_told_where_others_took_far_longer_and_never_lies_in_the_past():
    started = a_brief(start=TODAY - timedelta(days=30), due=TODAY - timedelta(days=28))
    hint = due(started, gigs(*[10] * 5, days=20), TODAY)
    assert (hint.usual.days, hint.usual.due) == ((20, 20, 20), TODAY + timedelta(days=20))
    assert due(a_brief(start=TODAY, due=TODAY + timedelta(days=15)), gigs(*[10] * 5, days=20), TODAY) is None
    assert (
        due(a_brief(start=TODAY, due=TODAY), gigs(*[10] * 5, days=2), TODAY) is None
    )  # two days are soon over


def test_gigs_that_share_a_skill_are_nearer_where_there_are_enough_of_them():
    brief = a_brief(skills=("PowerPoint",))
    near, far = gigs(*[10] * FEWEST, skills=("powerpoint",)), gigs(*[10] * 9, skills=("Excel",))
    assert alike(brief, [*near, *far]) == near
    assert alike(brief, [*near[1:], *far]) == [*near[1:], *far]
