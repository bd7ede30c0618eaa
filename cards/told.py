"""What each kind of short notice says, in which tone, and what can be pressed."""

from typing import NamedTuple

from microsoft_teams.cards.core import ContainerStyle

from gigs.approval import Came
from ports.notices import NoticeKind


class Told(NamedTuple):
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

TOLD: dict[NoticeKind, Told] = {
    NoticeKind.APPROVER_UNREACHED: Told(
        "warning",
        "I cannot reach {by}",
        "Your gig waits for their answer. Please ask them to open a chat with me: the question is then there.",
        _SHOW,
    ),
    NoticeKind.APPROVED: Told(
        "good",
        "Approved by {by}",
        "It goes to {market} by itself. I tell you when proposals arrive.",
        _SHOW,
    ),
    NoticeKind.CHANGES_ASKED: Told(
        "warning",
        "{by} asks for changes",
        "Your brief is kept. Change it and submit again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.REJECTED: Told(
        "attention", "Rejected by {by}", "This gig ends here. Nothing is public.", _SHOW
    ),
    NoticeKind.POSTING_REFUSED: Told(
        "warning",
        "{market} did not take it",
        "Change the brief and submit it again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.PROPOSALS_ARRIVED: Told(
        "accent",
        "{proposals} to compare",
        "Shortlist, decline, or hire.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.EXCESS_TURNED_DOWN: Told(
        "warning",
        "{by} turned the difference down",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_ACCEPTED: Told(
        "good", "{freelancer} accepted", "The contract is made. I tell you what comes next.", _SHOW
    ),
    NoticeKind.OFFER_DECLINED: Told(
        "warning",
        "{freelancer} declined the offer",
        "Choose somebody else.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_REFUSED: Told(
        "warning",
        "{market} did not take the offer",
        "Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_WITHDRAWN: Told(
        "good",
        "The offer to {freelancer} is back",
        "Nothing is out any more. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_NOT_WITHDRAWN: Told(
        "warning", "The offer is still out", "{market} did not take it back. This is why:", _SHOW
    ),
    NoticeKind.OFFER_ABOVE: Told(
        "attention",
        "The offer on {market} is for {amount}",
        "{limit} was approved. Take it back there, or ask for more money once it is accepted: nothing above is paid.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.FUND_NEXT: Told(
        "accent",
        "{amount} can be put aside now",
        "The work on this part begins when its money is put aside on {market}.",
        _SHOW,
    ),
    NoticeKind.FUND_REFUSED: Told(
        "attention", "{amount} was not put aside", "{market} said no. This is why:", _SHOW
    ),
    NoticeKind.MESSAGE_REFUSED: Told(
        "warning",
        "Your question did not reach {freelancer}",
        "{market} did not pass it on. This is why:",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.RELEASE_REFUSED: Told(
        "attention",
        "The money was not released",
        "Nothing was paid. This is why:",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.SEND_BACK_REFUSED: Told(
        "attention",
        "The work was not sent back",
        "{market} did not pass it on, so it waits for your verdict again.",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.LISTING_OPEN: Told(
        "warning",
        "The listing is still on {market}",
        "I could not close it. Please close it there yourself, or freelancers go on answering.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.COMPLETED: Told(
        "good",
        "All is delivered and paid",
        "Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.CONTRACT_ENDED: Told(
        "attention",
        "The contract was ended on {market}",
        "What is not delivered or paid by now will not be. Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.APPROVAL_REMINDED: Told("accent", "{requester} waits for your answer", "", _OPEN),
    NoticeKind.APPROVAL_HANDED_OVER: Told(
        "emphasis",
        "{by} is asked in your place",
        "Nothing is needed from you now.",
        ("Show the approval", "show_approval"),
    ),
    NoticeKind.DECIDED_FOR_YOU: Told(
        "emphasis",
        "{by} decided in your place",
        "Nothing is needed from you.",
        ("Show the approval", "show_approval"),
    ),
    NoticeKind.STEP_PASSED: Told("good", "{by} said yes", "{step}Now it waits for {waiting}.", _SHOW),
    NoticeKind.EXPIRED: Told(
        "warning",
        "Your gig has expired",
        "Nothing is lost: submit it again as it is, or change it first.",
        ("Edit and resubmit", "edit_brief"),
        quoted=False,
    ),
    NoticeKind.ADVICE_GIVEN: Told(
        "accent", "{by} answered your question", "The decision is still yours.", _OPEN
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: Told(
        "warning",
        "{by} turned the extra money down",
        "The work goes on with what was approved before.",
        _SHOW,
    ),
    NoticeKind.MORE_MONEY_NEEDED: Told(
        "warning",
        "The contract has outgrown what was approved",
        "What lies above the approved sum is not paid before somebody has said yes to it.",
        ("Ask for more money", "show_gig"),
        quoted=False,
    ),
    NoticeKind.EMERGENCY_REVIEWED: Told(
        "good", "{by} reviewed the emergency", "It was in order. Nothing is left to do.", _SHOW
    ),
    NoticeKind.BUDGET_USED: Told(
        "warning", "{percent} % of {budget} is spoken for", "{used} of {limit}.", _SHOW
    ),
    NoticeKind.CHANNEL_REPLY: Told("emphasis", "News", "", ("", "")),
}
"""The short notices. Those that stay (`STAYS`) and NEEDS_A_PERSON are cards of their own."""

CONCERN = Told(
    "warning",
    "{by} has a concern about the emergency",
    "It stays on record with the gig. The work goes on.",
    _SHOW,
)
NOBODY_IN_TIME = {
    NoticeKind.EXCESS_TURNED_DOWN: Told(
        "warning",
        "Nobody answered about the difference in time",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
        quoted=False,
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: Told(
        "warning",
        "Nobody answered about the extra money in time",
        "The work goes on with what was approved before. You can ask again.",
        _SHOW,
        quoted=False,
    ),
}
"""Instead of a refusal when the clock ended the question."""
NOBODY_TO_ASK = {
    NoticeKind.EXCESS_TURNED_DOWN: Told(
        "warning",
        "The difference could not be approved",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: Told(
        "warning",
        "The extra money could not be approved",
        "The work goes on with what was approved before.",
        _SHOW,
    ),
}
"""Instead of a refusal when the next step names nobody who can answer."""

HANDED_OVER = {
    Came.DELEGATED: Told(
        "emphasis",
        "{by} is asked in your place",
        "They are your delegate. Nothing is needed from you now.",
        ("Show the approval", "show_approval"),
    ),
    Came.ESCALATED: Told(
        "emphasis",
        "{by} is asked now",
        "There was no answer in time. Nothing is needed from you any more.",
        ("Show the approval", "show_approval"),
    ),
}
HELD_NO_MORE = Told(
    "emphasis",
    "{by} has the question now",
    "You held it for somebody else. Nothing is needed from you any more.",
    ("Show the approval", "show_approval"),
)
EXTENSION_APPROVED = Told("good", "{by} approved the extra money", "The work goes on with it.", _SHOW)
EXCESS_APPROVED_ON_SITE = Told(
    "good", "{by} approved the difference", "Now send the offer to {freelancer} on {market}.", _SHOW
)
EXCESS_APPROVED = Told(
    "good", "{by} approved the difference", "I am sending the offer to {freelancer} now.", _SHOW
)
