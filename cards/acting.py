"""What a sentence may ask for and never does by itself: where its button is, and how it is done in general."""

from collections.abc import Mapping
from typing import NamedTuple

from cards.kit.elements import Body, callout, frame
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, line, run, words
from gigs.gig import Gig
from use_cases.permissions.authorize import Verb


class Act(NamedTuple):
    """Any of `verbs` allows it. `where` says which button does it, `how` is the same for no gig in particular."""

    verbs: frozenset[Verb]
    what: str
    where: str
    how: str


ACT: Mapping[str, Act] = {
    "withdraw_gig": Act(
        frozenset({Verb.WITHDRAW}),
        "withdraw",
        "press Withdraw on its card and confirm",
        "Open the gig and press Withdraw on its card. It ends there; its listing is taken down too.",
    ),
    "approve_gig": Act(
        frozenset({Verb.DECIDE}),
        "approve",
        "press Approve on the card",
        "Say “approvals”, open the gig and press Approve. Only the people the policy asks can do that.",
    ),
    "reject_gig": Act(
        frozenset({Verb.DECIDE}),
        "reject",
        "press Reject or Ask for changes on the card, and give a reason",
        "Say “approvals”, open the gig and press Reject or Ask for changes. Both need a reason.",
    ),
    "hire": Act(
        frozenset({Verb.HIRE}),
        "hire for",
        "press Review on its card, choose a proposal and confirm the price",
        "When proposals are in, press Review on the gig's card and choose one. You confirm the price before the offer goes out.",
    ),
    "pay": Act(
        frozenset({Verb.JUDGE, Verb.FUND}),
        "pay for",
        "use the button on its card: a milestone is funded, or what was handed in is accepted and released",
        "When something is handed in, open it from the gig's card and press Accept and release. You confirm first.",
    ),
    "publish": Act(
        frozenset({Verb.EDIT}),
        "submit",
        "open its form from the card, preview it and press Submit for approval",
        "Say “post a gig”, fill in the form and press Preview, then Submit for approval. It's posted once it's approved.",
    ),
    "close": Act(
        frozenset({Verb.CLOSE}),
        "close",
        "press Rate and close on its card",
        "When everything is delivered and paid, press Rate and close on the gig's card.",
    ),
    "change": Act(
        frozenset({Verb.EDIT, Verb.REOPEN, Verb.EXTEND}),
        "change",
        "use the buttons on its card",
        "Open the gig: its card has the buttons to edit it, to change or move its listing, or to ask for more money.",
    ),
    "post_gig": Act(
        frozenset(),
        "post",
        "",
        "Press Post a gig, or describe the work in a sentence. Fill in the form, preview it and submit it for approval.",
    ),
    "out_of_office": Act(
        frozenset(),
        "name a delegate",
        "",
        "Say “out of office” and choose who decides in your place, for some days or whenever you don't answer.",
    ),
}
"""By meaning of a sentence."""


def left_alone(gig: int) -> str:
    """Somebody said not to."""
    return f"Okay, I haven't done anything with gig {gig}. Here's its card."


def press_yourself(means: str, gig: int) -> str:
    """Which button does it."""
    act = ACT[means]
    return f"To {act.what} gig {gig}, {act.where}."


def not_now(means: str, gig: int) -> str:
    """It can't be done in the state that the gig is in."""
    return f"You can't {ACT[means].what} gig {gig} right now. Its card shows what is possible."


def how_to(means: str, gig: int | None = None) -> AdaptiveCard:
    """An answer to `how do I …`."""
    act, actions = ACT[means], list[Action]()
    if gig:
        actions.append(button(f"Show gig {gig}", "show_gig", gig=gig))
    if means == "post_gig":
        actions.append(button("Post a gig", "post_gig", style="positive"))
    elif means == "out_of_office":
        actions.append(button("Out of office", "out_of_office"))
    elif Verb.DECIDE in act.verbs:
        actions.append(button("What waits for me", "approvals"))
    else:
        actions.append(button("My gigs", "my_gigs"))
    body: Body = [callout("emphasis", "Here's how", words(act.how, spacing="Small"))]
    return frame(body, [*actions, button("What else can you do?", "help")], summary=act.how)


def which_gig(gigs: list[Gig], means: str) -> AdaptiveCard:
    """Several fit, or none was named: each has a button that goes on with what was asked."""
    shown = gigs[:5]
    body: Body = [callout("emphasis", "Which gig do you mean?")]
    body += [line(run(f"Gig {one.number}: {one.title}", most=150), spacing="Small") for one in shown]
    actions: list[Action] = [
        button(f"Gig {one.number}", "ask_about", gig=one.number, field=means) for one in shown
    ]
    more = [button("My gigs", "my_gigs")]
    summary = f"Which gig do you mean? {count(len(gigs), 'gig')} may be meant."
    return frame(body, [*actions, *more], summary=summary)
