"""The requester shortlists or declines a proposal; the marketplace is told afterwards."""

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.hiring import count_proposals
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from gigs.proposal import Proposal, ProposalStatus, left_to_compare
from gigs.value import formerly
from ports.jobs import MarketJob
from ports.marketplace import Capability
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.entries import entry, freelancer, more, place_of
from use_cases.notifying.notify import show_change
from use_cases.offering.make_offer import mark_proposal
from use_cases.operations.ask_market import ask_market
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import proposals_page_of

_OPEN = {ProposalStatus.NEW, ProposalStatus.SHORTLISTED}
_JUDGED = {
    ProposalStatus.DECLINED: N_("{freelancer}’s proposal has already been declined."),
    ProposalStatus.OFFERED: N_("{freelancer} has already been sent an offer."),
    ProposalStatus.HIRED: N_("{freelancer} has already been hired."),
    ProposalStatus.WITHDRAWN: N_("{freelancer}’s proposal has already been withdrawn."),
    ProposalStatus.FORMER: N_("{freelancer}’s proposal is for a former listing."),
}
"""Why none of the others can be judged."""
_KINDS = {
    ProposalStatus.NEW: EntryKind.PROPOSAL_PUT_BACK,
    ProposalStatus.SHORTLISTED: EntryKind.PROPOSAL_SHORTLISTED,
    ProposalStatus.DECLINED: EntryKind.PROPOSAL_DECLINED,
}


class PassOnVerdict(MarketJob):
    """Tell the marketplace that a proposal was shortlisted, or declined with this reason."""

    name: ClassVar[str] = "pass_on_verdict"

    tenant: str
    gig: int
    market: str
    listing: str = ""
    proposal: str
    status: ProposalStatus = Field(validation_alias=formerly("status", "standing"))
    reason: str = ""

    @property
    def key(self) -> str:
        return f"verdict:{self.tenant}:{self.gig}:{self.proposal}:{self.status}"


@retry_on_conflict
async def judge_proposal(
    context: Context, who: Person, number: int, proposal_id: str, status: ProposalStatus, reason: str = ""
) -> GigPage:
    """Marks a proposal SHORTLISTED, NEW again, or DECLINED with a reason. The same verdict again changes nothing.

    Raises OutOfOrder when the gig is not choosing a freelancer or the proposal is not open any more.
    """
    now = context.clock.now()
    reason = within(clean(reason), 500, _("The reason"))

    async def judged(tx: Transaction) -> GigPage:
        gig = await tx.gigs.hold(who.key.tenant, number)
        authorize(who, Verb.HIRE, gig)
        proposal = _open_proposal(await tx.proposals.of(gig.tenant, number), number, proposal_id, status)
        if proposal.status is not status:
            if gig.state is not GigState.REVIEWING:
                raise OutOfOrder(_("Gig {number} isn’t choosing a freelancer now.").format(number=number))
            if status is ProposalStatus.DECLINED and not reason:
                raise OutOfOrder(_("Please give a reason. The freelancer will read it."))
            await mark_proposal(tx, gig, proposal_id, status, reason)
            left = left_to_compare(await tx.proposals.of(gig.tenant, number))
            facts = EntryFacts(marketplace=place_of(gig), freelancer=proposal_id)
            if status is ProposalStatus.DECLINED:
                facts = more(facts, reason=reason)
            names = freelancer(proposal_id, proposal.freelancer)
            said = entry(who, _KINDS[status], now, facts, names)
            gig = await tx.gigs.save(gig, count_proposals(gig, left, gig.notice_due, now), said)
            await show_change(tx, gig)
            await _enqueue_verdict(tx, gig, proposal_id, status, reason)
        return await proposals_page_of(context, tx, gig, who)

    return await context.store.run(judged)


async def _enqueue_verdict(
    tx: Transaction, gig: Gig, proposal_id: str, status: ProposalStatus, reason: str
) -> None:
    if gig.listing and status is not ProposalStatus.NEW:
        job = PassOnVerdict(
            tenant=gig.tenant,
            gig=gig.number,
            market=gig.listing.marketplace,
            listing=gig.listing.id,
            proposal=proposal_id,
            status=status,
            reason=reason,
        )
        await tx.jobs.add(job)


async def pass_on_verdict(job: PassOnVerdict, *, context: Context) -> None:
    """Both calls are repeatable, so an unknown outcome is tried again. A refusal is final and harmless."""
    market = await open_market(context, job.tenant, job.market)
    needed = Capability.DECLINE if job.status is ProposalStatus.DECLINED else Capability.SHORTLIST
    if needed not in market.capabilities:
        return
    if job.status is ProposalStatus.DECLINED:
        await ask_market(context, market, market.decline(job.listing, job.proposal, job.reason))
    else:
        await ask_market(context, market, market.shortlist(job.listing, job.proposal))


def _open_proposal(
    proposals: Sequence[Proposal], number: int, proposal_id: str, wanted: ProposalStatus
) -> Proposal:
    proposal = next((p for p in proposals if p.id == proposal_id), None)
    if proposal is None:
        raise OutOfOrder(_("Gig {number} has no such proposal any more.").format(number=number))
    if proposal.status not in _OPEN and proposal.status is not wanted:
        raise OutOfOrder(_(_JUDGED[proposal.status]).format(freelancer=proposal.freelancer))
    return proposal
