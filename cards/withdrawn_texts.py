"""What an approver is told of something that was withdrawn and isn't the whole gig."""

from cards.notice_texts import NoticeText
from gigs.approval import Purpose
from translation.catalogue import N_

WITHDRAWN = {
    Purpose.EXTENSION: NoticeText(
        "emphasis",
        N_("{by} withdrew the request for {amount} more"),
        N_("Nothing is needed from you any more. Reason:"),
        (N_("Show the approval"), "show_approval"),
    ),
    Purpose.EXCESS: NoticeText(
        "emphasis",
        N_("{by} is withdrawing the offer above the approved amount"),
        N_("Your approval was for that offer only. Reason:"),
        (N_("Show the approval"), "show_approval"),
    ),
}
