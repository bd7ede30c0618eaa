"""What the thread says about a milestone whose money a freelancer asks for. Pure.

Freelancer.com has no deliverables. A freelancer hands in by asking for the release of a milestone, with words and files in
the thread. Sending back is a message of ours that begins in one way, “Please change “2. …”: why”; whatever the freelancer
writes after it is the next deliverable, for as long as the money is asked for.
"""

from collections.abc import Sequence

from marketplace.freelancer.contracts import Handed, Paid
from marketplace.freelancer.outcomes import TITLE
from marketplace.freelancer.translate import moment
from marketplace.freelancer.wire import Bid, Message

LONGEST_TEXT = 4000
MOST_QUOTED = 3

ASKS = f"The freelancer asks on {TITLE} for the money of this milestone."


def sent_back_text(paid: Paid, reason: str) -> str:
    """What we write to send something back."""
    return f"{_opening(paid)}{paid.title}”: {reason}"


def handed_in(paid: Paid, bid: Bid, thread: Sequence[Message]) -> Handed:
    """Where a milestone that is asked for stands. `thread` is oldest first.

    The deliverable's id counts how often we sent one back, so it is the same however often it is read.
    """
    places = [place for place, message in enumerate(thread) if _is_sent_back(paid, bid, message)]
    since = places[-1] + 1 if places else 0
    theirs = [one for one in thread[since:] if one.from_user == bid.bidder_id]
    is_sent_back = bool(places) and not theirs
    version = len(places) - 1 if is_sent_back else len(places)
    if not places:
        theirs = [one for one in theirs if (one.time_created or 0) >= paid.created]
    first = theirs[0] if places and theirs else (theirs[-1] if theirs else None)
    at = (first.time_created if first else None) or paid.created
    return Handed(
        is_sent_back=is_sent_back,
        note=thread[places[-1]].message.partition("”: ")[2] if is_sent_back else "",
        deliverable_id=f"{paid.transaction_id}-{version}",
        text=_told(theirs),
        at=moment(at),
    )


def _opening(paid: Paid) -> str:
    return f"Please change “{paid.number or paid.transaction_id}. "


def _is_sent_back(paid: Paid, bid: Bid, message: Message) -> bool:
    return message.from_user != bid.bidder_id and message.message.startswith(_opening(paid))


def _told(theirs: Sequence[Message]) -> str:
    """That they ask for the money, and the last that they wrote."""
    quoted = [message.message.strip() for message in theirs[-MOST_QUOTED:] if message.message.strip()]
    files = sum(len(message.attachments or ()) for message in theirs)
    if files:
        quoted.append(f"({files} {'file' if files == 1 else 'files'} in the thread on {TITLE})")
    return "\n\n".join([ASKS, *quoted])[:LONGEST_TEXT]
