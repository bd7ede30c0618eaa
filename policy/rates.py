"""What a policy's currencies are worth in its own: every comparison of two sums goes through here."""

from decimal import ROUND_HALF_UP, Decimal

from gigs.money import MINOR_DIGITS, Money
from gigs.value import Value


class Rates(Value):
    """`worth` has what ONE unit of a currency is worth in `currency`; one that is missing there is not accepted."""

    currency: str
    worth: dict[str, Decimal]

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every currency that a gig may be in, the policy's own first."""
        return (self.currency, *sorted(set(self.worth) - {self.currency}))

    def of(self, currency: str) -> Decimal | None:
        """What one unit is worth in the policy's own currency; None when it is not accepted."""
        return Decimal(1) if currency == self.currency else self.worth.get(currency)

    def convert(self, money: Money, currency: str) -> Money | None:
        """Rounded half up to the smallest unit; None when one of the two currencies is not accepted."""
        if money.currency == currency:
            return money
        here, there = self.of(money.currency), self.of(currency)
        if here is None or there is None:
            return None
        unit = Decimal(1).scaleb(-MINOR_DIGITS[currency])
        return Money(amount=(money.amount * here / there).quantize(unit, ROUND_HALF_UP), currency=currency)

    def filled_in(self, other: "Rates") -> "Rates":
        """These, and for what only `other` accepts its own rates, as far as the two have a currency to go by."""
        step = self.of(other.currency)
        if step is None:
            return self
        missing = {name: step * worth for name, worth in other.worth.items() if self.of(name) is None}
        return Rates(currency=self.currency, worth=self.worth | missing)

    def own(self, money: Money) -> Money | None:
        """In the policy's own currency; None when the currency is not accepted."""
        return self.convert(money, self.currency) if self.of(money.currency) is not None else None

    def limit(self, money: Money) -> Money:
        """A sum that the policy itself names: its currency was checked when the file was read."""
        converted = self.own(money)
        assert converted is not None
        return converted
