"""The table of card verbs that are done in one press. Verbs of longer conversations are in dialogs/."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.account_verbs import ACCOUNT_VERBS
from bot.verbs.approval_verbs import APPROVAL_VERBS, show_approval
from bot.verbs.case_verbs import CASE_VERBS
from bot.verbs.champion_verbs import CHAMPION_VERBS
from bot.verbs.commands import BY_MEANING, STATUS, give_help
from bot.verbs.decision_verbs import DECISION_VERBS
from bot.verbs.delegate_verbs import DELEGATE_VERBS
from bot.verbs.extension_verbs import EXTENSION_VERBS
from bot.verbs.help_verbs import HELP_VERBS
from bot.verbs.inside_verbs import INSIDE_VERBS
from bot.verbs.lead_verbs import LEAD_VERBS
from bot.verbs.lesson_verbs import LESSON_VERBS
from bot.verbs.owner_verbs import OWNER_VERBS
from bot.verbs.page_verbs import PAGE_VERBS
from bot.verbs.plain_commands import follow, list_approvals, list_mine, status, unfollow
from bot.verbs.playbook_verbs import PLAYBOOK_VERBS
from bot.verbs.sharing_verbs import SHARING_VERBS
from bot.verbs.showing import reason, show, show_deliverable, show_entries, show_page
from bot.verbs.talent_verbs import TALENT_VERBS
from bot.verbs.telling_verbs import TELLING_VERBS
from bot.verbs.tips_verbs import TIPS_VERBS
from bot.verbs.withdrawing_verbs import WITHDRAWING_VERBS
from cards.follow import FOLLOW, not_now
from cards.proposals import proposals_card
from cards.trouble import settled
from dialogs.turn import Press, Turn
from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from ports.notices import Chat, View
from sentences.questions import Heard
from translation.catalogue import _
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.fund_milestone import fund_milestone, give_up_order
from use_cases.delivering.send_back import send_back
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.hiring.message_freelancer import message_freelancer
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.permissions.gig_page import GigPage
from use_cases.reading.read_again import read_again
from use_cases.requesting.reopen_gig import confirm_closed
from use_cases.settling.settle_operation import settle_operation
from use_cases.showing.show_gig import remarked

CardVerb = Callable[[Turn, Press], Awaitable[None]]


async def closed_by_hand(turn: Turn, press: Press) -> None:
    """A former listing that we could not close is closed."""
    await confirm_closed(turn.context, turn.person, press.gig, press.ids.get("listing", ""))
    await show(turn, press)


async def shortlist(turn: Turn, press: Press) -> None:
    """One of the few."""
    await _judge_proposal(turn, press, ProposalStatus.SHORTLISTED)


async def put_back(turn: Turn, press: Press) -> None:
    """Off the shortlist."""
    await _judge_proposal(turn, press, ProposalStatus.NEW)


async def decline(turn: Turn, press: Press) -> None:
    """Not this one, with a reason."""
    await _judge_proposal(turn, press, ProposalStatus.DECLINED)


async def _judge_proposal(turn: Turn, press: Press, status: ProposalStatus) -> None:
    page = await judge_proposal(
        turn.context, turn.person, press.gig, press.ids.get("proposal", ""), status, reason(press)
    )
    await _show_proposals(turn, page)


async def _show_proposals(turn: Turn, page: GigPage) -> None:
    lessons = await lessons_for(turn.context, turn.person, page.gig, Step.HIRING)
    summary = _("Proposals for gig {number}").format(number=page.gig.number)
    turn.show(proposals_card(remarked(turn.context, page), lessons=lessons), summary)


async def ask_freelancer(turn: Turn, press: Press) -> None:
    """A question to the freelancer behind a proposal."""
    asked = await message_freelancer(
        turn.context, turn.person, press.gig, press.ids.get("proposal", ""), reason(press)
    )
    page = asked.page
    if page.gig.state in {GigState.HIRING, GigState.ACTIVE}:
        show_page(turn, page, View.GIG)
    else:
        await _show_proposals(turn, page)
    if not asked.is_new:
        turn.say(_("You’ve already asked them this, so I won’t send it again."))
        return
    told = _(
        "Your question is on its way. You’ll find their answer on the marketplace: I can’t read it here."
    )
    if page.market:
        told = _("Your question is on its way. You’ll find their answer on {market}: I can’t read it here.")
    turn.say(told.format(market=page.market.title if page.market else ""))


async def fund(turn: Turn, press: Press) -> None:
    """Money for the next milestone."""
    milestone = press.ids.get("milestone", "")
    show_page(turn, await fund_milestone(turn.context, turn.person, press.gig, milestone), View.GIG)


async def give_up(turn: Turn, press: Press) -> None:
    """An order for money that the marketplace took, and never carried out."""
    milestone = press.ids.get("milestone", "")
    show_page(turn, await give_up_order(turn.context, turn.person, press.gig, milestone), View.GIG)


async def read_words_again(turn: Turn, press: Press) -> None:
    """What the marketplace lets us keep for a while only."""
    page = await read_again(turn.context, turn.person, press.gig)
    if milestone := press.ids.get("milestone", ""):
        show_page(turn, page, View.DELIVERABLE, milestone)
    else:
        await _show_proposals(turn, page)


async def accept(turn: Turn, press: Press) -> None:
    """Good work: pay it."""
    milestone = press.ids.get("milestone", "")
    page = await accept_deliverable(
        turn.context, turn.person, press.gig, milestone, press.ids.get("deliverable", "")
    )
    show_page(turn, page, View.DELIVERABLE, milestone)


async def send_back_work(turn: Turn, press: Press) -> None:
    """Not yet good: what should change."""
    milestone = press.ids.get("milestone", "")
    page = await send_back(
        turn.context, turn.person, press.gig, milestone, press.ids.get("deliverable", ""), reason(press)
    )
    show_page(turn, page, View.DELIVERABLE, milestone)


async def look_again(turn: Turn, press: Press) -> None:
    """The requester saw it on the marketplace: look it up once more."""
    await _settle(turn, press, is_there=True)


async def not_there(turn: Turn, press: Press) -> None:
    """The requester saw that it is not on the marketplace: do it again."""
    await _settle(turn, press, is_there=False)


async def _settle(turn: Turn, press: Press, *, is_there: bool) -> None:
    operation = await settle_operation(
        turn.context, turn.person, press.gig, press.ids.get("operation", ""), is_there=is_there
    )
    turn.show(settled(operation), _("Gig {number}: thank you").format(number=operation.gig))


async def _help(turn: Turn, _press: Press) -> None:
    """Everything the bot understands."""
    await give_help(turn)


async def _mine(turn: Turn, _press: Press) -> None:
    """My gigs, newest change first."""
    await list_mine(turn)


async def _approvals(turn: Turn, press: Press) -> None:
    """What waits for my answer."""
    await list_approvals(turn, press.ids.get("order", ""))


async def _ask_about(turn: Turn, press: Press) -> None:
    """Goes on with what was asked, about the gig that was chosen of several."""
    means = press.ids.get("field", "")
    of_gig = BY_MEANING.get(means, STATUS).of_gig or status
    turn.heard = Heard(means=means, gig=press.gig)
    await of_gig(turn, press.gig)


async def _unfollow(turn: Turn, _press: Press) -> None:
    """No new threads in this channel."""
    await unfollow(turn)


async def _follow(turn: Turn, _press: Press) -> None:
    """This channel follows its team's gigs from now on."""
    await follow(turn)


async def _follow_picked(turn: Turn, press: Press) -> None:
    """The channel picked on the card, if it is one of this team's."""
    picked, chat = press.inputs.get("channel", ""), turn.place.get("chat")
    channels: dict[str, str] = turn.place.get("channels", {})
    if isinstance(chat, Chat) and picked not in channels:
        told = _("Please pick one of this team’s channels, or say “{command}” in the channel itself.")
        turn.say(told.format(command=FOLLOW))
        return
    if isinstance(chat, Chat) and picked != chat.owner:
        turn.place["chat"] = chat.model_copy(update={"owner": picked, "conversation_id": picked})
        turn.place["picked"] = channels[picked]
    await follow(turn)


async def _not_now(turn: Turn, _press: Press) -> None:
    """No channel follows, for now."""
    turn.show(not_now(), _("Say “{command}” whenever you like").format(command=FOLLOW))


CARD_VERBS: Mapping[str, CardVerb] = {
    "help": _help,
    "my_gigs": _mine,
    "approvals": _approvals,
    "unfollow": _unfollow,
    "follow_here": _follow,
    "follow_channel": _follow_picked,
    "not_now": _not_now,
    "ask_about": _ask_about,
    "show_gig": show,
    "refresh_gig": show,
    "show_approval": show_approval,
    "show_deliverable": show_deliverable,
    "show_history": show_entries,
    "closed_by_hand": closed_by_hand,
    "shortlist": shortlist,
    "unshortlist": put_back,
    "decline_proposal": decline,
    "ask_freelancer": ask_freelancer,
    "fund_milestone": fund,
    "give_up_order": give_up,
    "read_again": read_words_again,
    "accept_deliverable": accept,
    "send_back": send_back_work,
    "look_again": look_again,
    "not_there": not_there,
    **APPROVAL_VERBS,
    **EXTENSION_VERBS,
    **DELEGATE_VERBS,
    **OWNER_VERBS,
    **SHARING_VERBS,
    **CASE_VERBS,
    **CHAMPION_VERBS,
    **TELLING_VERBS,
    **TIPS_VERBS,
    **ACCOUNT_VERBS,
    **WITHDRAWING_VERBS,
    **HELP_VERBS,
    **LEAD_VERBS,
    **LESSON_VERBS,
    **INSIDE_VERBS,
    **DECISION_VERBS,
    **PLAYBOOK_VERBS,
    **PAGE_VERBS,
    **TALENT_VERBS,
}
"""verb -> what it does. tests/bot checks that every button of every card has its verb here or in a conversation."""

FOR_ALL = frozenset({"help", "follow_here", "follow_channel", "unfollow", "not_now"})
"""Verbs whose answer everybody in a channel may see. Any other is answered in the one-to-one chat."""
