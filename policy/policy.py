"""One policy file as values: what is in it, and what its parts mean."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from gigs.check_brief import MOST_ANSWERS
from gigs.money import Money
from gigs.summary import Audience
from gigs.value import Value
from policy.calendar import Calendar
from policy.condition import Condition
from policy.defaults import Defaults
from policy.inside_rules import InsideRules
from policy.rates import Rates
from policy.steps import StepRule, TimingRule
from policy.terms import ADDRESS, AskText, DaysText, DayText, DurationText, HostText, MoneyText

T = TypeVar("T")

Text = Annotated[str, Field(min_length=1, max_length=1000)]
Address = Annotated[str, Field(pattern=f"^{ADDRESS}$", max_length=256)]
Id = Annotated[str, Field(pattern=r"^[\w.-]{1,40}$")]
LanguageText = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""As ISO 639-1 writes it: `en`, `de`."""
Steps = Annotated[tuple[StepRule, ...], Field(min_length=1)]


class Group(Value):
    """Several people: by address, or everybody with a role (or in a group) of the directory."""

    people: tuple[Address, ...] = ()
    directory: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> "Group":
        if bool(self.people) == bool(self.directory):
            raise ValueError("a group has either `people` (addresses) or `directory` (the name of a role)")
        return self


class Period(Value):
    """From one day until another, both included; open where a day is left out."""

    starts: Annotated[DayText | None, Field(alias="from")] = None
    until: DayText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.starts and self.until and self.until < self.starts:
            raise ValueError("`until` is before `from`")
        return self

    def covers(self, day: date) -> bool:
        return (not self.starts or self.starts <= day) and (not self.until or day <= self.until)


class Budget(Period):
    """What may be spent in a period."""

    limit: MoneyText


class CostCentre(Value):
    """Who answers for a cost centre, which legal entity it belongs to, and what it has to spend."""

    owner: Address
    entity: str = ""
    budget: Budget | None = None


class PurchaseOrder(Budget):
    """What was ordered in advance, and the cost centre it was ordered for."""

    cost_centre: Text


class Question(Value):
    """A question on the form that is answered with yes or no."""

    id: Id
    ask: Text


class Band(Value):
    """The steps for gigs up to a sum; the first band that fits is the one that counts."""

    name: str = ""
    when: Condition | None = None
    up_to: MoneyText | None = None
    steps: Steps


class Gate(Value):
    """What happens besides the band's steps where a condition holds: a stop, a warning, or one more step."""

    when: Condition
    block: Text | None = None
    warn: Text | None = None
    add: StepRule | None = None
    first: bool = False

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Gate":
        if sum(does is not None for does in (self.block, self.warn, self.add)) != 1:
            raise ValueError("a gate has exactly one of `block`, `warn` and `add`")
        if self.first and self.add is None:
            raise ValueError("`first` is about the step that a gate adds, and this one adds none")
        return self


class ChecklistItem(Value):
    """One thing that the requester confirms."""

    id: Id
    text: Text


class Checklist(Value):
    """What a requester confirms before submitting, where the condition holds."""

    when: Condition | None = None
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]


class Emergency(Value):
    """The lane for what cannot wait; `review_by` looks at the gig afterwards, within that much working time."""

    up_to: MoneyText | None = None
    steps: Steps
    review_by: AskText
    review_within: DurationText


class ChooseMarket(Value):
    """Where a gig goes that leaves the choice to the policy; the first rule that holds is the one that counts."""

    when: Condition | None = None
    use: Id
    because: Text


class ForbidMarket(Value):
    """Where a gig must not go, and the sentence that its requester reads."""

    when: Condition | None = None
    names: Annotated[tuple[Id, ...], Field(min_length=1)]
    because: Text


class MarketRules(Value):
    """The policy's say about marketplaces, by their names in the settings."""

    choose: tuple[ChooseMarket, ...] = ()
    forbid: tuple[ForbidMarket, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "MarketRules":
        if not self.choose and not self.forbid:
            raise ValueError("`marketplaces` has rules under `choose`, under `forbid`, or under both")
        return self


class Splitting(Value):
    """For how many days a requester's other gigs are counted together with a new one."""

    days: DaysText


class SharingRule(Value):
    """Who requesters may let read about their closed gigs; programme leads always may."""

    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)] = tuple(Audience)


class Policy(Value):
    """One policy file, checked. `digest` is the SHA-256 of its text and comes from whoever read it, not from the file.

    `internal_hosts` are the company's own, with what is below them, beside those that are known to be internal anywhere.
    `customers` are the names that a public brief shouldn't have; `languages` those in which a marketplace's freelancers read
    briefs, by its name. `rates` has what one unit of a currency is worth in `currency`. `valid_for` are days of the calendar.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    note: str = ""
    currency: str
    rates: dict[str, Annotated[Decimal, Field(gt=0)]] = Field(default_factory=dict)
    self_service_up_to: MoneyText | None = None
    decide_together_up_to: MoneyText | None = None
    splitting: Splitting | None = None
    valid_for: DaysText = 7
    calendar: Calendar = Calendar()
    timing: TimingRule = TimingRule()
    groups: dict[str, Group] = Field(default_factory=dict)
    cost_centres: dict[str, CostCentre] = Field(default_factory=dict)
    purchase_orders: dict[str, PurchaseOrder] = Field(default_factory=dict)
    require_known_cost_centre: bool = False
    require_purchase_order: MoneyText | None = None
    questions: Annotated[tuple[Question, ...], Field(max_length=MOST_ANSWERS)] = ()
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    fallback_approver: AskText | None = None
    gates: tuple[Gate, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    emergency: Emergency | None = None
    marketplaces: MarketRules | None = None
    inside: InsideRules | None = None
    sharing: SharingRule = SharingRule()
    defaults: Defaults = Defaults()
    customers: Annotated[tuple[Text, ...], Field(max_length=10_000)] = ()
    languages: dict[str, Annotated[tuple[LanguageText, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    internal_hosts: Annotated[tuple[HostText, ...], Field(max_length=100)] = ()
    digest: str = ""

    @property
    def version(self) -> str:
        """Its name and the beginning of its digest: another text is another version."""
        return f"{self.name} {self.digest[:8]}"

    @property
    def asked(self) -> dict[str, str]:
        """What its questions ask, by their ids."""
        return {question.id: question.ask for question in self.questions}

    @property
    def exchange(self) -> Rates:
        return Rates(currency=self.currency, worth=self.rates)

    def may_be_decided_together(self, amount: Money) -> bool:
        """Whether a gig of this amount is small enough to be decided with others in one press."""
        worth = self.exchange.own(amount)
        limit = self.decide_together_up_to
        return worth is not None and limit is not None and not worth > self.exchange.limit(limit)

    def cost_centre(self, id_: str) -> CostCentre | None:
        """Without regard to case; None for one that the file does not know."""
        return _named(self.cost_centres, id_)

    def purchase_order(self, id_: str) -> PurchaseOrder | None:
        """Without regard to case; None for one that the file does not know."""
        return _named(self.purchase_orders, id_)


def _named(known: dict[str, T], id_: str) -> T | None:
    return next((found for key, found in known.items() if key.casefold() == id_.casefold()), None)
