"""The requester hires: within the approved sum an offer goes out, above it the excess is approved first."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from gigs.approving import ask_for_excess
from gigs.brief import PriceType
from gigs.contract import Contract, ContractState, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Choice, Gig, GigState
from gigs.hiring import back_to_reviewing, hire, take_contract
from gigs.money import Money
from gigs.people import Person
from gigs.proposal import GONE, PlannedMilestone, Proposal, Standing
from gigs.value import Value
from marketplace.client import Marketplace, OfferRequest
from use_cases.again import again_if_changed
from use_cases.authorize import Verb, authorize
from use_cases.carry_out import Errand, carry_out
from use_cases.entries import entry, heard
from use_cases.find_approvers import find_approvers
from use_cases.gig_page import GigPage
from use_cases.notices import NoticeKind
from use_cases.operation import Operation, OperationKind
from use_cases.outside import Outside
from use_cases.ports import Job
from use_cases.show_gig import page_of
from use_cases.storage import Transaction
from use_cases.tell import show_change, tell, tell_requester


class MakeOffer(Job):
    """Carry out the offer operation with this key."""

    name: ClassVar[str] = "make_offer"
    queue: ClassVar[str] = "market"

    tenant: str
    operation: str

    @property
    def key(self) -> str:
        return f"{self.tenant}:{self.operation}"


class HirePreview(Value):
    """What a requester confirms: the whole price, and the part above the approved sum that needs another yes."""

    page: GigPage
    proposal: Proposal
    total: Money
    excess: Money | None
    approvers: tuple[Person, ...]


async def preview_hire(outside: Outside, who: Person, number: int, proposal_id: str) -> HirePreview:
    """What hiring this freelancer would cost and who would have to agree. Raises OutOfOrder, NoApprover's family."""
    approvers = await find_approvers(outside.directory, who)
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.HIRE, gig)
        page = await page_of(outside, tx, gig, who)
    proposal = _chosen(page.proposals, gig, proposal_id)
    choice = _choice(gig, proposal)
    hire(gig, choice, gig.changed_at)
    return HirePreview(
        page=page,
        proposal=proposal,
        total=choice.total,
        excess=_excess(gig, choice),
        approvers=approvers,
    )


@again_if_changed
async def hire_freelancer(outside: Outside, who: Person, number: int, proposal_id: str, *, seen: str) -> Gig:
    """Promises the offer, or asks for the excess; the same press again returns the gig as it is.

    `seen` is the total that was confirmed. Raises OutOfOrder when it is another one by now, when the gig is not
    choosing a freelancer, or when the proposal cannot be hired.
    """
    approvers = await find_approvers(outside.directory, who)
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.HIRE, gig)
        already = gig.state in {GigState.HIRING, GigState.OFFER_IN_APPROVAL, GigState.ACTIVE}
        if already and gig.choice and gig.choice.proposal_id == proposal_id:
            return gig
        choice = _choice(gig, _chosen(await tx.proposals.of(gig.tenant, number), gig, proposal_id))
        if str(choice.total) != seen:
            raise OutOfOrder(
                f"{choice.freelancer} asks for {choice.total} now; please look again before hiring."
            )
        excess = _excess(gig, choice)
        if excess is None:
            said = entry(who, "decided to hire", now, f"{choice.freelancer} for {choice.total}")
            gig = await tx.gigs.save(gig, hire(gig, choice, now), said)
            await promise_offer(outside, tx, gig)
        else:
            asking = ask_for_excess(gig, choice, excess, approvers, at=now, due=now + outside.answer_within)
            said = entry(
                who,
                "asked to hire",
                now,
                f"{choice.freelancer} for {choice.total}, {excess} above the approved sum",
            )
            gig = await tx.gigs.save(gig, asking, said)
            for approval in gig.open_approvals:
                await tell(tx, gig, NoticeKind.APPROVAL_ASKED, approval.approver.key, at=now)
        await show_change(tx, gig)
        outside.reached("hire: not yet kept")
    outside.reached("hire: committed")
    return gig


async def promise_offer(outside: Outside, tx: Transaction, gig: Gig) -> None:
    """Writes the intent to make the offer chosen, and promises to carry it out."""
    operation = Operation(
        tenant=gig.tenant,
        gig=gig.number,
        key=f"offer:{gig.number}:{gig.offers}",
        kind=OperationKind.OFFER,
        marketplace=gig.listing.marketplace if gig.listing else gig.checked_brief.marketplace,
        target=gig.choice.proposal_id if gig.choice else "",
        reference=outside.ids.new("FC-"),
        changed_at=outside.clock.now(),
    )
    await tx.operations.add(operation)
    await tx.jobs.add(MakeOffer(tenant=gig.tenant, operation=operation.key))


def _chosen(proposals: Sequence[Proposal], gig: Gig, proposal_id: str) -> Proposal:
    proposal = next((p for p in proposals if p.id == proposal_id), None)
    if proposal is None:
        raise OutOfOrder(f"Gig {gig.number} has no such proposal any more.")
    if proposal.standing in GONE:
        raise OutOfOrder(f"{proposal.freelancer} cannot be hired: the proposal was {proposal.standing}.")
    return proposal


def _choice(gig: Gig, proposal: Proposal) -> Choice:
    hours = gig.checked_brief.hours
    if proposal.price_type is PriceType.HOURLY and hours is None:
        raise OutOfOrder(f"{proposal.freelancer} asks for an hourly rate, but this gig has a fixed price.")
    total = proposal.total(hours)
    if gig.approved and total.currency != gig.approved.currency:
        raise OutOfOrder(f"This proposal is in {total.currency}, but {gig.approved} was approved.")
    return Choice(proposal_id=proposal.id, freelancer=proposal.freelancer, total=total)


def _excess(gig: Gig, choice: Choice) -> Money | None:
    approved = gig.approved or gig.checked_brief.budget
    return choice.total - approved if choice.total > approved else None


def _still_wanted(gig: Gig, operation: Operation) -> bool:
    within = gig.choice is not None and gig.approved is not None and not gig.choice.total > gig.approved
    return gig.state is GigState.HIRING and within and operation.key == f"offer:{gig.number}:{gig.offers}"


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> Contract:
    choice, listing, brief = gig.choice, gig.listing, gig.checked_brief
    if choice is None or listing is None:
        raise ValueError(f"gig {gig.number} has nothing to offer")
    found = [p for p in await market.proposals(listing.id) if p.id == choice.proposal_id]
    planned = found[0].milestones if found else ()
    exact = sum((m.amount.amount for m in planned), start=choice.total.amount * 0) == choice.total.amount
    milestones = planned if exact else (PlannedMilestone(title=brief.title, amount=choice.total),)
    request = OfferRequest(
        reference=operation.reference,
        listing_id=listing.id,
        proposal_id=choice.proposal_id,
        title=brief.title,
        total=choice.total,
        milestones=milestones,
        start=brief.start,
        due=brief.due,
    )
    return await market.offer(request)


async def _look_up(market: Marketplace, _gig: Gig, operation: Operation) -> Contract | None:
    return await market.find_offer(operation.reference)


async def _record(tx: Transaction, gig: Gig, operation: Operation, contract: Contract, at: datetime) -> str:
    contract = _as_offered(contract)
    said = heard(operation.marketplace, "sent the offer", at, f"{contract.total} to {contract.freelancer}")
    gig = await tx.gigs.save(gig, take_contract(gig, contract, at), said)
    await mark_proposal(tx, gig, contract.proposal_id, Standing.OFFERED)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return contract.id


def _as_offered(contract: Contract) -> Contract:
    """As it was sent, whatever the freelancer has done since: the next reading finds that new, and tells people."""
    fresh = {"state": MilestoneState.WAITING, "deliverable": None, "note": ""}
    milestones = tuple(milestone.model_copy(update=fresh) for milestone in contract.milestones)
    return contract.model_copy(update={"state": ContractState.OFFERED, "milestones": milestones})


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    if gig.state is not GigState.HIRING:
        return
    gig = await tx.gigs.save(
        gig, back_to_reviewing(gig, reason, at), heard(operation.marketplace, "refused the offer", at, reason)
    )
    await tell_requester(tx, gig, NoticeKind.OFFER_REFUSED, at=at, facts={"reason": reason})
    await show_change(tx, gig)


async def mark_proposal(
    tx: Transaction, gig: Gig, proposal_id: str, standing: Standing, reason: str = ""
) -> None:
    """Writes what became of one proposal."""
    known = await tx.proposals.of(gig.tenant, gig.number)
    changed = [
        p.model_copy(update={"standing": standing, "reason": reason}) for p in known if p.id == proposal_id
    ]
    await tx.proposals.put(gig.tenant, gig.number, changed)


OFFERING: Errand[Contract] = Errand(
    kind=OperationKind.OFFER,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
)


async def make_offer(job: MakeOffer, *, outside: Outside) -> None:
    """Raises TryLater while the outcome is unknown or the marketplace is busy."""
    await carry_out(outside, OFFERING, job.tenant, job.operation)
