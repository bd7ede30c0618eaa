"""A requester invites somebody of the talent pool to a gig of theirs, exactly once for each listing."""

from datetime import datetime
from typing import ClassVar

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.marketplaces import TITLES
from gigs.people import Person
from gigs.talent import FreelancerKey, invited
from gigs.value import Value
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.marketplace import Capability, Marketplace
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation, OperationKind, OperationState
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.entries import entry, freelancer, heard
from use_cases.notifying.notify import notify_requester
from use_cases.operations.enqueue_operation import OperationJob, can, enqueue_operation, market_title
from use_cases.operations.handler import OperationHandler
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.authorize_talent import TalentVerb
from use_cases.showing.marks import mark_on
from use_cases.talent.find_talent import talent_of
from use_cases.talent.talent_page import INVITES, TalentEntry

LONGEST = 1000
_CAME_TO_NOTHING = frozenset({OperationState.REFUSED, OperationState.VOID})
_ELSEWHERE = N_("Gig {number} isn’t on {market}, where you’d invite this freelancer.")
_BY_HAND = N_("{market} lets no app invite somebody. Please invite them on its own page.")
_MARKED = N_("This freelancer is marked “do-not-hire”, so I won’t invite them. Please ask {owner}.")


class InviteFreelancer(OperationJob):
    """Send the invitation."""

    name: ClassVar[str] = "invite_freelancer"
    kind: ClassVar[OperationKind] = OperationKind.INVITE


class InvitedAgain(Value):
    """`is_new` False where they were invited to this listing before."""

    gig: Gig
    is_new: bool


async def invite_again(
    context: Context, who: Person, key: FreelancerKey, number: int, letter: str = ""
) -> InvitedAgain:
    """Enqueues one invitation; the same freelancer to the same listing again is the same one, unless it was refused.

    `letter` goes to the marketplace. Raises GigNotFound or NotAllowed for a gig that isn't one's own, OutOfOrder where the
    gig takes no proposals now, is elsewhere, or its marketplace's API cannot invite, where this person may not know of the
    freelancer, and where nobody may hire them; TooLong.
    """
    letter = within(clean(letter), LONGEST, _("Your invitation"))

    async def asked(tx: Transaction) -> InvitedAgain:
        gig = await tx.gigs.hold(who.key.tenant, number)
        authorize(who, Verb.INVITE, gig)
        listing = _listing_for(context, gig, key)
        one = await talent_of(tx, context, who, key, TalentVerb.SEE)
        if one.mark is not None:
            raise OutOfOrder(_(_MARKED).format(owner=one.mark.by_name))
        name = f"invite:{number}:{listing}:{key.freelancer}"
        while (known := await tx.operations.get(gig.tenant, name)) and known.state in _CAME_TO_NOTHING:
            name += "+"
        if known is None:
            target = key.freelancer
            await enqueue_operation(context, tx, gig, InviteFreelancer, name, target=target, text=letter)
            facts = EntryFacts(marketplace=key.marketplace, freelancer=invited(key), words=letter or None)
            said = entry(who, EntryKind.FREELANCER_INVITED, context.clock.now(), facts, _named(one))
            await tx.histories.add(gig.tenant, number, said)
        return InvitedAgain(gig=gig, is_new=known is None)

    return await context.store.run(asked)


def _named(one: TalentEntry) -> dict[str, str]:
    """Beside the history only where the name may be kept: nothing there is purged for an invitation."""
    return freelancer(invited(one.key), one.talent.name if one.keeps_words else "")


def _listing_for(context: Context, gig: Gig, key: FreelancerKey) -> str:
    """The listing that they'd be invited to."""
    if gig.state not in INVITES or gig.listing is None:
        raise OutOfOrder(_("Gig {number} takes no proposals now.").format(number=gig.number))
    title = market_title(context, gig)
    if gig.listing.marketplace != key.marketplace:
        raise OutOfOrder(
            _(_ELSEWHERE).format(number=gig.number, market=TITLES.get(key.marketplace, key.marketplace))
        )
    if not can(context, gig, Capability.INVITE):
        raise OutOfOrder(_(_BY_HAND).format(market=title))
    return gig.listing.id


def _key(gig: Gig, operation: Operation) -> FreelancerKey:
    return FreelancerKey(tenant=gig.tenant, marketplace=operation.marketplace, freelancer=operation.target)


def _still_wanted(gig: Gig, operation: Operation, _now: datetime) -> bool:
    """Not for a listing that the gig has left."""
    is_there = gig.listing is not None and f":{gig.listing.id}:" in operation.key
    return gig.state in INVITES and is_there


def _listing(gig: Gig) -> str:
    if gig.listing is None:
        raise ValueError(f"gig {gig.number} has no listing")
    return gig.listing.id


async def _admit(tx: Transaction, gig: Gig, operation: Operation, now: datetime) -> None:
    if await mark_on(tx, _key(gig, operation), now) is not None:
        raise RefusedHere(
            "A programme lead has marked this freelancer “do-not-hire”.",  # not for people
            Hindered(by=Hindrance.DO_NOT_HIRE),
        )


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> str:
    await market.invite(_listing(gig), operation.target, operation.text)
    return operation.target


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> str | None:
    there = await market.is_invited(_listing(gig), operation.target)
    return operation.target if there else None


def _facts(gig: Gig, operation: Operation, reason: str | None = None) -> EntryFacts:
    named = invited(_key(gig, operation))
    return EntryFacts(marketplace=operation.marketplace, freelancer=named, reason=reason)


async def _record(tx: Transaction, gig: Gig, operation: Operation, _found: str, at: datetime) -> str:
    said = heard(EntryKind.INVITATION_SENT, at, _facts(gig, operation))
    await tx.histories.add(gig.tenant, gig.number, said)
    await tx.syncs.schedule(gig.tenant, gig.number, at, operation.marketplace)
    return operation.target


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    talent = await tx.talents.get(_key(gig, operation))
    names = freelancer(invited(_key(gig, operation)), talent.name if talent else "")
    said = heard(EntryKind.INVITATION_REFUSED, at, _facts(gig, operation, reason), names)
    await tx.histories.add(gig.tenant, gig.number, said.model_copy(update={"names": {}}))
    facts = NoticeFacts.of_refusal(reason, operation.hindered)
    await notify_requester(tx, gig, NoticeKind.INVITATION_REFUSED, at=at, facts=facts, occasion=operation.key)


INVITING: OperationHandler[str] = OperationHandler(
    kind=OperationKind.INVITE,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
    admit=_admit,
    at_their_word=lambda operation: operation.target,
)
