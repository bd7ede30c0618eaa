"""What a new brief is filled in with for everybody of an organisation; each can be changed before it's submitted."""

from typing import Annotated

from pydantic import Field, model_validator

from gigs.brief import Category, DataTier, PriceType
from gigs.check_brief import MOST_HOURS
from gigs.value import Value


class Defaults(Value):
    """`hours` are those of work paid by the hour. What is left out stays open."""

    data_tier: DataTier | None = None
    category: Category | None = None
    price_type: PriceType | None = None
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)] | None = None

    @model_validator(mode="after")
    def _hours_have_a_price(self) -> "Defaults":
        if self.hours is not None and self.price_type is not PriceType.HOURLY:
            raise ValueError("`hours` needs `price_type: hourly` beside it")
        return self

    @property
    def filled_in(self) -> dict[str, str]:
        """The fields of a form, by their names, as they stand in it."""
        given = self.model_dump(mode="json", exclude_none=True)
        return {name: str(value) for name, value in given.items()}
