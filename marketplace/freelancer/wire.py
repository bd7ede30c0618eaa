"""Freelancer.com's own shapes, as far as we read them. Fields that we do not know are passed over; ids are integers.

From the vendor's recorded answers. Almost everything may be null in an answer that was asked for without its projection.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

_WHOLE = re.compile(r"[1-9]\d{0,17}", re.ASCII)


def _whole_number(theirs: Any) -> Any:
    """Python takes a yes for a 1."""
    if isinstance(theirs, bool) or not _WHOLE.fullmatch(str(theirs)):
        raise ValueError("it is no id")
    return theirs


Id = Annotated[int, BeforeValidator(_whole_number)]


class Wire(BaseModel):
    """Frozen, and tolerant: what is new over there does not stop us."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Named(Wire):
    """Anything of which we need the id alone."""

    id: Id


class Currency(Wire):
    """`code` is ISO 4217; null where only the id was asked for."""

    id: Id
    code: str | None = None
    name: str | None = None
    sign: str | None = None
    country: str | None = None
    exchange_rate: Decimal | None = None


class Budget(Wire):
    """A band: whole price or hourly price in the currency's own unit. The top band has no maximum."""

    currency_id: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    project_type: str | None = None
    name: str | None = None


class JobCategory(Wire):
    """A part of their catalogue."""

    id: Id
    name: str


class Job(Wire):
    """A skill, as they call it."""

    id: Id
    name: str
    category: JobCategory | None = None
    seo_url: str | None = None
    local: bool | None = None


class Project(Wire):
    """A listing. Times are epoch seconds; `seo_url` is the path of its page below /projects/."""

    id: Id
    title: str = ""
    seo_url: str | None = None
    description: str | None = None
    owner_id: int | None = None
    currency: Currency | None = None
    budget: Budget | None = None
    type: str | None = None
    status: str | None = None
    sub_status: str | None = None
    frontend_project_status: str | None = None
    time_submitted: int | None = None
    submitdate: int | None = None

    @property
    def submitted(self) -> int | None:
        """When it was posted, by whichever of the two names they used."""
        return self.time_submitted or self.submitdate


class History(Wire):
    """What was rated: `overall` is 0 to 5, and 0 without reviews."""

    overall: Decimal | None = None
    reviews: int | None = None
    all: int | None = None
    complete: int | None = None


class Reputation(Wire):
    """A user's ratings."""

    entire_history: History | None = None


class Country(Wire):
    """Where somebody is."""

    name: str | None = None


class Location(Wire):
    """Where somebody is."""

    country: Country | None = None


class User(Wire):
    """A person over there."""

    id: Id
    username: str | None = None
    display_name: str | None = None
    public_name: str | None = None
    location: Location | None = None
    reputation: Reputation | None = None

    @property
    def shown_name(self) -> str:
        """The most human of their names."""
        return self.public_name or self.display_name or self.username or f"Freelancer {self.id}"


class Bid(Wire):
    """A proposal. `amount` is the whole price or that of an hour, in the project's currency; `period` is in days."""

    id: Id
    bidder_id: Id
    project_id: Id
    project_owner_id: int | None = None
    amount: Decimal | None = None
    period: int | None = None
    description: str | None = None
    retracted: bool | None = None
    award_status: str | None = None
    complete_status: str | None = None
    time_submitted: int | None = None
    submitdate: int | None = None
    reputation: Reputation | None = None

    @property
    def submitted(self) -> int | None:
        """When it was placed, by whichever of the two names they used."""
        return self.time_submitted or self.submitdate


class MilestonePayment(Wire):
    """A milestone payment: the funding of one milestone. `transaction_id` is its id; its words are in either of two fields."""

    transaction_id: Id = Field(validation_alias=AliasChoices("transaction_id", "id"))
    project_id: int | None = None
    bidder_id: Id
    bid_id: int | None = None
    amount: Decimal | None = None
    currency: Currency | None = None
    status: str | None = None
    description: str | None = None
    other_reason: str | None = None
    time_created: int | None = None

    @property
    def words(self) -> str:
        """What it is for: `description` where they keep it, else `other_reason`."""
        return self.description or self.other_reason or ""


class MilestoneRequest(Wire):
    """How a freelancer would split the work; may be placed with the bid, before any award."""

    id: Id
    bid_id: int | None = None
    amount: Decimal | None = None
    description: str | None = None
    status: str | None = None


class ThreadContext(Wire):
    """What a thread is about: `type` is `project` for ours."""

    type: str | None = None
    id: Id | None = None


class Thread(Wire):
    """A conversation."""

    id: Id
    members: tuple[Id, ...] = ()
    owner: int | None = None
    context: ThreadContext | None = None


class Message(Wire):
    """One message. The sender's field has two names in the vendor's own samples."""

    id: Id
    thread_id: int | None = None
    from_user: int | None = Field(default=None, validation_alias=AliasChoices("from_user", "from_user_id"))
    message: str = ""
    time_created: int | None = None
    attachments: tuple[Any, ...] | None = None
