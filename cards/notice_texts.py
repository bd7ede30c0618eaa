"""What each kind of short notice says, in which tone, and what can be pressed."""

from typing import NamedTuple

from cards.kit.nodes import ContainerStyle
from gigs.approval import Came
from ports.notices import NoticeKind


class NoticeText(NamedTuple):
    """How a kind of notice is told. `button` is (title, verb); the listing's link is added where `listed`.

    The reason is shown as somebody's words unless `quoted` is False.
    """

    tone: ContainerStyle
    headline: str
    detail: str
    button: tuple[str, str]
    listed: bool = False
    quoted: bool = True


_SHOW = ("Show the gig", "show_gig")
_OPEN = ("Open the approval", "show_approval")

NOTICE_TEXTS: dict[NoticeKind, NoticeText] = {
    NoticeKind.APPROVER_UNREACHED: NoticeText(
        "warning",
        "I can’t reach {by}",
        "Your gig is waiting for them. Ask them to open a chat with me; the request will be there.",
        _SHOW,
    ),
    NoticeKind.APPROVED: NoticeText(
        "good",
        "Approved by {by}",
        "I’m posting it to {market} and will tell you when proposals arrive.",
        _SHOW,
    ),
    NoticeKind.CHANGES_ASKED: NoticeText(
        "warning",
        "{by} asks for changes",
        "Your brief is kept. Change it and submit again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.REJECTED: NoticeText(
        "attention", "Rejected by {by}", "This gig ends here. Nothing is public.", _SHOW
    ),
    NoticeKind.POSTING_REFUSED: NoticeText(
        "warning",
        "{market} did not take it",
        "Change the brief and submit it again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.PROPOSALS_ARRIVED: NoticeText(
        "accent",
        "{proposals} to compare",
        "Shortlist, decline, or hire.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.READING_FAILED: NoticeText(
        "warning",
        "I can’t read {market} right now",
        "So I don’t see what is new there. I keep trying and will tell you when it works again; until then, please look there yourself.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.READING_RECOVERED: NoticeText(
        "good", "I can read {market} again", "Whatever happened there meanwhile is on the gig now.", _SHOW
    ),
    NoticeKind.MARKET_UNREADABLE: NoticeText(
        "warning",
        "I can’t read {market} right now",
        "This gig is the first that it concerns; its requester has been told. Check whether {market} is up and our account there "
        "still works, connect it again or pause {market}. I keep trying meanwhile.",
        ("Marketplaces", "marketplaces"),
    ),
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        "{by} declined the extra amount",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_ACCEPTED: NoticeText(
        "good", "{freelancer} accepted", "The contract is in place. I’ll tell you what happens next.", _SHOW
    ),
    NoticeKind.OFFER_DECLINED: NoticeText(
        "warning",
        "{freelancer} declined the offer",
        "Choose somebody else.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_REFUSED: NoticeText(
        "warning",
        "{market} did not take the offer",
        "Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_WITHDRAWN: NoticeText(
        "good",
        "Offer to {freelancer} withdrawn",
        "No offer is pending. Choose another proposal.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_NOT_WITHDRAWN: NoticeText(
        "warning", "The offer still stands", "{market} rejected the withdrawal. Reason:", _SHOW
    ),
    NoticeKind.OFFER_ABOVE: NoticeText(
        "attention",
        "The offer on {market} is for {amount}",
        "{limit} was approved. Withdraw it there, or ask for more money once it is accepted: nothing above is paid.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.FUND_NEXT: NoticeText(
        "accent",
        "{amount} can now be funded",
        "Work on this milestone starts once it is funded on {market}.",
        _SHOW,
    ),
    NoticeKind.FUND_REFUSED: NoticeText(
        "attention", "{amount} was not funded", "{market} rejected the funding. Reason:", _SHOW
    ),
    NoticeKind.MESSAGE_REFUSED: NoticeText(
        "warning",
        "Your question did not reach {freelancer}",
        "{market} did not pass it on. Reason:",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.RELEASE_REFUSED: NoticeText(
        "attention",
        "The money was not released",
        "Nothing was paid. Reason:",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.SEND_BACK_REFUSED: NoticeText(
        "attention",
        "The work was not sent back",
        "{market} did not pass it on, so it waits for your verdict again.",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.LISTING_OPEN: NoticeText(
        "warning",
        "The listing is still on {market}",
        "I could not close it. Please close it there yourself, or freelancers will keep applying.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.COMPLETED: NoticeText(
        "good",
        "All is delivered and paid",
        "Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.CONTRACT_ENDED: NoticeText(
        "attention",
        "The contract was ended on {market}",
        "What is not delivered or paid by now will not be. Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.APPROVAL_REMINDED: NoticeText("accent", "{requester} waits for your answer", "", _OPEN),
    NoticeKind.APPROVAL_HANDED_OVER: NoticeText(
        "emphasis",
        "{by} is asked in your place",
        "Nothing is needed from you now.",
        ("Show the approval", "show_approval"),
    ),
    NoticeKind.DECIDED_FOR_YOU: NoticeText(
        "emphasis",
        "{by} decided in your place",
        "Nothing is needed from you.",
        ("Show the approval", "show_approval"),
    ),
    NoticeKind.STEP_PASSED: NoticeText("good", "{by} said yes", "{step}Now it waits for {waiting}.", _SHOW),
    NoticeKind.EXPIRED: NoticeText(
        "warning",
        "Your gig has expired",
        "Nothing is lost: submit it again as it is, or change it first.",
        ("Edit and resubmit", "edit_brief"),
        quoted=False,
    ),
    NoticeKind.ADVICE_GIVEN: NoticeText(
        "accent", "{by} answered your question", "The decision is still yours.", _OPEN
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        "{by} turned the extra money down",
        "The work goes on with what was approved before.",
        _SHOW,
    ),
    NoticeKind.MORE_MONEY_NEEDED: NoticeText(
        "warning",
        "The contract exceeds the approved amount",
        "Anything above the approved amount is paid only after approval.",
        ("Ask for more money", "show_gig"),
        quoted=False,
    ),
    NoticeKind.EMERGENCY_REVIEWED: NoticeText(
        "good", "{by} reviewed the emergency", "It was in order. Nothing is left to do.", _SHOW
    ),
    NoticeKind.BUDGET_USED: NoticeText(
        "warning", "{percent} % of {budget} is spoken for", "{used} of {limit}.", _SHOW
    ),
    NoticeKind.CO_OWNER_NAMED: NoticeText(
        "accent",
        "{by} made you a co-owner",
        "You can do everything with this gig that {requester} can, and you can’t approve it.",
        _SHOW,
    ),
    NoticeKind.CO_OWNER_REMOVED: NoticeText(
        "emphasis", "{by} removed you as a co-owner", "You can still see this gig.", _SHOW
    ),
    NoticeKind.CO_OWNER_LEFT: NoticeText(
        "warning",
        "{person} isn’t a co-owner any more",
        "They have left, and whoever {by} named in their place can’t own this gig. Name another co-owner if you need one.",
        _SHOW,
    ),
    NoticeKind.GIG_HANDED_OVER: NoticeText(
        "accent",
        "{by} handed this gig over",
        "{person} owns it from now on. Reason:",
        _SHOW,
    ),
    NoticeKind.WITHDRAWN: NoticeText(
        "emphasis",
        "{by} withdrew this gig",
        "Nothing is needed from you any more. Reason:",
        ("Show the approval", "show_approval"),
    ),
    NoticeKind.CHANNEL_REPLY: NoticeText("emphasis", "News", "", ("", "")),
}
"""The short notices. Those that stay (`STAYS`) and NEEDS_A_PERSON are cards of their own."""

CONCERN = NoticeText(
    "warning",
    "{by} has a concern about the emergency",
    "It stays on record with the gig. The work goes on.",
    _SHOW,
)
NOBODY_IN_TIME = {
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        "Nobody answered about the difference in time",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
        quoted=False,
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        "Nobody answered about the extra money in time",
        "The work goes on with what was approved before. You can ask again.",
        _SHOW,
        quoted=False,
    ),
}
"""Instead of a refusal when the clock ended the question."""
NOBODY_TO_ASK = {
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        "The difference could not be approved",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        "The extra money could not be approved",
        "The work goes on with what was approved before.",
        _SHOW,
    ),
}
"""Instead of a refusal when the next step names nobody who can answer."""

HANDED_OVER = {
    Came.DELEGATED: NoticeText(
        "emphasis",
        "{by} is asked in your place",
        "They are your delegate. Nothing is needed from you now.",
        ("Show the approval", "show_approval"),
    ),
    Came.ESCALATED: NoticeText(
        "emphasis",
        "{by} is asked now",
        "There was no answer in time. Nothing is needed from you any more.",
        ("Show the approval", "show_approval"),
    ),
}
HELD_NO_MORE = NoticeText(
    "emphasis",
    "{by} has the question now",
    "You held it for somebody else. Nothing is needed from you any more.",
    ("Show the approval", "show_approval"),
)
EXTENSION_APPROVED = NoticeText("good", "{by} approved the extra money", "The work goes on with it.", _SHOW)
EXCESS_APPROVED_ON_SITE = NoticeText(
    "good", "{by} approved the difference", "Now send the offer to {freelancer} on {market}.", _SHOW
)
EXCESS_APPROVED = NoticeText(
    "good", "{by} approved the difference", "I am sending the offer to {freelancer} now.", _SHOW
)
