"""A form that was cancelled: what is kept of it, for how long, and the way back to it."""

from cards.kit.elements import Body, callout, entry, frame
from cards.kit.inputs import button
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, words
from ports.left_forms import LeftForm
from use_cases.requesting.leave_form import WORDS_KEPT

NAMELESS = "A gig without a title yet"


def left_form(left: LeftForm, *, is_old: bool = False) -> AdaptiveCard:
    """What was typed is kept for a day, a draft for good. `is_old` where a button of a form cancelled before was pressed."""
    back: list[Action] = []
    if left.form:
        told = (
            f"What you typed is kept until {_until(left)}. Press Continue, or say “my gigs”, to get it back."
        )
        back = [button("Continue", "continue_form", style="positive", draft=left.draft)]
    elif left.gig:
        told = f"Your draft is still there: it is gig {left.gig} in “my gigs”."
        back = [button("Continue", "resume_draft", style="positive", gig=left.gig)]
    else:
        told = "Nothing was posted, and nothing was saved."
    headline = "This form was cancelled, so nothing was done" if is_old else "Cancelled"
    body: Body = [callout("emphasis", headline, words(told, spacing="Small"))]
    if left.form and left.form.title:
        body.insert(0, line(run(left.form.title, most=200, bold=True)))
    back.append(button("Post a gig", "post_gig"))
    return frame(body, back, summary=f"{headline}. “my gigs” has what you saved.")


def left_row(left: LeftForm, *, first: bool) -> CardElement:
    """A row of the list of gigs."""
    title = line(run((left.form.title if left.form else "") or NAMELESS, most=150, bold=True))
    told = words(f"Cancelled, and kept until {_until(left)}", small=True, subtle=True, spacing="None")
    return entry([title, told], button("Continue", "continue_form", draft=left.draft), first=first)


def _until(left: LeftForm) -> str:
    return moment(left.left_at + WORDS_KEPT)
