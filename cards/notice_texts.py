"""What each kind of short notice says, in which tone, and what can be pressed."""

from typing import NamedTuple

from cards.kit.nodes import ContainerStyle
from ports.notices import NoticeKind
from translation.catalogue import N_


class NoticeText(NamedTuple):
    """How a kind of notice is told. `button` is (title, verb); the listing's link is added where `listed`.

    The reason is shown as somebody's words unless `quoted` is False. Texts are translated when they are shown.
    """

    tone: ContainerStyle
    headline: str
    detail: str
    button: tuple[str, str]
    listed: bool = False
    quoted: bool = True


SHOW = (N_("Show the gig"), "show_gig")
APPROVAL = (N_("Show the approval"), "show_approval")
REVIEW = (N_("Review proposals"), "review_proposals")
_OPEN = (N_("Open the approval"), "show_approval")
_EDIT = (N_("Edit and resubmit"), "edit_brief")
RATE = (N_("Rate and close"), "close_form")
_WORK = (N_("Review the work again"), "show_deliverable")

NOTICE_TEXTS: dict[NoticeKind, NoticeText] = {
    NoticeKind.APPROVER_UNREACHED: NoticeText(
        "warning",
        N_("I can’t reach {by}"),
        N_("Your gig is waiting for them. Ask them to open a chat with me; the request will be there."),
        SHOW,
    ),
    NoticeKind.APPROVED: NoticeText(
        "good",
        N_("Approved by {by}"),
        N_("I’m posting it to {market} and will tell you when proposals arrive."),
        SHOW,
    ),
    NoticeKind.CHANGES_ASKED: NoticeText(
        "warning",
        N_("{by} requested changes"),
        N_("Your brief is kept. Edit it and submit it again."),
        _EDIT,
    ),
    NoticeKind.REJECTED: NoticeText(
        "attention", N_("Rejected by {by}"), N_("This gig ends here. Nothing is public."), SHOW
    ),
    NoticeKind.POSTING_REFUSED: NoticeText(
        "warning",
        N_("{market} rejected the listing"),
        N_("Edit the brief and submit it again."),
        _EDIT,
    ),
    NoticeKind.PROPOSALS_ARRIVED: NoticeText(
        "accent",
        "{proposals}",
        N_("Shortlist, decline, or hire."),
        REVIEW,
    ),
    NoticeKind.READING_FAILED: NoticeText(
        "warning",
        N_("I can’t read {market} right now"),
        N_(
            "I can’t see what’s new there. I’ll keep trying and tell you when it works again. Until then, please check there yourself."
        ),
        SHOW,
        listed=True,
    ),
    NoticeKind.READING_RECOVERED: NoticeText(
        "good",
        N_("I can read {market} again"),
        N_("Everything that happened there in the meantime is on the gig now."),
        SHOW,
    ),
    NoticeKind.MARKET_UNREADABLE: NoticeText(
        "warning",
        N_("I can’t read {market} right now"),
        N_(
            "This is the first gig affected; its requester has been told. Check that {market} is up and that our account there still works. Reconnect it, or pause {market}. I’ll keep trying in the meantime."
        ),
        (N_("Marketplaces"), "marketplaces"),
    ),
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        N_("{by} declined the extra amount"),
        N_("No offer was sent. You can choose again."),
        REVIEW,
    ),
    NoticeKind.OFFER_ACCEPTED: NoticeText(
        "good",
        N_("{freelancer} accepted"),
        N_("The contract is in place. I’ll tell you what happens next."),
        SHOW,
    ),
    NoticeKind.OFFER_DECLINED: NoticeText(
        "warning",
        N_("{freelancer} declined the offer"),
        N_("Choose another freelancer."),
        REVIEW,
    ),
    NoticeKind.OFFER_REFUSED: NoticeText(
        "warning",
        N_("{market} rejected the offer"),
        N_("You can choose again."),
        REVIEW,
    ),
    NoticeKind.OFFER_WITHDRAWN: NoticeText(
        "good",
        N_("Offer to {freelancer} withdrawn"),
        N_("No offer is pending. Choose another proposal."),
        REVIEW,
    ),
    NoticeKind.OFFER_NOT_WITHDRAWN: NoticeText(
        "warning", N_("The offer still stands"), N_("{market} rejected the withdrawal. Reason:"), SHOW
    ),
    NoticeKind.OFFER_ABOVE: NoticeText(
        "attention",
        N_("The offer on {market} is for {amount}"),
        N_(
            "{limit} was approved. Withdraw it there, or ask for more money once it’s accepted. Nothing above the approved amount is paid."
        ),
        SHOW,
        listed=True,
    ),
    NoticeKind.FUND_NEXT: NoticeText(
        "accent",
        N_("{amount} can now be funded"),
        N_("Work on this milestone starts once it’s funded on {market}."),
        SHOW,
    ),
    NoticeKind.FUND_REFUSED: NoticeText(
        "attention", N_("{amount} wasn’t funded"), N_("{market} rejected the funding. Reason:"), SHOW
    ),
    NoticeKind.MESSAGE_REFUSED: NoticeText(
        "warning",
        N_("Your question didn’t reach {freelancer}"),
        N_("{market} didn’t deliver it. Reason:"),
        REVIEW,
    ),
    NoticeKind.INVITATION_REFUSED: NoticeText(
        "warning",
        N_("Your invitation wasn’t sent"),
        N_("{market} didn’t send it. Reason:"),
        SHOW,
    ),
    NoticeKind.RELEASE_REFUSED: NoticeText(
        "attention",
        N_("The payment wasn’t released"),
        N_("Nothing was paid. Reason:"),
        _WORK,
    ),
    NoticeKind.SEND_BACK_REFUSED: NoticeText(
        "attention",
        N_("The work wasn’t sent back"),
        N_("{market} didn’t pass it on. Please decide on the work again."),
        _WORK,
    ),
    NoticeKind.LISTING_OPEN: NoticeText(
        "warning",
        N_("The listing is still on {market}"),
        N_("I couldn’t close it. Please close it there yourself, or freelancers will keep applying."),
        SHOW,
        listed=True,
    ),
    NoticeKind.COMPLETED: NoticeText(
        "good",
        N_("Everything is delivered and paid"),
        N_("Rate the work and leave a lesson."),
        RATE,
    ),
    NoticeKind.CONTRACT_ENDED: NoticeText(
        "attention",
        N_("The contract was ended on {market}"),
        N_("Anything not delivered or paid by now won’t be. Rate the work and leave a lesson."),
        RATE,
    ),
    NoticeKind.APPROVAL_REMINDED: NoticeText("accent", N_("{requester} needs your decision"), "", _OPEN),
    NoticeKind.APPROVAL_HANDED_OVER: NoticeText(
        "emphasis",
        N_("{by} has been asked in your place"),
        N_("You don’t need to do anything now."),
        APPROVAL,
    ),
    NoticeKind.DECIDED_FOR_YOU: NoticeText(
        "emphasis",
        N_("{by} decided in your place"),
        N_("You don’t need to do anything."),
        APPROVAL,
    ),
    NoticeKind.STEP_PASSED: NoticeText("good", N_("{by} approved it"), N_("It’s with {waiting} now."), SHOW),
    NoticeKind.EXPIRED: NoticeText(
        "warning",
        N_("Your gig has expired"),
        N_("Nothing is lost. Submit it again as it is, or edit it first."),
        _EDIT,
        quoted=False,
    ),
    NoticeKind.ADVICE_GIVEN: NoticeText(
        "accent", N_("{by} answered your question"), N_("The decision is still yours."), _OPEN
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        N_("{by} declined the extra money"),
        N_("Work continues with what was approved before."),
        SHOW,
    ),
    NoticeKind.MORE_MONEY_NEEDED: NoticeText(
        "warning",
        N_("The contract exceeds the approved amount"),
        N_("Anything above the approved amount is paid only after approval."),
        (N_("Ask for more money"), "show_gig"),
        quoted=False,
    ),
    NoticeKind.EMERGENCY_REVIEWED: NoticeText(
        "good", N_("{by} reviewed the emergency"), N_("It was in order. There’s nothing left to do."), SHOW
    ),
    NoticeKind.BUDGET_USED: NoticeText(
        "warning", N_("{percent}% of {budget} is committed"), N_("{used} of {limit}."), SHOW
    ),
    NoticeKind.CO_OWNER_NAMED: NoticeText(
        "accent",
        N_("{by} made you a co-owner"),
        N_("You can do everything with this gig that {requester} can, but you can’t approve it."),
        SHOW,
    ),
    NoticeKind.CO_OWNER_REMOVED: NoticeText(
        "emphasis", N_("{by} removed you as a co-owner"), N_("You can still see this gig."), SHOW
    ),
    NoticeKind.CO_OWNER_LEFT: NoticeText(
        "warning",
        N_("{person} is no longer a co-owner"),
        N_(
            "They’ve left, and the person {by} named in their place can’t own this gig. Name another co-owner if you need one."
        ),
        SHOW,
    ),
    NoticeKind.GIG_HANDED_OVER: NoticeText(
        "accent",
        N_("{by} handed this gig over"),
        N_("{person} owns it now. Reason:"),
        SHOW,
    ),
    NoticeKind.WITHDRAWN: NoticeText(
        "emphasis",
        N_("{by} withdrew this gig"),
        N_("You no longer need to do anything. Reason:"),
        APPROVAL,
    ),
    NoticeKind.CHANNEL_REPLY: NoticeText("emphasis", "", "", ("", "")),
}
"""The short notices. Those that stay (`STAYS`) and NEEDS_A_PERSON are cards of their own."""
