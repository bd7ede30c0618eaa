"""A gig as one person sees it: what every card is drawn from, in one read."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person
from gigs.proposal import Proposal, UnreadProposal
from gigs.talent import DoNotHire
from gigs.value import Value
from ports.marketplace import Capability
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.remark import Remark


class HeldUp(StrEnum):
    """Why a marketplace cannot be used for now. The first two are ended by a programme lead."""

    PAUSED = "paused"
    CONSENT = "consent"
    """No account is connected, or its consent has ended."""
    UNREADABLE = "unreadable"
    """Its readings fail, one after the other; what is sent may arrive."""


class MarketPage(Value):
    """The marketplace that a gig is or will be on. The addresses are empty where there are none.

    `keeps_for` is how long its words may lie with us; None for as long as we like. `held_up` is None while calls go
    through.
    """

    name: str
    title: str
    capabilities: frozenset[Capability]
    keeps_for: timedelta | None = None
    listing_url: str = ""
    contract_url: str = ""
    held_up: HeldUp | None = None


class BudgetPage(Value):
    """A budget, and what it has left when this gig is paid from it; below zero where it is overrun.

    `uncounted` is what it pays in currencies that have no rate now; `left` is without it.
    """

    name: str
    limit: Money
    left: Money
    uncounted: tuple[Money, ...] = ()


class OfferPage(Value):
    """As much of a proposal as an approver needs to compare prices: no letter, no profile, no answers."""

    freelancer: str
    total: Money
    rating: Decimal | None = None
    jobs_done: int | None = None


class MarkedProposal(Value):
    """A proposal whose freelancer is marked “do-not-hire”."""

    proposal: str
    mark: DoNotHire


class GigPage(Value):
    """`viewer` None is the public face in a channel: nobody in particular, nothing allowed.

    `concerned` are then the Teams ids (29:…) of those whose client may ask for a view of their own.
    `budgets` are for whoever decides about the money, and nobody else; so is `about`, what is asked for in the policy's
    currency, None where it is in that one or has no rate, and so are `offers` where one is above the approved sum: the
    chosen one, then cheaper ones. `reading_again`: the marketplace's words are being
    read again just now. `updates` where the listing can be changed as it stands, `elsewhere` where there is another
    marketplace to move to. `remarks` are ours, on the proposals, and stand only on a page that shows these. `unread`
    are proposals that could not be read: nobody is hired on one of them, nor on one of `marked`. `mailed` and `unreached` are the object ids of
    approvers whom their question did not reach in Teams, with an e-mail in its place and without one.
    `tips`: its viewer is new to this. `related` are the numbers of those gigs it was copied from or continued as that this viewer may see.
    """

    gig: Gig
    viewer: Person | None
    role: Role
    allowed: frozenset[Verb]
    proposals: tuple[Proposal, ...]
    at: datetime
    concerned: tuple[str, ...] = ()
    people_picker: bool = False
    updates: bool = True
    elsewhere: bool = False
    remarks: tuple[Remark, ...] = ()
    unread: tuple[UnreadProposal, ...] = ()
    marked: tuple[MarkedProposal, ...] = ()
    market: MarketPage | None = None
    reading_again: bool = False
    budgets: tuple[BudgetPage, ...] = ()
    about: Money | None = None
    offers: tuple[OfferPage, ...] = ()
    mailed: frozenset[str] = frozenset()
    unreached: frozenset[str] = frozenset()
    related: frozenset[int] = frozenset()
    tips: bool = False

    def mark_on(self, proposal: str) -> DoNotHire | None:
        """What stops a hire on this proposal, whatever the state of the gig."""
        return next((one.mark for one in self.marked if one.proposal == proposal), None)

    def has(self, capability: Capability) -> bool:
        """Whether this can be done from here; what is not known of a marketplace that is not set up any more."""
        return self.market is not None and capability in self.market.capabilities
