"""The requester chooses who may read about a closed gig, changes that, or withdraws it."""

from datetime import datetime

from gigs.brief import DataTier
from gigs.errors import BriefIncomplete, NotAllowed, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person, PersonKey
from gigs.summary import Audience, Sharing, Summary, summary_of
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader


def is_choice_open(gig: Gig) -> bool:
    """Whether there's anything to choose: what isn't general is for programme leads, whatever is chosen."""
    return gig.brief is not None and gig.brief.data_tier is DataTier.GENERAL


def names_requester(gig: Gig, person: PersonKey) -> bool:
    """Whether this person says if the requester's name stands in it: nobody says so for somebody else."""
    return person == gig.requester.key


def typed_sharing(
    typed: dict[str, str],
    gig: Gig,
    audiences: tuple[Audience, ...],
    who: Person,
    before: Sharing | None = None,
) -> Sharing:
    """What was chosen: `audience`, `is_named` and `is_brief_shared` (true where they're ticked). The name stays as it was
    `before` where it isn't theirs who choose.

    Raises BriefIncomplete where none, or none that the policy allows, was chosen.
    """
    if not is_choice_open(gig):
        return Sharing()
    chosen = next((one for one in audiences if one.value == typed.get("audience", "")), None)
    if chosen is None:
        raise BriefIncomplete({"audience": _("Please choose who may read about this gig.")})
    named = typed.get("is_named") == "true"
    if not names_requester(gig, who.key):
        named = before is not None and before.named
    return Sharing(
        audience=chosen,
        named=named,
        brief=typed.get("is_brief_shared") == "true",
    )


async def keep_summary(tx: Transaction, who: Person, gig: Gig, sharing: Sharing, now: datetime) -> Summary:
    """The summary of a closed gig as it's shared from now on, and an entry in the gig's history."""
    summary = summary_of(gig, sharing)
    await tx.summaries.put(summary)
    if sharing.withdrawn:
        said = entry(who, EntryKind.SUMMARY_WITHDRAWN, now)
    else:
        facts = EntryFacts(
            audience=sharing.audience.value, is_named=sharing.named, is_brief_shared=sharing.brief
        )
        said = entry(who, EntryKind.SUMMARY_SHARED, now, facts)
    await tx.histories.add(gig.tenant, gig.number, said)
    return summary


async def summary_of_own(context: Context, who: Person, number: int) -> Summary:
    """The summary of one of my closed gigs, to choose who may read it. Raises OutOfOrder for a gig that isn't closed."""
    return await context.store.run(_own, who, number)


async def _own(tx: Transaction, who: Person, number: int) -> Summary:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.SEE, gig)
    if gig.state is not GigState.CLOSED:
        raise OutOfOrder(_("Gig {number} isn’t closed yet.").format(number=number))
    summary = await tx.summaries.of_gig(reader(who), number)
    if summary is None:
        raise NotAllowed(
            _("Only the requester of gig {number} chooses who may read about it.").format(number=number)
        )
    authorize_summary(who, SummaryVerb.CHOOSE, summary)
    return summary


async def share_summary(context: Context, who: Person, number: int, typed: dict[str, str]) -> Summary:
    """Lets the chosen audience read about the gig. Raises BriefIncomplete where none was chosen."""
    now, audiences = context.clock.now(), context.policy.sharing.audiences
    return await context.store.run(_share, who, number, typed, audiences, now)


async def _share(
    tx: Transaction,
    who: Person,
    number: int,
    typed: dict[str, str],
    audiences: tuple[Audience, ...],
    now: datetime,
) -> Summary:
    gig = await tx.gigs.hold(who.key.tenant, number)
    before = await _own(tx, who, number)
    sharing = typed_sharing(typed, gig, audiences, who, before.sharing)
    return before if sharing == before.sharing else await keep_summary(tx, who, gig, sharing, now)


async def withdraw_summary(context: Context, who: Person, number: int) -> Summary:
    """From now on nobody but the gig's owners reads its summary. Withdrawing it again is a yes."""
    return await context.store.run(_withdraw, who, number, context.clock.now())


async def _withdraw(tx: Transaction, who: Person, number: int, now: datetime) -> Summary:
    gig = await tx.gigs.hold(who.key.tenant, number)
    before = await _own(tx, who, number)
    if before.sharing.withdrawn:
        return before
    return await keep_summary(tx, who, gig, Sharing(withdrawn=True), now)
