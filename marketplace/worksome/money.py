"""Money as Worksome has it: a JSON number in whole units of a currency, never cents, read and written without a loss."""

from decimal import Decimal

from gigs.money import MINOR_DIGITS, Money
from marketplace.worksome.outcomes import TITLE
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable


def to_number(money: Money) -> float:
    """The number to send. Raises MarketplaceRefused where a JSON number would not say exactly this."""
    number = float(money.amount)
    if Decimal(str(number)) != money.amount:
        raise MarketplaceRefused(
            f"{TITLE} takes amounts as plain numbers, and {money} does not fit into one."
        )
    return number


def from_number(amount: Decimal, currency: str) -> Money:
    """The amount it stands for. Raises MarketplaceUnavailable for what is no amount of that currency: nothing is rounded."""
    if currency not in MINOR_DIGITS:
        raise MarketplaceUnavailable(f"{TITLE} counts in {currency or 'no currency'}, which we do not know")
    exact = amount.quantize(Decimal(1).scaleb(-MINOR_DIGITS[currency]))
    if exact != amount:
        raise MarketplaceUnavailable(
            f"{TITLE} says {amount} {currency}, which is not an amount of that currency: it is {exact} or something else"
        )
    return Money(amount=exact, currency=currency)
