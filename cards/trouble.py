"""When something went wrong: what happened, what to do next, and a question only a person can answer."""

from cards.kit.elements import Body, callout, fact_said, facts, frame
from cards.kit.inputs import Ids, button, link
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said, words
from cards.programme_team import ask_team
from cards.short import short
from ports.operations import Operation, OperationState
from translation.catalogue import N_, _

_ANSWERS = {
    OperationState.DONE: ("good", N_("Found: it’s there"), N_("I’ll take it from here.")),
    OperationState.READY: ("good", N_("Thank you, I’ll try once more"), N_("I’ll tell you how it ends.")),
    OperationState.INFLIGHT: ("emphasis", N_("I’m checking"), N_("I’ll tell you how it ends.")),
    OperationState.REFUSED: (
        "warning",
        N_("The marketplace rejected it"),
        N_("You’ll find the gig in “my gigs”."),
    ),
    OperationState.VOID: ("emphasis", N_("No longer needed"), N_("The gig has moved on.")),
    OperationState.HUMAN: ("warning", N_("Still not clear"), N_("Please check the marketplace once more.")),
}


def stranger() -> AdaptiveCard:
    """Said to somebody whom the tenant's directory does not know: guests, and people from elsewhere."""
    explain = _(
        "I only work for people in this organisation’s directory. If you belong there, ask your programme lead."
    )
    return frame(
        [callout("warning", _("I don’t know you yet"), words(explain, spacing="Small"))],
        summary=_("I can’t find you in this organisation’s directory."),
    )


def needs_a_person(
    operation: str, *, gig: int, title: str, sentence: str = "", reference: str = "", url: str = ""
) -> AdaptiveCard:
    """The marketplace never gave a clear answer, and trying again blind could do it twice. `operation` is its key."""
    explain = _("It may have gone through, so I won’t retry. Please look there and tell me.")
    body: Body = [
        callout("warning", _("Please check the marketplace"), words(explain, spacing="Small")),
        line(run(title, bold=True, most=200)),
        *([said(sentence, most=800)] if sentence else []),
        facts((_("Gig"), str(gig)), (_("Look for"), fact_said(reference))),
    ]
    known: Ids = {"gig": gig, "operation": operation}
    actions: list[Action] = [
        button(_("It’s there, look again"), "look_again", style="positive", **known),
        button(_("It’s not there, try again"), "not_there", **known),
        *link(_("Open the marketplace"), url),
        ask_team(gig),
    ]
    return frame(
        body, actions, summary=_("Gig {number} needs you: please check the marketplace.").format(number=gig)
    )


def settled(operation: Operation) -> AdaptiveCard:
    """What came of the answer."""
    tone, headline, sentence = _ANSWERS[operation.state]
    title = _("Show gig {number}").format(number=operation.gig)
    actions = [button(title, "show_gig", gig=operation.gig)]
    return short(_(headline), _(sentence), tone=tone, quote=operation.reason, actions=actions)  # type: ignore[arg-type]
