"""What an approver is told of something that was withdrawn and isn't the whole gig."""

from cards.notice_texts import NoticeText
from gigs.approval import Purpose

WITHDRAWN = {
    Purpose.EXTENSION: NoticeText(
        "emphasis",
        "{by} withdrew the request for {amount} more",
        "Nothing is needed from you any more. Reason:",
        ("Show the approval", "show_approval"),
    ),
    Purpose.EXCESS: NoticeText(
        "emphasis",
        "{by} is withdrawing the offer above the approved amount",
        "Your approval was for that offer only. Reason:",
        ("Show the approval", "show_approval"),
    ),
}
