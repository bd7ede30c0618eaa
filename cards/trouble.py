"""When something went wrong: what happened, what to do next, and a question only a person can answer."""

from cards.kit.elements import Body, callout, fact_said, facts, frame
from cards.kit.inputs import Ids, button, link
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said, words
from cards.programme_team import ASK_TEAM
from cards.short import short
from ports.operations import Operation, OperationState

_ANSWERS = {
    OperationState.DONE: ("good", "Found: it is there", "I go on from here by myself."),
    OperationState.READY: ("good", "Thank you, I’ll try once more", "I’ll tell you how it ends."),
    OperationState.INFLIGHT: ("emphasis", "I’m checking", "I’ll tell you how it ends."),
    OperationState.REFUSED: ("warning", "The marketplace said no", "You find the gig in “my gigs”."),
    OperationState.VOID: ("emphasis", "No longer needed", "The gig has moved on."),
    OperationState.HUMAN: ("warning", "Still not clear", "Please look once more on the marketplace."),
}


def stranger() -> AdaptiveCard:
    """Said to somebody whom the tenant's directory does not know: guests, and people from elsewhere."""
    explain = "I only work for people in this organisation’s directory. If you belong there, ask your programme lead."
    return frame(
        [callout("warning", "I do not know you yet", words(explain, spacing="Small"))],
        summary="I do not know you in this organisation’s directory.",
    )


def needs_a_person(
    operation: str, *, gig: int, title: str, sentence: str = "", reference: str = "", url: str = ""
) -> AdaptiveCard:
    """The marketplace never gave a clear answer, and trying again blind could do it twice. `operation` is its key."""
    explain = "It may have gone through, so I won’t retry. Please look there and tell me."
    body: Body = [
        callout("warning", "Please check the marketplace", words(explain, spacing="Small")),
        line(run(title, bold=True, most=200)),
        *([said(sentence, most=800)] if sentence else []),
        facts(("Gig", str(gig)), ("Look for", fact_said(reference))),
    ]
    known: Ids = {"gig": gig, "operation": operation}
    actions: list[Action] = [
        button("It is there, look again", "look_again", style="positive", **known),
        button("It is not there, try again", "not_there", **known),
        *link("Open the marketplace", url),
        button(ASK_TEAM, "ask_team_form", inputs=False, gig=gig),
    ]
    return frame(body, actions, summary=f"Gig {gig} needs you: please look on the marketplace.")


def settled(operation: Operation) -> AdaptiveCard:
    """What came of the answer."""
    tone, headline, sentence = _ANSWERS[operation.state]
    actions = [button(f"Show gig {operation.gig}", "show_gig", gig=operation.gig)]
    return short(headline, sentence, tone=tone, quote=operation.reason, actions=actions)  # type: ignore[arg-type]
