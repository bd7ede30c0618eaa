"""What stands in the way of something on a marketplace where we say no ourselves; its sentence is made by the cards."""

from enum import StrEnum

from gigs.money import Money
from gigs.value import Value
from ports.marketplace import MarketplaceRefused


class Hindrance(StrEnum):
    """Every no of our own. What a marketplace says is in its own words instead."""

    UNREACHED = "unreached"
    """We tried several times and never got through."""
    NOT_SET_UP = "not_set_up"
    CANNOT_CLOSE = "cannot_close"
    CANNOT_CHANGE = "cannot_change"
    PRICE_CHANGED = "price_changed"
    RATE_CHANGED = "rate_changed"
    OFFERED_TO_ANOTHER = "offered_to_another"
    """A programme lead has taken over an offer to somebody else on the same listing."""
    DO_NOT_HIRE = "do_not_hire"
    """A programme lead marked the freelancer after the offer was decided."""
    FUNDED_CHANGED = "funded_changed"
    ACCEPTED_CHANGED = "accepted_changed"
    BEYOND_APPROVED_TO_FUND = "beyond_approved_to_fund"
    BEYOND_APPROVED_TO_PAY = "beyond_approved_to_pay"
    KEY_LOST = "key_lost"
    """Our key doesn't open the stored tokens of an account."""
    NOT_RENEWABLE = "not_renewable"


class Hindered(Value):
    """One such no. `amount` is the money now, `limit` what was agreed or approved before."""

    by: Hindrance
    amount: Money | None = None
    limit: Money | None = None


class RefusedHere(MarketplaceRefused):
    """A no of our own, with nothing sent."""

    def __init__(self, reason: str, hindered: Hindered) -> None:
        super().__init__(reason)
        self.hindered = hindered


def hindered_by(no: MarketplaceRefused) -> Hindered | None:
    """What stood in the way; None where the marketplace said no itself."""
    return no.hindered if isinstance(no, RefusedHere) else None
