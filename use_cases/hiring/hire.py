"""The requester hires: within the approved sum an offer goes out, above it the excess is approved first."""

from collections.abc import Sequence

from gigs.amounts import is_seen
from gigs.approving import ask_for_excess
from gigs.brief import PriceType
from gigs.choice import Choice
from gigs.errors import BriefIncomplete, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.hiring import hire
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.money import Money
from gigs.people import Person
from gigs.proposal import GONE, Proposal, ProposalStatus, UnreadProposal
from gigs.route import Route
from gigs.value import Value
from ports.marketplace import Capability
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.approving.agreed_upon import agreed_upon
from use_cases.approving.more_money import MoreMoney, notify_budget_owner, there_is_money, way_to
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.context import Context
from use_cases.entries import entry, freelancer, more, place_of
from use_cases.notifying.notify import show_change
from use_cases.offering.make_offer import enqueue_offer
from use_cases.operations.enqueue_operation import can
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import proposals_page_of
from use_cases.talent.stop_marked import stop_if_marked

_NOW_ASKS_FOR = N_("{freelancer} now asks for {amount}. Please look again before hiring.")
_NOT_ANY_MORE = {
    ProposalStatus.DECLINED: N_("{freelancer} can’t be hired: the proposal was declined."),
    ProposalStatus.WITHDRAWN: N_("{freelancer} can’t be hired: the proposal was withdrawn."),
    ProposalStatus.FORMER: N_("{freelancer} can’t be hired: the proposal is for a former listing."),
}
"""Why nobody is hired on those that are gone."""


class HirePreview(Value):
    """What a requester confirms: the whole price, and the part above the approved sum that needs another yes."""

    page: GigPage
    proposal: Proposal
    total: Money
    excess: Money | None
    route: Route | None


async def preview_hire(context: Context, who: Person, number: int, proposal_id: str) -> HirePreview:
    """What hiring this freelancer would cost and who would have to agree. Raises OutOfOrder, NoApprover's family."""

    async def shown(tx: Transaction) -> tuple[Gig, GigPage]:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.HIRE, gig)
        await stop_if_marked(tx, gig, proposal_id, context.clock.now())
        page = await proposals_page_of(context, tx, gig, who)
        return gig, page

    gig, page = await context.store.run(shown)
    proposal = _chosen(page.proposals, page.unread, gig, proposal_id)
    choice = _choice(gig, proposal)
    hire(gig, choice, gig.changed_at)
    excess = _excess(gig, choice)
    way = await way_to(context, who, gig, excess) if excess else None
    if way:
        await context.store.run(there_is_money, way, gig)
    return HirePreview(
        page=page,
        proposal=proposal,
        total=choice.total,
        excess=excess,
        route=way.route if way else None,
    )


@retry_on_conflict
async def hire_freelancer(
    context: Context, who: Person, number: int, proposal_id: str, *, seen: str, reason: str = ""
) -> Gig:
    """Enqueues the offer, or asks for the excess; the same press again returns the gig as it is.

    `seen` is the total that was confirmed, as `gigs.amounts.as_seen` writes it. Raises OutOfOrder when it has changed, or when
    this freelancer can't be hired now, or ever; BriefIncomplete where no `reason` says why it's above the approved sum.
    """

    async def chosen(tx: Transaction) -> tuple[Gig, Choice | None]:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.HIRE, gig)
        already = gig.state in {GigState.HIRING, GigState.OFFER_IN_APPROVAL, GigState.ACTIVE}
        if already and gig.choice and gig.choice.proposal_id == proposal_id:
            return gig, None
        known = await tx.readings.get(gig.tenant, number)
        proposals, unread = await tx.proposals.of(gig.tenant, number), known.unread if known else ()
        return gig, _choice(gig, _chosen(proposals, unread, gig, proposal_id))

    gig, choice = await context.store.run(chosen)
    if choice is None:
        return gig
    choice = choice.model_copy(update={"reference": _awaited_by(context, gig)})
    if not is_seen(choice.total, seen):
        raise OutOfOrder(_(_NOW_ASKS_FOR).format(freelancer=choice.freelancer, amount=choice.total))
    if excess := _excess(gig, choice):
        choice = choice.model_copy(update={"reason": _why(reason)})
    way = await way_to(context, who, gig, excess) if excess else None

    async def hired_or_asked(tx: Transaction, choice: Choice) -> Gig:
        await stop_if_marked(tx, gig, choice.proposal_id, context.clock.now())
        done = _ask(context, tx, who, gig, choice, way) if way else _hire(context, tx, who, gig, choice)
        await show_change(tx, saved := await done)
        context.failpoint("hire: not yet committed")
        return saved

    saved = await context.store.run(hired_or_asked, choice)
    context.failpoint("hire: committed")
    return saved


async def _hire(context: Context, tx: Transaction, who: Person, gig: Gig, choice: Choice) -> Gig:
    now = context.clock.now()
    facts, names = _about(gig, choice)
    said = entry(who, EntryKind.HIRE_DECIDED, now, facts, names)
    gig = await tx.gigs.save(gig, hire(gig, choice, now), said)
    await enqueue_offer(context, tx, gig)
    return gig


async def _ask(
    context: Context, tx: Transaction, who: Person, gig: Gig, choice: Choice, way: MoreMoney
) -> Gig:
    await there_is_money(tx, way, gig)
    asking = ask_for_excess(gig, choice, way.amount, way.route, way.asking)
    facts, names = _about(gig, choice, way.amount)
    facts = more(facts, reason=choice.reason)
    said = entry(who, EntryKind.HIRE_REQUESTED, way.asking.at, facts, names)
    saved = await tx.gigs.save(gig, asking, said)
    await notify_approvers(tx, gig, saved, way.asking.at)
    await notify_budget_owner(tx, way, saved)
    if not saved.open_approvals:
        await agreed_upon(context, tx, gig, saved)
    return saved


def _why(reason: str) -> str:
    if not reason:
        raise BriefIncomplete({"reason": _("Please say why this one is worth more. Your approver reads it.")})
    return reason


def _about(gig: Gig, choice: Choice, excess: Money | None = None) -> tuple[EntryFacts, dict[str, str]]:
    facts = EntryFacts(
        marketplace=place_of(gig), freelancer=choice.proposal_id, amount=choice.total, excess=excess
    )
    return facts, freelancer(choice.proposal_id, choice.freelancer)


def _chosen(
    proposals: Sequence[Proposal], unread: Sequence[UnreadProposal], gig: Gig, proposal_id: str
) -> Proposal:
    if any(one.id == proposal_id for one in unread):
        raise OutOfOrder(_("I can’t read this proposal any more. Please look at it on the marketplace."))
    proposal = next((p for p in proposals if p.id == proposal_id), None)
    if proposal is None:
        raise OutOfOrder(_("Gig {number} has no such proposal any more.").format(number=gig.number))
    if proposal.purged:
        raise OutOfOrder(
            _("This proposal was read too long ago. Open the proposals to refresh it, then hire.")
        )
    if proposal.status in GONE:
        raise OutOfOrder(_(_NOT_ANY_MORE[proposal.status]).format(freelancer=proposal.freelancer))
    return proposal


def _choice(gig: Gig, proposal: Proposal) -> Choice:
    hours = gig.checked_brief.hours
    if proposal.price_type is PriceType.HOURLY and hours is None:
        raise OutOfOrder(
            _("{freelancer} asks for an hourly rate, but this gig has a fixed price.").format(
                freelancer=proposal.freelancer
            )
        )
    total = proposal.total(hours)
    if gig.approved and total.currency != gig.approved.currency:
        raise OutOfOrder(
            _("This proposal is in {currency}, but {amount} was approved.").format(
                currency=total.currency, amount=gig.approved
            )
        )
    return Choice(proposal_id=proposal.id, freelancer=proposal.freelancer, total=total)


def _awaited_by(context: Context, gig: Gig) -> str:
    """The reference by which an offer that a person has to make is looked for; none where we send it."""
    return "" if can(context, gig, Capability.OFFER) else context.ids.new("FC-")


def _excess(gig: Gig, choice: Choice) -> Money | None:
    approved = gig.approved or gig.checked_brief.budget
    return choice.total - approved if choice.total > approved else None
