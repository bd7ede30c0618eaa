"""What is to have happened in the two years: which gigs, whose, when, and how each of them went."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from demo.content import Content, Kind
from demo.time_and_ids import Dice, dice
from gigs.brief import DataTier
from gigs.marketplaces import FREELANCER, SANDBOX, UPWORK, WORKSOME
from gigs.money import Money
from gigs.people import Person
from gigs.summary import Audience
from gigs.value import Value

GIGS = 500
SPAN = timedelta(days=730)
LAST_FINISHED = timedelta(days=75)
"""Before now: whatever began later is under way."""

_CURRENCY = {"DE": "EUR", "GB": "GBP"}
_MARKETS = (SANDBOX.name, SANDBOX.name, UPWORK.name, FREELANCER.name, WORKSOME.name)


class Ending(StrEnum):
    """How far a gig has come by now."""

    CLOSED = "closed"
    INSIDE = "inside"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DRAFT = "draft"
    OFFERED = "offered"
    WAITING = "waiting"
    COMPARING = "comparing"
    AT_WORK = "at work"
    FINISHED = "finished"


class Closed(Value):
    """What its requester said at closing."""

    rating: int
    hire_again: bool
    score: int
    do_again: str
    do_differently: str
    audience: Audience
    named: bool
    brief: bool


class Planned(Value):
    """One gig as it’s to be lived through. `number` is only its place in the order of the plan, `colleague` who would do it
    where it’s offered inside.
    """

    number: int
    who: Person
    colleague: Person
    kind: Kind
    title: str
    budget: Money
    market: str
    tier: DataTier
    begins: datetime
    ending: Ending
    closed: Closed


# Under way, by the days since they began and whose they are: "" is anybody's, the others are who sits at a window.
_UNDER_WAY: tuple[tuple[Ending, int, str], ...] = (
    (Ending.FINISHED, 40, "Rita Requester"),
    (Ending.AT_WORK, 24, "Rita Requester"),
    (Ending.AT_WORK, 22, ""),
    (Ending.AT_WORK, 20, "Sam Colleague"),
    (Ending.AT_WORK, 18, ""),
    (Ending.AT_WORK, 17, ""),
    (Ending.COMPARING, 6, "Rita Requester"),
    (Ending.COMPARING, 5, ""),
    (Ending.COMPARING, 5, ""),
    (Ending.DRAFT, 3, "Rita Requester"),
    (Ending.OFFERED, 2, "Rita Requester"),
    (Ending.WAITING, 1, "Rita Requester"),
    (Ending.WAITING, 1, "Sam Colleague"),
    (Ending.WAITING, 1, ""),
)


def plan(content: Content, people: Sequence[Person], now: datetime, gigs: int = GIGS) -> tuple[Planned, ...]:
    """In the order in which they began: first what is over by now, then what is under way.

    `people` are those who post gigs.
    """
    under_way = _UNDER_WAY[-gigs:]
    over = gigs - len(under_way)
    planned = [_over(content, people, now, place, over) for place in range(over)]
    planned.sort(key=lambda one: one.begins)
    planned += [_under_way(content, people, now, over + place, *one) for place, one in enumerate(under_way)]
    return tuple(planned)


def _over(content: Content, people: Sequence[Person], now: datetime, number: int, of: int) -> Planned:
    """A programme that grows: more of them lately than at the beginning."""
    dies = dice("over", number)
    age = LAST_FINISHED + (SPAN - LAST_FINISHED) * (1 - ((number + dies.random()) / of) ** 0.75)
    begins = _at_work(now - age, dies)
    ending = dies.choices(
        (Ending.CLOSED, Ending.INSIDE, Ending.REJECTED, Ending.WITHDRAWN, Ending.EXPIRED),
        weights=(82, 4, 6, 5, 3),
    )[0]
    return _planned(content, people, _someone(people, dies), number, begins, ending, dies)


def _under_way(
    content: Content,
    people: Sequence[Person],
    now: datetime,
    number: int,
    ending: Ending,
    days: int,
    name: str,
) -> Planned:
    dies = dice("under way", number)
    who = next((one for one in people if one.name == name), None) or _someone(people, dies)
    begins = now - timedelta(days=days, hours=2)
    planned = _planned(content, people, who, number, begins, ending, dies)
    return planned.model_copy(update={"market": SANDBOX.name, "tier": DataTier.GENERAL})


def _someone(people: Sequence[Person], dies: Dice) -> Person:
    """Some post often and most do now and then, as everywhere."""
    return dies.choices(people, weights=[1 / (place + 6) for place in range(len(people))])[0]


def _at_work(day: datetime, dies: Dice) -> datetime:
    """A moment of that day, or of the Monday after it, at which people work."""
    late = max(0, day.weekday() - 4)
    moved = day + timedelta(days=(0, 2, 1)[late])
    return moved.replace(hour=dies.randint(8, 15), minute=dies.randint(0, 59), second=0, microsecond=0)


def _planned(
    content: Content,
    people: Sequence[Person],
    who: Person,
    number: int,
    begins: datetime,
    ending: Ending,
    dies: Dice,
) -> Planned:
    kind = dies.choice(content.kinds)
    is_open = ending in (Ending.INSIDE, Ending.OFFERED) or dies.random() > 0.06
    others = [one for one in people if one.department != who.department]
    subject = dies.choice(content.subjects[who.department])
    whole = dies.randrange(kind.budget[0], kind.budget[1] + 1, 50)
    currency = _CURRENCY.get(who.country, "USD")
    return Planned(
        number=number,
        who=who,
        colleague=dies.choice(others),
        kind=kind,
        title=dies.choice(kind.titles).format(subject=subject),
        budget=Money(amount=Decimal(whole), currency=currency),
        market=dies.choice(_MARKETS),
        tier=DataTier.GENERAL if is_open else DataTier.CONFIDENTIAL,
        begins=begins,
        ending=ending,
        closed=_closed(kind, dies),
    )


def _closed(kind: Kind, dies: Dice) -> Closed:
    rating = dies.choices((5, 4, 3, 2), weights=(48, 34, 12, 6))[0]
    lines = dies.choices(("both", "again", "differently"), weights=(60, 20, 20))[0]
    return Closed(
        rating=rating,
        hire_again=rating > 3 or (rating == 3 and dies.random() < 0.4),
        score=min(10, 2 * rating - dies.randint(0, 2)),
        do_again="" if lines == "differently" else dies.choice(kind.do_again),
        do_differently="" if lines == "again" else dies.choice(kind.do_differently),
        audience=dies.choices(tuple(Audience), weights=(20, 30, 50))[0],
        named=dies.random() < 0.7,
        brief=dies.random() < 0.6,
    )
