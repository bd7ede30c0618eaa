"""Inviting somebody to a job post. Upwork has no list of invitations: it only says how many were sent."""

from gigs.marketplaces import UPWORK
from marketplace.upwork.operations import INVITE, INVITES
from marketplace.upwork.wire import Wire
from ports.marketplace import MarketplaceUnsure


async def invite(wire: Wire, listing_id: str, freelancer_id: str, text: str) -> None:
    """See Marketplace.invite."""
    wanted = {"jobPostingId": listing_id, "freelancerId": freelancer_id, "invitationLetter": text}
    await wire.run(INVITE, {"input": wanted})


async def is_invited(wire: Wire, listing_id: str) -> bool:
    """See Marketplace.is_invited. False where nobody at all was; otherwise only a person can see whom it reached."""
    sent = await wire.read(
        INVITES, {"id": listing_id}, lambda raw: raw["proposalsStatistics"]["totalInvitesSent"]
    )
    if isinstance(sent, int) and not isinstance(sent, bool) and sent == 0:
        return False
    raise MarketplaceUnsure(f"{UPWORK.title} says how many were invited, and not whom")
