"""A budget or a due date unlike similar gigs here: robust figures of closed gigs, never one that nobody paid."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from coach.hints import Behind, Hint, Kind, Mend, Usual
from coach.texts import mark
from gigs.brief import Brief, PriceType
from gigs.money import Money
from gigs.value import Value

FEWEST = 5
"""Of fewer similar gigs nobody can say what is usual."""
_BEYOND = Decimal("3.5")
"""How many times as far from the middle as the end of the middle half a figure has to be, counted in factors: where the
dearer half of the gigs costs a fifth more than the middle one, twice is far; where it costs half more, four times is."""
_AT_LEAST, _AT_MOST = Decimal(2), Decimal(10)
"""By which factor it has to differ from the middle one at the least; more than that at the most is always far."""
_MOST_BEHIND = 3


class Similar(Value):
    """A closed gig that its reader may know of. `days` is None where nothing is known of how long it took."""

    gig: int
    title: str
    cost: Money | None = None
    days: int | None = None
    skills: tuple[str, ...] = ()


def alike(brief: Brief, found: Sequence[Similar]) -> list[Similar]:
    """Those that share a skill, where there are enough of them; otherwise all, which are of the brief's kind of work."""
    wanted = {skill.casefold() for skill in brief.skills}
    sharing = [one for one in found if wanted & {skill.casefold() for skill in one.skills}]
    return sharing if len(sharing) >= FEWEST else list(found)


def of_budget(brief: Brief) -> str:
    """The mark of what a hint on the budget is about."""
    return mark(str(brief.budget.amount), brief.budget.currency)


def of_dates(brief: Brief) -> str:
    """The mark of what a hint on the due date is about."""
    return mark(brief.start.isoformat(), brief.due.isoformat())


def budget(brief: Brief, found: Sequence[Similar]) -> Hint | None:
    """Much more, or much less, than similar gigs cost in the same currency."""
    currency = brief.budget.currency
    priced = [
        (one, one.cost) for one in found if one.cost and one.cost.currency == currency and one.cost.amount > 0
    ]
    if len(priced) < FEWEST:
        return None
    three = _quartiles([cost.amount for _one, cost in priced])
    if not _is_outside(brief.budget.amount, three):
        return None
    low, middle, high = (Money(amount=amount, currency=currency).times(1) for amount in three)
    near = sorted(priced, key=lambda each: abs(each[1].amount - middle.amount))
    usual = Usual(count=len(priced), money=(low, middle, high), behind=_behind([one for one, _cost in near]))
    mend = Mend.USE if brief.price_type is PriceType.FIXED else Mend.OPEN
    return Hint(kind=Kind.BUDGET, field="amount", mend=mend, about=of_budget(brief), usual=usual)


def due(brief: Brief, found: Sequence[Similar], today: date) -> Hint | None:
    """Much less time than similar gigs took, or much more."""
    timed = [(one, one.days) for one in found if one.days]
    if len(timed) < FEWEST:
        return None
    three = _quartiles([Decimal(days) for _one, days in timed])
    planned = (brief.due - brief.start).days
    if not _is_outside(Decimal(max(planned, 1)), three) or abs(planned - three[1]) < 3:
        return None
    low, middle, high = (max(1, round(days)) for days in three)
    near = sorted(timed, key=lambda each: abs(each[1] - middle))
    day = max(brief.start, today) + timedelta(days=middle)
    behind = _behind([one for one, _days in near])
    usual = Usual(count=len(timed), days=(low, middle, high), due=day, behind=behind)
    return Hint(kind=Kind.DUE, field="due", mend=Mend.USE, about=of_dates(brief), usual=usual)


def _behind(similar: Sequence[Similar]) -> tuple[Behind, ...]:
    return tuple(Behind(gig=one.gig, title=one.title) for one in similar[:_MOST_BEHIND])


def _quartiles(figures: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The ends of the middle half, and the one in the middle (the mean of two)."""
    ordered = sorted(figures)

    def at(share: Decimal) -> Decimal:
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    return at(Decimal("0.25")), at(Decimal("0.5")), at(Decimal("0.75"))


def _is_outside(figure: Decimal, three: tuple[Decimal, Decimal, Decimal]) -> bool:
    low, middle, high = three
    if figure > middle:
        return figure / middle > _limit(high / middle)
    return middle / figure > _limit(middle / low)


def _limit(spread: Decimal) -> Decimal:
    return min(max(spread**_BEYOND, _AT_LEAST), _AT_MOST)
