"""Shows one gig to one person: the page every card is drawn from."""

from collections.abc import Sequence
from datetime import datetime

from gigs.gig import ON_MARKET, OVER, Gig, GigState
from gigs.people import Person
from gigs.proposal import Proposal
from ports.accounts import AccountState
from ports.storage import Transaction
from use_cases.context import Context, can_update
from use_cases.permissions.authorize import Role, Verb, allowed, authorize, role_of
from use_cases.permissions.gig_page import GigPage, HeldUp, MarkedProposal, MarketPage
from use_cases.showing.budgets_left import budgets_left, in_own_currency
from use_cases.showing.marks import marked_proposals
from use_cases.showing.offers_compared import offers_compared
from use_cases.showing.remarks import remarks_on
from use_cases.showing.unreached import unreached_of

READ = ON_MARKET | {GigState.HIRING, GigState.ACTIVE}
"""While its marketplace is read for a gig by itself."""
MOST_REFRESHED = 60
"""Teams refreshes a card by itself for at most so many people."""


def page_for(
    viewer: Person | None,
    gig: Gig,
    proposals: tuple[Proposal, ...],
    at: datetime,
    concerned: tuple[str, ...] = (),
) -> GigPage:
    """The page as this viewer may see it: no proposals for anybody but the requester."""
    role = role_of(viewer, gig) if viewer else Role.STRANGER
    can = allowed(viewer, gig) if viewer else frozenset()
    seen = proposals if Verb.REVIEW in can else ()
    return GigPage(
        gig=gig,
        viewer=viewer,
        role=role,
        allowed=can,
        proposals=seen,
        at=at,
        concerned=concerned,
    )


async def approval_page_of(context: Context, tx: Transaction, gig: Gig, viewer: Person) -> GigPage:
    """As much of the page as an approver's card shows, of a gig already read in this transaction: the budgets and what
    an offer is compared with, but nothing of the marketplace."""
    page = page_for(viewer, gig, (), context.clock.now())
    changes: dict[str, object] = {"people_picker": context.people_picker}
    if Verb.DECIDE in page.allowed:
        asks_for_offer = gig.state is GigState.OFFER_IN_APPROVAL
        proposals = await tx.proposals.of(gig.tenant, gig.number) if asks_for_offer else ()
        changes |= await _money_of(context, tx, gig, proposals)
    return page.model_copy(update=changes)


async def page_of(context: Context, tx: Transaction, gig: Gig, viewer: Person | None) -> GigPage:
    """The page of a gig already read in this transaction."""
    return (await pages_of(context, tx, gig, [viewer]))[0]


async def proposals_page_of(context: Context, tx: Transaction, gig: Gig, viewer: Person) -> GigPage:
    """The page with its proposals, those that could not be read, and those whose freelancer nobody may hire."""
    page = await page_of(context, tx, gig, viewer)
    if Verb.REVIEW not in page.allowed:
        return page
    known = await tx.readings.get(gig.tenant, gig.number)
    marked = await marked_proposals(tx, gig, page.proposals, context.clock.now())
    return page.model_copy(update={"unread": known.unread if known else (), "marked": marked})


async def pages_of(
    context: Context, tx: Transaction, gig: Gig, viewers: Sequence[Person | None]
) -> list[GigPage]:
    """The same gig as each of these people may see it; what they share is read once."""
    at = context.clock.now()
    proposals = tuple(await tx.proposals.of(gig.tenant, gig.number)) if gig.listing else ()
    public = context.personal_views and None in viewers
    concerned = await _concerned(tx, gig) if public else ()
    pages = [page_for(one, gig, proposals, at, concerned if one is None else ()) for one in viewers]
    changes: dict[str, object] = {
        "people_picker": context.people_picker,
        "elsewhere": len(context.markets) > 1,
        "updates": gig.listing is None or can_update(context, gig.listing),
    }
    if market := market_of(context, gig):
        held_up = await held_up_there(context, tx, gig, market.name)
        changes["market"] = market.model_copy(update={"held_up": held_up})
    marked = await _marked_choice(tx, gig, proposals, at)
    mailed, unreached = await unreached_of(tx, gig)
    decides = [Verb.DECIDE in page.allowed for page in pages]
    money = await _money_of(context, tx, gig, proposals) if any(decides) else {}
    reach = {"mailed": mailed, "unreached": unreached}
    begun = await _related(tx, gig)
    tips = [await _is_new(tx, page) for page in pages]
    return [
        page.model_copy(
            update=changes
            | (money if may else {})
            | ({"marked": marked} if page.role is Role.REQUESTER else {})
            | (reach | {"related": _seen(begun, page.viewer), "tips": new} if page.viewer else {})
        )
        for page, may, new in zip(pages, decides, tips, strict=True)
    ]


async def _marked_choice(
    tx: Transaction, gig: Gig, proposals: Sequence[Proposal], at: datetime
) -> tuple[MarkedProposal, ...]:
    """The mark on whom a person is about to make an offer, over there: nothing else could stop them."""
    if not gig.offers_on_site or gig.choice is None:
        return ()
    chosen = [one for one in proposals if one.id == gig.choice.proposal_id]
    return await marked_proposals(tx, gig, chosen, at)


async def _is_new(tx: Transaction, page: GigPage) -> bool:
    """Whether its viewer owns it and is still shown tips; nobody is while nothing is there to do."""
    asks = page.viewer is not None and page.role is Role.REQUESTER and page.gig.state not in OVER
    return asks and page.viewer is not None and await tx.tips.wanted(page.viewer.key)


async def _money_of(
    context: Context, tx: Transaction, gig: Gig, proposals: Sequence[Proposal]
) -> dict[str, object]:
    """What only those are shown who decide about the money."""
    return {
        "budgets": await budgets_left(tx, context.policy, gig),
        "about": in_own_currency(context.policy, gig),
        "offers": offers_compared(gig, proposals, context.policy.exchange),
    }


async def _related(tx: Transaction, gig: Gig) -> Sequence[Gig]:
    """What it was copied from and continued as."""
    numbers = [one for one in (gig.copy_of, gig.continued_as) if one]
    return await tx.gigs.numbered(gig.tenant, numbers) if numbers else ()


def _seen(gigs: Sequence[Gig], viewer: Person) -> frozenset[int]:
    return frozenset(one.number for one in gigs if Verb.SEE in allowed(viewer, one))


def market_of(context: Context, gig: Gig) -> MarketPage | None:
    """What is known of the gig's marketplace; None for a draft without one, and for one that is not set up any more."""
    name = gig.listing.marketplace if gig.listing else gig.brief.marketplace if gig.brief else ""
    if name not in context.markets:
        return None
    market = context.market(gig.tenant, name)
    return MarketPage(
        name=name,
        title=market.title,
        capabilities=market.capabilities,
        keeps_for=market.keeps_for,
        listing_url=gig.listing.url if gig.listing else "",
        contract_url=gig.contract.url if gig.contract else "",
    )


async def held_up_there(context: Context, tx: Transaction, gig: Gig, market: str) -> HeldUp | None:
    """Why this marketplace cannot be used for this gig now; None where it can."""
    if await tx.switches.get(gig.tenant, market):
        return HeldUp.PAUSED
    if market in context.connecting.authorities:
        account = await tx.accounts.get(gig.tenant, market)
        if account is None or account.state is not AccountState.CONNECTED:
            return HeldUp.CONSENT
    if gig.listing is None or gig.state not in READ:
        return None
    reading = await tx.readings.get(gig.tenant, gig.number)
    return HeldUp.UNREADABLE if reading and reading.fails else None


async def _concerned(tx: Transaction, gig: Gig) -> tuple[str, ...]:
    """Teams ids of the requester and the approvers, as far as we have met them."""
    people = dict.fromkeys(
        [*(one.key for one in gig.owners), *(approval.approver.key for approval in gig.approvals)]
    )
    chats = [await tx.chats.get(key.tenant, key.object_id) for key in people]
    return tuple(chat.member_id for chat in chats if chat and chat.member_id)[:MOST_REFRESHED]


async def show_gig(context: Context, who: Person, number: int) -> GigPage:
    """The gig as this person may see it. Raises GigNotFound for strangers."""

    async def page(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SEE, gig)
        return await page_of(context, tx, gig, who)

    return await context.store.run(page)


def remarked(context: Context, page: GigPage) -> GigPage:
    """The page as whoever compares its proposals sees it."""
    remarks = remarks_on(page.gig, page.proposals, context.policy.exchange)
    return page.model_copy(update={"remarks": remarks})
