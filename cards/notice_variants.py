"""The kinds of short notices that are told in several ways, and which way each one is told."""

from cards.notice_texts import APPROVAL, NOTICE_TEXTS, RATE, REVIEW, SHOW, NoticeText
from cards.withdrawn_texts import WITHDRAWN
from gigs.approval import Came, Purpose
from gigs.gig import Gig, GigState
from ports.notice_facts import Lapse
from ports.notices import Notice, NoticeKind
from translation.catalogue import N_

_CONCERN = NoticeText(
    "warning",
    N_("{by} has a concern about the emergency"),
    N_("It stays on record with the gig. Work continues."),
    SHOW,
)
_NOBODY_IN_TIME = {
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        N_("Nobody decided on the difference in time"),
        N_("No offer was sent. You can choose again."),
        REVIEW,
        quoted=False,
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        N_("Nobody decided on the extra money in time"),
        N_("Work continues with what was approved before. You can ask again."),
        SHOW,
        quoted=False,
    ),
}
"""Instead of a refusal when the clock ended the question."""
_NOBODY_TO_ASK = {
    NoticeKind.EXCESS_TURNED_DOWN: NoticeText(
        "warning",
        N_("The difference couldn’t be approved"),
        N_("No offer was sent. You can choose again."),
        REVIEW,
    ),
    NoticeKind.EXTENSION_TURNED_DOWN: NoticeText(
        "warning",
        N_("The extra money couldn’t be approved"),
        N_("Work continues with what was approved before."),
        SHOW,
    ),
}
"""Instead of a refusal when the next step names nobody who can answer."""

_HANDED_OVER = {
    Came.DELEGATED: NoticeText(
        "emphasis",
        N_("{by} has been asked in your place"),
        N_("They’re your delegate. You don’t need to do anything now."),
        APPROVAL,
    ),
    Came.ESCALATED: NoticeText(
        "emphasis",
        N_("{by} has been asked instead"),
        N_("There was no answer in time. You no longer need to do anything."),
        APPROVAL,
    ),
}
_ONE_OF_STEPS = NoticeText(
    "good",
    N_("{by} approved it"),
    N_("Step {step} of {steps} is done. It’s with {waiting} now."),
    SHOW,
)
"""Instead of STEP_PASSED where it is known which step that was."""
_HELD_NO_MORE = NoticeText(
    "emphasis",
    N_("{by} will decide now"),
    N_("You were covering for someone else. You no longer need to do anything."),
    APPROVAL,
)
_OFFERED_INSIDE = NoticeText(
    "good",
    N_("Approved by {by}"),
    N_("I’m offering it to colleagues first. If nobody takes it in time, I’ll post it to {market}."),
    SHOW,
)
_DONE_INSIDE = NoticeText("good", N_("The work is done"), N_("Rate it and leave a lesson."), RATE)
_EXTENSION_APPROVED = NoticeText(
    "good", N_("{by} approved the extra money"), N_("Work continues with it."), SHOW
)
_EXCESS_APPROVED_ON_SITE = NoticeText(
    "good", N_("{by} approved the difference"), N_("Now send the offer to {freelancer} on {market}."), SHOW
)
_EXCESS_APPROVED = NoticeText(
    "good", N_("{by} approved the difference"), N_("I’m sending the offer to {freelancer} now."), SHOW
)
_APPROVED = {Purpose.EXCESS: _EXCESS_APPROVED, Purpose.EXTENSION: _EXTENSION_APPROVED}


def text_of(notice: Notice, gig: Gig) -> NoticeText:
    """How this very notice is told."""
    return _inside(notice.kind, gig) or _text_of(notice, gig)


def _text_of(notice: Notice, gig: Gig) -> NoticeText:
    kind, known = notice.kind, notice.facts
    if kind is NoticeKind.APPROVED:
        on_site = gig.offers_on_site and known.purpose is Purpose.EXCESS
        if on_site:
            return _EXCESS_APPROVED_ON_SITE
        return _APPROVED.get(known.purpose, NOTICE_TEXTS[kind]) if known.purpose else NOTICE_TEXTS[kind]
    if kind is NoticeKind.STEP_PASSED and step_done(gig):
        return _ONE_OF_STEPS
    if kind is NoticeKind.WITHDRAWN and known.purpose in WITHDRAWN:
        return WITHDRAWN[known.purpose]
    if kind in _NOBODY_TO_ASK and known.lapsed and known.lapsed.why is Lapse.NOBODY_TO_ASK:
        return _NOBODY_TO_ASK[kind]
    if kind in _NOBODY_IN_TIME and known.lapsed:
        return _NOBODY_IN_TIME[kind]
    if kind is NoticeKind.EMERGENCY_REVIEWED and known.fine is False:
        return _CONCERN
    if kind is NoticeKind.APPROVAL_HANDED_OVER:
        if notice.subject == "held":
            return _HELD_NO_MORE
        return _HANDED_OVER.get(known.how, NOTICE_TEXTS[kind]) if known.how else NOTICE_TEXTS[kind]
    return NOTICE_TEXTS[kind]


def _inside(kind: NoticeKind, gig: Gig) -> NoticeText | None:
    """Where colleagues are asked first, or did the work."""
    if kind is NoticeKind.APPROVED and gig.state is GigState.OFFERED_INSIDE:
        return _OFFERED_INSIDE
    return _DONE_INSIDE if kind is NoticeKind.COMPLETED and gig.done_inside else None


def step_done(gig: Gig) -> int | None:
    """The number of the step that was done last, where there are several and another is asked now."""
    steps, here = gig.route.steps if gig.route else (), gig.open_approvals
    return here[0].step - 1 if here and len(steps) > 1 else None
