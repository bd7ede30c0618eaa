"""Work that is offered to colleagues first: until when, who raised a hand, what their manager said, who was picked."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from gigs.people import Person, PersonKey
from gigs.value import Value

MOST_HOURS = 1000


class Consent(StrEnum):
    """What became of the question whether a colleague may spend their hours on it."""

    NOT_NEEDED = "not_needed"
    """The policy doesn't ask for so few hours, or the gig is their own manager's."""
    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    SILENT = "silent"
    """Nobody answered in time."""


class Hand(Value):
    """A colleague who would do the work. `why` and `when` are their own words, `skills` those they showed then.

    `asked` is who agrees to exactly these `hours`, `instead_of` whom they are asked for; both None where nobody is asked.
    `answer` is what `asked` wrote.
    """

    person: Person
    why: str
    when: str
    hours: int = Field(ge=1, le=MOST_HOURS)
    skills: tuple[str, ...] = ()
    raised_at: datetime
    consent: Consent = Consent.NOT_NEEDED
    asked: Person | None = None
    instead_of: Person | None = None
    remind_at: datetime | None = None
    due_at: datetime | None = None
    answer: str = ""

    @property
    def is_up(self) -> bool:
        """True while it may still be picked, now or once their manager has agreed."""
        return self.consent not in {Consent.DECLINED, Consent.SILENT}

    @property
    def can_be_picked(self) -> bool:
        """True when nothing more is needed than the requester's choice."""
        return self.consent in {Consent.NOT_NEEDED, Consent.GIVEN}

    @property
    def times(self) -> list[datetime]:
        """When the clock has to look at it."""
        both = (self.remind_at, self.due_at) if self.consent is Consent.ASKED else ()
        return [one for one in both if one]


class InsideWish(Value):
    """What the requester chose at preview. `first` None: as the policy has it. `reason` is why they skip it."""

    first: bool | None = None
    reason: str = ""


class InsideOffer(Value):
    """How one revision of a gig is offered to colleagues, and what became of it.

    Colleagues have `lasts` of working time, which people read as so many `days`. `because` is the policy's own reason,
    empty where the requester chose it. From `ask_manager` hours on a colleague's manager is asked (None: never), and has
    `answer_within` of working time. `skipped` is why its requester sent it straight outside, and then the rest is empty.

    `until` is when it goes out by itself, `warn_at` when its requester hears of hands that nobody picked from, and `out_at` when it went: with the reason of its requester in `out_because`,
    empty where its days were over. `picked` does the work since `picked_at`; `done_at` is when they said that it's done,
    `note` what they wrote then.
    """

    revision: int
    days: int = 0
    lasts: timedelta = timedelta()
    because: str = ""
    ask_manager: int | None = None
    answer_within: timedelta = timedelta()
    skipped: str = ""
    until: datetime | None = None
    warn_at: datetime | None = None
    hands: tuple[Hand, ...] = ()
    picked: Hand | None = None
    picked_at: datetime | None = None
    done_at: datetime | None = None
    note: str = ""
    out_at: datetime | None = None
    out_because: str = ""

    @property
    def times(self) -> list[datetime]:
        """When the clock has to look at it while it is offered."""
        ends = [one for one in (self.until, self.warn_at) if one]
        return [*ends, *(at for one in self.hands for at in one.times)]

    @property
    def people(self) -> tuple[Person, ...]:
        """Whoever raised a hand, and whoever was asked about their hours."""
        asked = (one for hand in self.hands for one in (hand.asked, hand.instead_of) if one)
        return (*(hand.person for hand in self.hands), *asked)

    def hand_of(self, person: PersonKey) -> Hand | None:
        """Their hand, whatever became of it."""
        return next((one for one in self.hands if one.person.key == person), None)

    def is_worker(self, person: PersonKey) -> bool:
        """True for whoever was picked."""
        return self.picked is not None and self.picked.person.key == person

    def asked_of(self, person: PersonKey) -> tuple[Hand, ...]:
        """The hands about whose hours this person is asked now; never their own."""
        return tuple(
            one
            for one in self.hands
            if one.consent is Consent.ASKED and one.asked and one.asked.key == person != one.person.key
        )
