"""What we add to a marketplace's proposal so that it can be compared."""

from gigs.money import Money
from gigs.value import Value


class Likeness(Value):
    """Another letter of the same gig that says the same: how much of it, by whom, and what they have in common."""

    percent: int
    freelancer: str
    quote: str


class Hint(Value):
    """What is noticed about one letter. `names_nothing`: not one telling word of the brief is in it."""

    proposal: str
    likeness: Likeness | None = None
    names_nothing: bool = False


class Remark(Value):
    """About one proposal: `about` is its whole price in the gig's currency, by the policy's rates; None where it is in
    that currency, or no rate is known.
    """

    proposal: str
    about: Money | None = None
    hint: Hint | None = None
