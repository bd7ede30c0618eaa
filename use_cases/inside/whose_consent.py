"""Who agrees to a colleague's hours: their manager, the manager's delegate, or a programme lead where there is none."""

from gigs.delegation import successor
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.inside import Consent
from gigs.people import Person
from gigs.route import Timing
from gigs.value import Value
from translation.catalogue import _
from use_cases.approving.asking import asking_now, cover_for, policy_of, successions_for
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD


class Asked(Value):
    """Whom to ask, and in whose place. Nobody: then nobody needs to agree."""

    who: Person | None = None
    instead_of: Person | None = None


async def whose_consent(context: Context, gig: Gig, colleague: Person, hours: int) -> Asked:
    """Never the colleague themselves. Where their manager owns the gig, the pick itself is the consent.

    Raises OutOfOrder where nobody can be asked, and DirectoryUnavailable.
    """
    inside = gig.inside
    if inside is None or inside.ask_manager is None or hours < inside.ask_manager:
        return Asked()
    manager = await _manager(context, gig, colleague)
    if manager is None:
        return Asked(who=await _a_lead(context, gig, colleague))
    if any(manager.key == one.key for one in gig.owners):
        return Asked()
    cover = await cover_for(context, gig.ever_owners, [manager])
    delegate = cover.away.get(manager.key.object_id)
    here = delegate is not None and delegate.key.object_id not in cover.gone
    if delegate and here and delegate.key not in {colleague.key, *gig.ever_owners}:
        return Asked(who=delegate, instead_of=manager)
    return Asked(who=manager)


async def _manager(context: Context, gig: Gig, colleague: Person) -> Person | None:
    """Whoever replaced a manager who has left counts as them."""
    if colleague.manager is None:
        return None
    replaced = await successions_for(context, gig.ever_owners)
    found = await context.directory.person(successor(replaced, colleague.manager))
    return found if found and found.key != colleague.key and found.key.tenant == gig.tenant else None


async def _a_lead(context: Context, gig: Gig, colleague: Person) -> Person:
    leads = await context.directory.group(gig.tenant, PROGRAMME_LEAD)
    others = [one for one in leads if one.key not in {colleague.key, *gig.ever_owners}]
    if not others:
        raise OutOfOrder(
            _(
                "From {hours} hours on, your manager has to agree, but the directory has no manager for you. Please ask "
                "whoever keeps it, or offer fewer hours."
            ).format(hours=gig.inside.ask_manager if gig.inside else 0)
        )
    return min(others, key=lambda one: (one.name, one.key.object_id))


async def asked_hand(context: Context, gig: Gig, asked: Asked) -> dict[str, object]:
    """What a hand holds about the question: who, and until when, in their working time."""
    if asked.who is None or gig.inside is None or gig.route is None:
        return {"consent": Consent.NOT_NEEDED}
    asking = asking_now(context, await policy_of(context, gig.route.policy))
    within = gig.inside.answer_within
    times = asking.times(asked.who, Timing(remind=within / 2, expire=within), asking.at)
    return {
        "consent": Consent.ASKED,
        "asked": asked.who,
        "instead_of": asked.instead_of,
        "remind_at": times.remind,
        "due_at": times.due,
    }
