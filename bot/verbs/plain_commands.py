"""What the commands do that show a list, a gig, help, or change what a channel follows."""

from bot.verbs.offers import offer_instead
from cards.audit import audit_card
from cards.follow import following, only_in_channels, unfollowed
from cards.gig import gig_card
from cards.inbox import approvals_list
from cards.lists import my_gigs as gigs_list
from cards.with_me import work_rows
from dialogs.turn import TrackedCard, Turn
from gigs.errors import GigNotFound
from ports.notices import Chat, View
from translation.catalogue import _
from use_cases.audit.audit_gig import audit_gig
from use_cases.notifying.follow_channel import follow_channel, unfollow_channel
from use_cases.requesting.leave_form import forms_left
from use_cases.showing.list_gigs import SHOWN, Order, my_approvals, my_gigs
from use_cases.showing.show_gig import show_gig
from use_cases.showing.show_offer import with_me


async def list_mine(turn: Turn) -> None:
    """My gigs, newest change first."""
    gigs = await my_gigs(turn.context, turn.person)
    left = await forms_left(turn.context, turn.person)
    inside = work_rows(await with_me(turn.context, turn.person))
    now, more = turn.context.clock.now(), len(gigs) > SHOWN
    turn.show(gigs_list(gigs[:SHOWN], now, more, left, inside), _("Your gigs"))


async def list_approvals(turn: Turn, order: str = "") -> None:
    """What waits for my answer, by age or by amount, and which of my own gigs wait for me."""
    sort = Order.AMOUNT if order == Order.AMOUNT else Order.AGE
    found = await my_approvals(turn.context, turn.person, sort)
    own = await my_gigs(turn.context, turn.person)
    card = approvals_list(
        found.gigs,
        turn.context.clock.now(),
        viewer=turn.person.key,
        order=sort,
        more=found.more,
        small=found.small,
        own=own,
        inside=await with_me(turn.context, turn.person),
    )
    turn.show(card, _("Waiting for your answer"))


async def status(turn: Turn, number: int) -> None:
    """One gig with everything this person may see and do; the card stays up to date."""
    try:
        page = await show_gig(turn.context, turn.person, number)
    except GigNotFound:
        if await offer_instead(turn, number):
            return
        raise
    tracked = TrackedCard(gig=number, version=page.gig.version, view=View.GIG)
    summary = _("Gig {number}: {title}").format(number=number, title=page.gig.title)
    turn.show(gig_card(page), summary, tracked if turn.is_personal else None)


async def audit(turn: Turn, number: int) -> None:
    """Whether the history of one gig is proved, and a link to it for an auditor; for programme leads."""
    audited = await audit_gig(turn.context, turn.person, number)
    turn.show(audit_card(audited), _("Audit of gig {number}").format(number=number))


async def follow(turn: Turn) -> None:
    """This channel follows its team's gigs from now on."""
    chat = turn.place.get("chat")
    if not isinstance(chat, Chat):
        turn.show(only_in_channels(), _("Say this in a channel"))
        return
    await follow_channel(turn.context, turn.person, chat, str(turn.place.get("team_id") or ""))
    where = str(turn.place.get("picked") or "")
    summary = _("This channel follows your team’s gigs")
    if where:
        summary = _("{channel} follows your team’s gigs").format(channel=where)
    turn.show(following(turn.person.name, where), summary)


async def unfollow(turn: Turn) -> None:
    """No new threads in this channel."""
    chat = turn.place.get("chat")
    followed = isinstance(chat, Chat) and await unfollow_channel(turn.context, chat.tenant, chat.owner)
    turn.show(unfollowed() if followed else only_in_channels(), _("This channel doesn’t follow gigs"))
