"""What every use case works with: the ports in one frozen bundle, which assembly/wiring.py fills."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from weakref import WeakValueDictionary

from gigs.errors import NoLinks
from gigs.gig import Listing
from gigs.people import Person
from playbook.playbook import Playbook
from policy.policy import Policy
from ports.accounts import Connecting
from ports.clock import Clock, Ids, left_until
from ports.directory import Directory
from ports.links import AuditLink, CaseLink, Links, OverviewLink
from ports.marketplace import Capability, Marketplace
from ports.messenger import Messenger
from ports.operations import Patience
from ports.reaching import Installer, Mailer
from ports.storage import Store
from ports.strays import Generation
from translation.catalogue import _
from use_cases.permissions.gig_page import GigPage

AT_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)
"""Before everything."""


def pass_by(point: str) -> None:
    """What happens at a named point of a use case in production: nothing."""


async def no_playbook() -> Playbook:
    """Where none is set up."""
    return Playbook()


async def kept_nowhere(_generation: Generation) -> None:
    """Where no mark is kept beside the database."""


class Unlinked:
    """The Links port where none can be made."""

    def address(self, link: AuditLink) -> str:
        """Raises NoLinks."""
        raise NoLinks(
            _(
                "I can’t create a link to the audit of gig {number} yet: "
                "whoever runs this app has to set LINK_KEY and PUBLIC_URL first."
            ).format(number=link.gig)
        )

    def export(self, _link: OverviewLink) -> str:
        """Raises NoLinks."""
        raise NoLinks(
            _(
                "I can’t create a link to a file yet: "
                "whoever runs this app has to set LINK_KEY and PUBLIC_URL first."
            )
        )

    def case_study(self, _link: CaseLink) -> str:
        """Raises NoLinks."""
        raise NoLinks(_("Whoever runs this app has to set LINK_KEY and PUBLIC_URL first."))


class OneAtATime:
    """Locks by key, for this process. One that nobody holds or waits for is forgotten."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def turn(self, *key: Hashable) -> asyncio.Lock:
        """The lock of this key, for `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())


class Rests:
    """How long each gig's cards still rest: drawn a moment ago, they are not drawn again at once. For this process."""

    MOST = 10_000

    def __init__(self, rest: timedelta = timedelta()) -> None:
        self._rest = rest
        self._until: dict[Hashable, datetime] = {}

    @property
    def length(self) -> timedelta:
        """Of each rest."""
        return self._rest

    def left(self, now: datetime, *key: Hashable) -> float:
        """Seconds; 0 when it may be drawn now."""
        return left_until(self._until.get(key, now), self._rest, now).total_seconds()

    def begin(self, now: datetime, *key: Hashable) -> None:
        """It is drawn now."""
        if self._rest:
            self._until[key] = now + self._rest
        if len(self._until) > self.MOST:
            self._until = {key: until for key, until in self._until.items() if until > now}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The ports. `personal_views` is False where the client cannot show one card differently to each (the Playground),
    `mailer` and `installer` are None where an operator has set up neither,
    `people_picker` where it cannot let people choose a colleague. `policy` is the one for new submissions, `quarantines` are
    those of marketplaces that have one of their own. `playbook` gives the pages that are files.

    `began` is when this process started; what was wished before may have been done since by another database (restored backups),
    so it's looked up before its first call. `keep_mark` keeps the mark of the newest creating call outside the database. `listed` has
    the accounts and listings that were looked through since the start.

    `is_demo` where everything is made up, which the first card then says.

    `failpoint` is called with the name of each point at which a crash must lose nothing."""

    store: Store
    clock: Clock
    ids: Ids
    directory: Directory
    messenger: Messenger[GigPage]
    mailer: Mailer[GigPage] | None = None
    installer: Installer | None = None
    markets: Mapping[str, Marketplace]
    links: Links = field(default_factory=Unlinked)
    connecting: Connecting = field(default_factory=Connecting)
    patience: Patience = field(default_factory=Patience)
    quarantines: Mapping[str, timedelta] = field(default_factory=dict)
    policy: Policy
    policy_text: str = ""
    playbook: Callable[[], Awaitable[Playbook]] = no_playbook
    personal_views: bool = True
    people_picker: bool = True
    is_demo: bool = False
    failpoint: Callable[[str], None] = pass_by
    redrawing: OneAtATime = field(default_factory=OneAtATime)
    rests: Rests = field(default_factory=Rests)
    status_rests: Rests = field(default_factory=Rests)
    began: datetime = AT_THE_BEGINNING
    keep_mark: Callable[[Generation], Awaitable[None]] = kept_nowhere
    listed: set[Hashable] = field(default_factory=set)

    def market(self, tenant: str, name: str) -> Marketplace:
        """This marketplace, acting for this tenant. Raises KeyError for one that is not set up."""
        return self.markets[name].of(tenant)

    def patience_of(self, name: str) -> Patience:
        """How this marketplace is waited for."""
        own = self.quarantines.get(name)
        return self.patience if own is None else self.patience.model_copy(update={"quarantine": own})

    def today(self, person: Person) -> date:
        """The date where this person is."""
        return self.clock.now().astimezone(person.zone).date()


def can_update(context: Context, listing: Listing) -> bool:
    """Whether this listing can be changed where it is."""
    there = context.markets.get(listing.marketplace)
    return there is not None and Capability.UPDATE in there.capabilities
