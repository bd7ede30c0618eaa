"""Takes over what the marketplace says of an offer and its contract, and notifies people of what is new."""

from datetime import datetime

from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.gig import Gig, GigState
from gigs.hiring import back_to_reviewing, beyond_approved, count_proposals, take_contract
from gigs.history import Said
from gigs.history_kinds import EntryKind, part
from gigs.proposal import ProposalStatus, left_to_compare
from gigs.purging import contract_without_words, is_purged
from ports.notice_facts import NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.closing.finish_gig import notify_if_finished
from use_cases.entries import heard, hired, more, under
from use_cases.listing.close_listing import WhyClosed, enqueue_closing
from use_cases.notifying.notify import notify_channels, notify_requester, show_change
from use_cases.offering.make_offer import mark_proposal
from use_cases.offering.withdraw_offer import offer_is_back

DECLINED = "declined the offer"  # not for people
"""Stored as the reason with the proposal, as the note is with the gig, and so in English."""
UNDER_CONTRACT = frozenset({GigState.HIRING, GigState.ACTIVE})


async def take_contract_as_found(tx: Transaction, seen: Gig, found: Contract, now: datetime) -> None:
    """`seen` is the gig as it was when `found` was asked for: if its contract has changed since, `found` may be older."""
    gig = await tx.gigs.get(seen.tenant, seen.number)
    if gig.contract is None or gig.contract != seen.contract or gig.contract == found:
        return
    if gig.state not in UNDER_CONTRACT or _same(gig.contract, found):
        await _words_only(tx, gig, found, now)
        return
    if gig.state is GigState.HIRING and found.state in {ContractState.DECLINED, ContractState.ENDED}:
        await _declined(tx, gig, found, now)
        return
    before = gig
    gig = await tx.gigs.save(gig, take_contract(gig, found, now), _news(before, found, now))
    if before.state is GigState.HIRING and gig.state is not GigState.HIRING:
        await _accepted(tx, gig, found, now)
    for milestone in _moved(before, found):
        if milestone.state is MilestoneState.SUBMITTED:
            facts = NoticeFacts(amount=milestone.amount)
            await notify_requester(
                tx, gig, NoticeKind.DELIVERABLE_SUBMITTED, at=now, subject=milestone.id, facts=facts
            )
    await _notify_of_more_money(tx, before, gig, now)
    await notify_if_finished(tx, gig, before.state, now)
    await show_change(tx, gig)


async def _words_only(tx: Transaction, gig: Gig, found: Contract, now: datetime) -> None:
    """What was handed in is here again; nothing has happened over there, and nobody is told."""
    if gig.contract is None or not is_purged(gig.contract) or not _same(gig.contract, found):
        return
    again = gig.model_copy(update={"contract": found})
    said = heard(EntryKind.CONTRACT_READ_AGAIN, now, under(gig), hired(gig))
    gig = await tx.gigs.save(gig, again, said)
    await show_change(tx, gig)


def _same(known: Contract, found: Contract) -> bool:
    """True when they differ in nothing, or only in words that are not kept."""
    return is_purged(known) and contract_without_words(known) == contract_without_words(found)


def _moved(gig: Gig, found: Contract) -> list[Milestone]:
    """Milestones that are not as we know them, but for words that are not kept."""
    known, purged = gig.contract or found, gig.contract is not None and is_purged(gig.contract)
    if purged:
        known, found = contract_without_words(known), contract_without_words(found)
    news = {one.id for one in found.milestones if one != known.milestone(one.id)}
    return [one for one in found.milestones if one.id in news]


async def _notify_of_more_money(tx: Transaction, before: Gig, gig: Gig, now: datetime) -> None:
    """Once for each growth of the contract: what is above the approved sum is not paid before somebody agrees."""
    more, former = beyond_approved(gig), beyond_approved(before) if before.state is gig.state else None
    asked_for = gig.extension.amount if gig.extension else None
    if gig.state is not GigState.ACTIVE or more is None or (former and not more > former):
        return
    if asked_for is None or more > asked_for:
        await notify_requester(tx, gig, NoticeKind.MORE_MONEY_NEEDED, at=now, facts=NoticeFacts(amount=more))


def _news(gig: Gig, found: Contract, now: datetime) -> Said:
    """What the change amounts to, for the history."""
    about, moved = under(gig, found), _moved(gig, found)
    total = more(about, amount=found.total)
    if gig.state is GigState.HIRING:
        kind, facts = EntryKind.OFFER_ACCEPTED, total
    elif moved:
        kind = EntryKind.MILESTONES_REPORTED
        facts = more(about, milestones=tuple(part(one) for one in moved))
    elif gig.contract and found.state is gig.contract.state:
        kind, facts = EntryKind.CONTRACT_TOTAL_REPORTED, total
    else:
        kind, facts = EntryKind.CONTRACT_ENDED, total
    return heard(kind, now, facts, hired(gig, found))


async def _accepted(tx: Transaction, gig: Gig, contract: Contract, now: datetime) -> None:
    await mark_proposal(tx, gig, contract.proposal_id, ProposalStatus.HIRED)
    await notify_requester(tx, gig, NoticeKind.OFFER_ACCEPTED, at=now)
    await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=now, facts=NoticeFacts(reply=Reply.AT_WORK))
    await enqueue_closing(tx, gig, WhyClosed.FILLED)


async def _declined(tx: Transaction, gig: Gig, contract: Contract, now: datetime) -> None:
    if gig.withdrawing_offer and contract.state is ContractState.ENDED:
        await offer_is_back(tx, gig, now)
        return
    note = f"{contract.freelancer} declined the offer."  # not for people
    declined = more(under(gig, contract), amount=contract.total)
    said = heard(EntryKind.OFFER_DECLINED, now, declined, hired(gig, contract))
    await mark_proposal(tx, gig, contract.proposal_id, ProposalStatus.WITHDRAWN, DECLINED)
    left = left_to_compare(await tx.proposals.of(gig.tenant, gig.number))
    back = count_proposals(back_to_reviewing(gig, note, now), left, gig.notice_due, now)
    gig = await tx.gigs.save(gig, back, said)
    facts = NoticeFacts(proposal=contract.proposal_id)
    await notify_requester(tx, gig, NoticeKind.OFFER_DECLINED, at=now, facts=facts)
    await show_change(tx, gig)
