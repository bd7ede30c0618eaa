"""What Worksome answers, as far as we read it. Unknown fields are left aside, unknown values of an enum are plain text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StrictBool
from pydantic.alias_generators import to_camel

from marketplace.http.each import id_text

T = TypeVar("T")
Id = Annotated[str, BeforeValidator(id_text)]


class Wire(BaseModel):
    """Camel case over there, frozen here."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Ref(Wire):
    """Anything of which we need the id alone."""

    id: Id


class Entry(RootModel[dict[str, Any]]):
    """An entry of a list as it came, where each of its fields is read on its own."""


class Pages(Wire):
    """Whether there is more."""

    has_more_pages: StrictBool = False


class Page(Wire, Generic[T]):
    """One page of a list."""

    data: tuple[T, ...] = ()
    paginator_info: Pages = Pages()


class Account(Wire):
    """Whom a token can act for; `typename` is Company for those that hire."""

    typename: str = Field(default="", alias="__typename")
    id: Id
    name: str = ""
    currency: str = ""


class Person(Wire):
    """A user or a worker."""

    id: Id
    name: str = ""


class Country(Wire):
    """Where a worker is."""

    name: str | None = None


class Address(Wire):
    """Of a worker; only the country is read."""

    country: Country | None = None


class Worker(Person):
    """Who made a bid."""

    address: Address | None = None


class Job(Wire):
    """A job, which is what they call a listing."""

    id: Id
    number: int = 0
    name: str = ""
    status: str | None = None
    published: StrictBool | None = None
    currency: str = ""
    external_identifier: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    created_at: datetime | None = None
    rate_type: str | None = None


class Conversation(Wire):
    """Where a bid came in. `created_at` is a day, without a time."""

    url: str | None = None
    created_at: date | None = None


class Bid(Wire):
    """A bid: their word for a proposal. `rate` is decimal, in `currency`."""

    id: Id
    status: str = ""
    rate: Decimal | None = None
    rate_type: str | None = None
    currency: str = ""
    brief: str | None = None
    worker: Worker | None = None
    conversation: Conversation | None = None
    job: Job | None = None


class Candidate(Wire):
    """A worker's way through one job: with a bid or without, hired or not."""

    id: Id
    status: str = ""
    is_preferred: bool = False
    created_at: datetime | None = None
    bid: Ref | None = None
    hire: Ref | None = None


class JobAnswers(Wire):
    """A job with a page of its bids and of its candidates, each of which is read on its own (Bid, Candidate)."""

    id: Id
    rate_type: str | None = None
    bids: Page[Any] = Page[Any]()
    job_candidates: Page[Any] = Page[Any]()


class PaymentRequest(Wire):
    """What a freelancer asks to be paid for: the nearest they have to a deliverable. `issued_at` and `day` are days."""

    id: Id
    number: str = ""
    status: str = ""
    billed_amount: Decimal | None = None
    day: date | None = Field(default=None, alias="date")
    issued_at: date | None = None
    comments: str | None = None


class MilestoneDetail(Wire):
    """What a milestone is worth, and when it is due."""

    due_date: date | None = None
    amount: Decimal | None = None


class HireMilestone(Wire):
    """A milestone of a hire."""

    id: Id
    name: str = ""
    status: str = ""
    details: MilestoneDetail | None = None
    payment_requests: Page[PaymentRequest] = Page[PaymentRequest]()


class HireContract(Wire):
    """The paper behind a hire; its own id changes with every revision, so nothing is tied to it."""

    job_name: str = ""


class Hire(Wire):
    """A hire: an offer first, then the contract. `rate` is that of the bid, by `rate_type`."""

    id: Id
    status: str = ""
    currency: str = ""
    rate: Decimal | None = None
    rate_type: str | None = None
    external_identifier: str | None = None
    job: Ref | None = None
    worker: Person | None = None
    conversation: Conversation | None = None
    latest_contract: HireContract | None = None
    milestones: Page[HireMilestone] = Page[HireMilestone]()
    payment_requests: Page[PaymentRequest] = Page[PaymentRequest]()


class Webhook(Wire):
    """A registered webhook; `subscribed_events` None means all."""

    id: Id
    title: str = ""
    url: str = ""
    is_active: bool | None = None
    subscribed_events: tuple[str, ...] | None = None
