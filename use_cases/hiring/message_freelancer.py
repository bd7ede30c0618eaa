"""The requester writes to the freelancer behind a proposal; answers are read on the marketplace."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from gigs.proposal import Proposal
from gigs.value import Value
from ports.marketplace import Capability, Marketplace
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation, OperationKind, OperationState
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, freelancer, heard, place_of
from use_cases.notifying.notify import notify_requester
from use_cases.operations.enqueue_operation import OperationJob, can, enqueue_operation, market_title
from use_cases.operations.handler import OperationHandler
from use_cases.permissions.authorize import TABLE, Role, Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import proposals_page_of

LONGEST = 1000
_CAME_TO_NOTHING = frozenset({OperationState.REFUSED, OperationState.VOID})


class MessageFreelancer(OperationJob):
    """Write the message."""

    name: ClassVar[str] = "message_freelancer"
    kind: ClassVar[OperationKind] = OperationKind.MESSAGE


class AskedFreelancer(Value):
    """`is_new` False when the same words were on their way already."""

    page: GigPage
    is_new: bool


@retry_on_conflict
async def message_freelancer(
    context: Context, who: Person, number: int, proposal_id: str, text: str
) -> AskedFreelancer:
    """Enqueues one message. The same words to the same freelancer again are the same message, unless they were refused.

    Raises OutOfOrder without words, to a proposal that is not there, or where the API cannot write messages.
    """
    now, text = context.clock.now(), within(clean(text), LONGEST, _("Your question"))

    async def asked(tx: Transaction) -> AskedFreelancer:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.MESSAGE, gig)
        proposal = _to(await tx.proposals.of(gig.tenant, number), gig, proposal_id)
        if not can(context, gig, Capability.MESSAGE):
            title = market_title(context, gig)
            raise OutOfOrder(
                _("I can’t send messages on {marketplace}. Please write to them there.").format(
                    marketplace=title
                )
            )
        if not text:
            raise OutOfOrder(_("Please write what you want to ask."))
        key = f"message:{number}:{proposal_id}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        while (known := await tx.operations.get(gig.tenant, key)) and known.state in _CAME_TO_NOTHING:
            key += "+"
        if known is None:
            await enqueue_operation(context, tx, gig, MessageFreelancer, key, target=proposal_id, text=text)
            facts = EntryFacts(marketplace=place_of(gig), freelancer=proposal_id, words=text)
            names = freelancer(proposal_id, proposal.freelancer)
            said = entry(who, EntryKind.QUESTION_ASKED, now, facts, names)
            await tx.histories.add(gig.tenant, number, said)
        page = await proposals_page_of(context, tx, gig, who)
        return AskedFreelancer(page=page, is_new=known is None)

    return await context.store.run(asked)


def _to(proposals: Sequence[Proposal], gig: Gig, proposal_id: str) -> Proposal:
    found = next((one for one in proposals if one.id == proposal_id), None)
    if found is None or gig.state not in TABLE[Verb.MESSAGE][Role.REQUESTER]:
        raise OutOfOrder(
            _("You can’t ask a freelancer about gig {number} at this stage.").format(number=gig.number)
        )
    return found


def _still_wanted(gig: Gig, _operation: Operation, _now: datetime) -> bool:
    return gig.listing is not None and gig.state in TABLE[Verb.MESSAGE][Role.REQUESTER]


def _listing(gig: Gig) -> str:
    if gig.listing is None:
        raise ValueError(f"gig {gig.number} has no listing")
    return gig.listing.id


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> str:
    await market.message(_listing(gig), operation.target, operation.text)
    return operation.target


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> str | None:
    there = await market.has_message(_listing(gig), operation.target, operation.text)
    return operation.target if there else None


async def _record(tx: Transaction, gig: Gig, operation: Operation, _found: str, at: datetime) -> str:
    facts = EntryFacts(marketplace=operation.marketplace, freelancer=operation.target)
    said = heard(EntryKind.QUESTION_DELIVERED, at, facts)
    await tx.histories.add(gig.tenant, gig.number, said)
    return operation.target


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    about = EntryFacts(marketplace=operation.marketplace, freelancer=operation.target, reason=reason)
    asked = next((p for p in await tx.proposals.of(gig.tenant, gig.number) if p.id == operation.target), None)
    names = freelancer(operation.target, asked.freelancer if asked else "")
    said = heard(EntryKind.QUESTION_NOT_DELIVERED, at, about, names)
    await tx.histories.add(gig.tenant, gig.number, said)
    facts = NoticeFacts.of_refusal(reason, operation.hindered, proposal=operation.target)
    await notify_requester(
        tx,
        gig,
        NoticeKind.MESSAGE_REFUSED,
        at=at,
        subject=operation.target,
        facts=facts,
        occasion=operation.key,
    )


MESSAGING: OperationHandler[str] = OperationHandler(
    kind=OperationKind.MESSAGE,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
)
