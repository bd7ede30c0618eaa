"""Tips for whoever posts their first gig: what each step is about, and the button that switches them off."""

from enum import StrEnum

from cards.kit.elements import Body, buttons
from cards.kit.inputs import button
from cards.kit.nodes import CardElement, Container
from cards.kit.texts import line, own
from gigs.gig import GigState
from translation.catalogue import N_, _
from use_cases.permissions.gig_page import GigPage


class Step(StrEnum):
    """Where somebody is with their first gig."""

    FORM = "form"
    PREVIEW = "preview"
    APPROVAL = "approval"
    PROPOSALS = "proposals"
    HIRE = "hire"
    WORK = "work"
    CLOSING = "closing"


_TIPS: dict[Step, str] = {
    Step.FORM: N_(
        "Begin small: two to five days of work, and a due date that can move. You can save a draft at any time."
    ),
    Step.PREVIEW: N_(
        "Check what becomes public. Nothing is posted before everybody listed here has approved it."
    ),
    Step.APPROVAL: N_(
        "Tell your approver in a sentence why you need it. I’ll tell you as soon as they answer."
    ),
    Step.PROPOSALS: N_("Give it a few days, and compare what was understood before you compare prices."),
    Step.HIRE: N_(
        "Prepare what the freelancer needs on the first day: files, template, a contact for questions."
    ),
    Step.WORK: N_(
        "Answer questions on the same day, and look at each deliverable as soon as it’s handed in."
    ),
    Step.CLOSING: N_("Rate the work and leave a lesson: the next colleague begins where you ended."),
}
_STEP_OF: dict[GigState, Step] = {
    GigState.IN_APPROVAL: Step.APPROVAL,
    GigState.LISTED: Step.PROPOSALS,
    GigState.REVIEWING: Step.PROPOSALS,
    GigState.OFFER_IN_APPROVAL: Step.HIRE,
    GigState.HIRING: Step.HIRE,
    GigState.ACTIVE: Step.WORK,
    GigState.COMPLETED: Step.CLOSING,
}
TIPPED = frozenset(_STEP_OF)
"""States in which a gig's card has one."""


def tip(step: Step) -> CardElement:
    """One tip, and the way to have no more of them."""
    told = line(own(_("Tip: "), bold=True, size="Small"), own(_(_TIPS[step]), size="Small"))
    off = buttons(button(_("No more tips"), "tips_off", inputs=False))
    return Container(items=[told, off], separator=True, spacing="Medium")


def tip_of(page: GigPage) -> Body:
    """On a gig's card, where its viewer is new to this."""
    step = _STEP_OF.get(page.gig.state)
    return [tip(step)] if page.tips and step else []
