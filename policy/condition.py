"""When a rule applies: conditions on a gig, and the facts about it that they are held against."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from gigs.brief import Category, DataTier, PriceType, Visibility
from gigs.money import Money
from gigs.value import Value
from policy.rates import Rates
from policy.terms import DaysText, MoneyText


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


class Condition(Value):
    """All that is given must hold; of a list, one. `longer_than` counts calendar days from start to due."""

    department: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    entity: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    category: Annotated[tuple[Category, ...], BeforeValidator(_as_list)] = ()
    data_tier: Annotated[tuple[DataTier, ...], BeforeValidator(_as_list)] = ()
    price_type: Annotated[tuple[PriceType, ...], BeforeValidator(_as_list)] = ()
    visibility: Annotated[tuple[Visibility, ...], BeforeValidator(_as_list)] = ()
    cost_centre: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    longer_than: DaysText | None = None
    above: MoneyText | None = None
    answers: dict[str, bool] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not any(self.model_dump().values()):
            raise ValueError("a condition must name at least one thing; leave `when` out for “always”")
        return self


class CaseFacts(Value):
    """What conditions look at. `entity` is the legal entity that pays; `amount` what counts, in the policy's currency.

    `amount` is None where the gig's currency is not accepted: then nothing is above anything.
    """

    department: str
    entity: str
    category: Category
    data_tier: DataTier
    price_type: PriceType
    visibility: Visibility
    cost_centre: str
    days: int
    amount: Money | None
    answers: dict[str, bool]
    rates: Rates


def holds(when: Condition | None, facts: CaseFacts) -> bool:
    """No condition always holds. Departments, entities and cost centres are compared without regard to case."""
    if when is None:
        return True
    return (
        _among(when.department, facts.department)
        and _among(when.entity, facts.entity)
        and _among(when.cost_centre, facts.cost_centre)
        and _one_of(when.category, facts.category)
        and _one_of(when.data_tier, facts.data_tier)
        and _one_of(when.price_type, facts.price_type)
        and _one_of(when.visibility, facts.visibility)
        and (when.longer_than is None or facts.days > when.longer_than)
        and (when.above is None or _above(facts, when.above))
        and all(facts.answers.get(question) is answer for question, answer in when.answers.items())
    )


def _one_of(wanted: tuple[Any, ...], given: Any) -> bool:
    return not wanted or given in wanted


def _among(wanted: tuple[str, ...], given: str) -> bool:
    return not wanted or given.casefold() in {each.casefold() for each in wanted}


def _above(facts: CaseFacts, limit: Money) -> bool:
    there: Decimal = facts.rates.limit(limit).amount
    return facts.amount is not None and facts.amount.amount > there
