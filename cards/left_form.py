"""A form that was left, cancelled or saved as a draft: what is kept of it, for how long, and the way back to it."""

from cards.kit.elements import Body, callout, entry, frame
from cards.kit.inputs import button
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, words
from cards.short import short
from ports.left_forms import LeftForm
from translation.catalogue import N_, _
from use_cases.requesting.leave_form import WORDS_KEPT

NAMELESS = N_("A gig without a title yet")


def left_form(left: LeftForm, *, is_old: bool = False) -> AdaptiveCard:
    """What was typed is kept for a day, a draft for good. `is_old` where a button of a form cancelled before was pressed."""
    back: list[Action] = []
    if left.form:
        told = _("What you typed is kept until {moment}. To get it back, press Continue or say “my gigs”.")
        told = told.format(moment=_until(left))
        back = [button(_("Continue"), "continue_form", style="positive", draft=left.draft)]
    elif left.gig:
        told = _("Your draft is still there: it’s gig {number} in “my gigs”.").format(number=left.gig)
        back = [button(_("Continue"), "resume_draft", style="positive", gig=left.gig)]
    else:
        told = _("Nothing was posted, and nothing was saved.")
    headline = _("This form was cancelled, so nothing was done") if is_old else _("Cancelled")
    body: Body = [callout("emphasis", headline, words(told, spacing="Small"))]
    if left.form and left.form.title:
        body.insert(0, line(run(left.form.title, most=200, bold=True)))
    back.append(button(_("Post a gig"), "post_gig"))
    summary = _("{headline}. You’ll find what you saved in “my gigs”.").format(headline=headline)
    return frame(body, back, summary=summary)


def left_row(left: LeftForm, *, first: bool) -> CardElement:
    """A row of the list of gigs."""
    title = line(run((left.form.title if left.form else "") or _(NAMELESS), most=150, bold=True))
    told = _("Cancelled, and kept until {moment}").format(moment=_until(left))
    kept = words(told, small=True, subtle=True, spacing="None")
    return entry([title, kept], button(_("Continue"), "continue_form", draft=left.draft), first=first)


def _until(left: LeftForm) -> str:
    return moment(left.left_at + WORDS_KEPT)


def saved_draft(title: str, gig: int) -> AdaptiveCard:
    """The draft is kept; how to come back to it."""
    on = button(_("Continue"), "resume_draft", style="positive", gig=gig)
    actions = [on, button(_("My gigs"), "my_gigs")]
    told = _("It’s gig {number}. Nobody else can see it. Come back any time with “my gigs”.")
    return short(_("Your draft is saved"), told.format(number=gig), tone="good", about=title, actions=actions)
