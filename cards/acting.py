"""What a sentence may ask for and never does by itself: where its button is, and how it is done in general."""

from collections.abc import Mapping
from typing import NamedTuple

from cards.kit.elements import Body, callout, frame
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, words
from gigs.gig import Gig
from translation.catalogue import N_, _, n_
from use_cases.permissions.authorize import Verb


class Act(NamedTuple):
    """Any of `verbs` allows it. `press` says which button of a gig does it, `not_now` that none does, `how` is the same for no
    gig in particular."""

    verbs: frozenset[Verb]
    press: str
    not_now: str
    how: str


ACT: Mapping[str, Act] = {
    "withdraw_gig": Act(
        frozenset({Verb.WITHDRAW}),
        N_("To withdraw gig {number}, press Withdraw on its card and confirm."),
        N_("You can’t withdraw gig {number} right now. Its card shows what’s possible."),
        N_("Open the gig and press Withdraw on its card. That ends the gig and takes its listing down."),
    ),
    "approve_gig": Act(
        frozenset({Verb.DECIDE}),
        N_("To approve gig {number}, press Approve on the card."),
        N_("You can’t approve gig {number} right now. Its card shows what’s possible."),
        N_("Say “approvals”, open the gig and press Approve. Only the people the policy asks can do that."),
    ),
    "reject_gig": Act(
        frozenset({Verb.DECIDE}),
        N_("To reject gig {number}, press Reject or Ask for changes on the card, and give a reason."),
        N_("You can’t reject gig {number} right now. Its card shows what’s possible."),
        N_("Say “approvals”, open the gig and press Reject or Ask for changes. Both need a reason."),
    ),
    "hire": Act(
        frozenset({Verb.HIRE}),
        N_("To hire for gig {number}, press Review on its card, choose a proposal and confirm the price."),
        N_("You can’t hire for gig {number} right now. Its card shows what’s possible."),
        N_(
            "When proposals are in, press Review on the gig’s card and choose one. You confirm the price before the offer "
            "goes out."
        ),
    ),
    "pay": Act(
        frozenset({Verb.JUDGE, Verb.FUND}),
        N_(
            "To pay for gig {number}, use the button on its card: it funds a milestone, or accepts what was handed in and "
            "releases its payment."
        ),
        N_("You can’t pay for gig {number} right now. Its card shows what’s possible."),
        N_(
            "When something is handed in, open it from the gig’s card and press Accept and release. You confirm it first."
        ),
    ),
    "publish": Act(
        frozenset({Verb.EDIT}),
        N_("To submit gig {number}, open its form from the card, preview it and press Submit for approval."),
        N_("You can’t submit gig {number} right now. Its card shows what’s possible."),
        N_(
            "Say “post a gig”, fill in the form and press Preview, then Submit for approval. It’s posted once it’s approved."
        ),
    ),
    "close": Act(
        frozenset({Verb.CLOSE}),
        N_("To close gig {number}, press Rate and close on its card."),
        N_("You can’t close gig {number} right now. Its card shows what’s possible."),
        N_("When everything is delivered and paid, press Rate and close on the gig’s card."),
    ),
    "change": Act(
        frozenset({Verb.EDIT, Verb.REOPEN, Verb.EXTEND}),
        N_("To change gig {number}, use the buttons on its card."),
        N_("You can’t change gig {number} right now. Its card shows what’s possible."),
        N_(
            "Open the gig. Its card has buttons to edit it, to change or move its listing, or to ask for more money."
        ),
    ),
    "post_gig": Act(
        frozenset(),
        "",
        N_("You can’t post gig {number} right now. Its card shows what’s possible."),
        N_(
            "Press Post a gig, or describe the work in a sentence. Fill in the form, preview it and submit it for approval."
        ),
    ),
    "out_of_office": Act(
        frozenset(),
        "",
        N_("You can’t name a delegate on the card of gig {number}. Say “out of office” to name one."),
        N_(
            "Say “out of office” and choose who decides in your place, for some days or whenever you don’t answer in time."
        ),
    ),
}
"""By meaning of a sentence. What no verb allows is never pressed, only explained."""


def left_alone(gig: int) -> str:
    """Somebody said not to."""
    return _("Okay, I haven’t done anything with gig {number}. Here’s its card.").format(number=gig)


def press_yourself(means: str, gig: int) -> str:
    """Which button does it."""
    return _(ACT[means].press).format(number=gig)


def not_now(means: str, gig: int) -> str:
    """It can't be done in the state that the gig is in."""
    return _(ACT[means].not_now).format(number=gig)


def how_to(means: str, gig: int | None = None) -> AdaptiveCard:
    """An answer to `how do I …`."""
    act, actions = ACT[means], list[Action]()
    if gig:
        actions.append(button(_("Show gig {number}").format(number=gig), "show_gig", gig=gig))
    if means == "post_gig":
        actions.append(button(_("Post a gig"), "post_gig", style="positive"))
    elif means == "out_of_office":
        actions.append(button(_("Out of office"), "out_of_office"))
    elif Verb.DECIDE in act.verbs:
        actions.append(button(_("What waits for me"), "approvals"))
    else:
        actions.append(button(_("My gigs"), "my_gigs"))
    body: Body = [callout("emphasis", _("Here’s how"), words(_(act.how), spacing="Small"))]
    return frame(body, [*actions, button(_("What else can you do?"), "help")], summary=_(act.how))


def which_gig(gigs: list[Gig], means: str) -> AdaptiveCard:
    """Several fit, or none was named: each has a button that goes on with what was asked."""
    shown = gigs[:5]
    named = _("Gig {number}: {title}")
    body: Body = [callout("emphasis", _("Which gig do you mean?"))]
    body += [
        line(run(named.format(number=one.number, title=one.title), most=150), spacing="Small")
        for one in shown
    ]
    actions: list[Action] = [
        button(_("Gig {number}").format(number=one.number), "ask_about", gig=one.number, field=means)
        for one in shown
    ]
    more = [button(_("My gigs"), "my_gigs")]
    summary = n_(
        "Which gig do you mean? I found {n} that fits.",
        "Which gig do you mean? I found {n} that fit.",
        len(gigs),
    ).format(n=len(gigs))
    return frame(body, [*actions, *more], summary=summary)
