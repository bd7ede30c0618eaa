"""Money: an exact decimal amount and an ISO 4217 currency; never a float."""

from decimal import ROUND_HALF_UP, Decimal

from pydantic import field_validator

from gigs.value import Value
from translation import formats

MINOR_DIGITS = {
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "AUD": 2,
    "CAD": 2,
    "CHF": 2,
    "INR": 2,
    "JPY": 0,
    "SEK": 2,
    "DKK": 2,
    "NOK": 2,
}
"""The currencies a brief may be written in, and how many decimals each one has (ISO 4217)."""


class Money(Value):
    """An amount in one currency. Arithmetic across currencies is refused with ValueError."""

    amount: Decimal
    currency: str

    @field_validator("currency")
    @classmethod
    def _known(cls, currency: str) -> str:
        if currency not in MINOR_DIGITS:
            raise ValueError(f"unknown currency {currency!r}")
        return currency

    def __str__(self) -> str:
        return formats.money(self.amount, self.currency, MINOR_DIGITS[self.currency])

    def __add__(self, other: "Money") -> "Money":
        return self._with(self.amount + self._same(other))

    def __sub__(self, other: "Money") -> "Money":
        return self._with(self.amount - self._same(other))

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def times(self, factor: Decimal | int) -> "Money":
        """Multiplied and rounded half up to the currency's smallest unit."""
        unit = Decimal(1).scaleb(-MINOR_DIGITS[self.currency])
        return self._with((self.amount * factor).quantize(unit, ROUND_HALF_UP))

    def _with(self, amount: Decimal) -> "Money":
        return Money(amount=amount, currency=self.currency)

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"can’t combine {self.currency} with {other.currency}")
        return other.amount
