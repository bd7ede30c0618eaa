"""Shows the history of one gig, a page at a time, to anybody who may see the gig."""

from gigs.gig import Gig
from gigs.history import Entry, Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.value import Value
from ports.history_storage import HistoryPart
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import Role, Verb, authorize, role_of

ADVICE = frozenset({EntryKind.ADVICE_ASKED, EntryKind.ADVICE_GIVEN})
"""What approvers and colleagues say among themselves."""
WRITTEN_ADVICE = frozenset({"asked for advice", "gave advice"})  # not for people
"""The same in entries of a release before kinds."""

ON_A_PAGE = 10


class HistoryPage(Value):
    """One page of a gig's history. The first one, which has no `newer`, shows the decisions as well."""

    gig: Gig
    part: HistoryPart

    @property
    def older(self) -> int:
        """The number of the next older entry, 0 where there is none."""
        return max(self.part.oldest - 1, 0)

    @property
    def newer(self) -> int:
        """Up to which entry the page before this one goes, 0 where this is the first."""
        return self.part.oldest + len(self.part.entries) - 1 + ON_A_PAGE if self.part.newer else 0


async def show_history(context: Context, who: Person, number: int, up_to: int | None = None) -> HistoryPage:
    """The page whose newest entry is `up_to`, or the first one. Raises GigNotFound for strangers."""

    async def page(tx: Transaction) -> HistoryPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SEE, gig)
        part = await tx.histories.part(gig.tenant, gig.number, ON_A_PAGE, up_to)
        if not part.entries:
            part = await tx.histories.part(gig.tenant, gig.number, ON_A_PAGE)
        return HistoryPage(gig=gig, part=as_seen(part, role_of(who, gig)))

    return await context.store.run(page)


def as_seen(part: HistoryPart, role: Role) -> HistoryPart:
    """What somebody in this role may read of it: a requester doesn’t read what approvers say among themselves."""
    if role is not Role.REQUESTER:
        return part
    return part.model_copy(update={"entries": tuple(_without_advice(one) for one in part.entries)})


def _without_advice(one: Said) -> Said:
    """That approvers ask each other is no secret to a requester; what they say is."""
    entry = one.entry
    if isinstance(entry, Entry):
        bare = entry.model_copy(update={"facts": EntryFacts()}) if entry.kind in ADVICE else entry
        return one.model_copy(update={"entry": bare})
    written = entry.model_copy(update={"detail": ""}) if entry.verb in WRITTEN_ADVICE else entry
    return one.model_copy(update={"entry": written})
