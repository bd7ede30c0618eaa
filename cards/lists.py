"""The requester's list of gigs."""

from collections.abc import Sequence
from datetime import datetime

from cards.kit.elements import Body, as_of, badge, banner, entry, frame, row, small
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, line, own, run, words
from cards.kit.words import STATES, YOUR_MOVE, Ball, ball_of
from cards.left_form import left_row
from gigs.gig import Gig, GigState
from ports.left_forms import LeftForm
from use_cases.permissions.authorize import Role


def my_gigs(
    gigs: Sequence[Gig], at: datetime, more: bool = False, left: Sequence[LeftForm] = ()
) -> AdaptiveCard:
    """Each row opens its gig, a draft's row its form. `more` says that there are others than these.

    `left` are the cancelled forms that can still be got back.
    """
    post = button("Post a gig", "post_gig", style="positive")
    if not gigs and not left:
        sentence = "When you post a gig, you find it here with its status and what happens next."
        return frame([banner("No gigs yet"), words(sentence)], [post], summary="You have no gigs yet.")
    rows: Body = [left_row(one, first=place == 0) for place, one in enumerate(left)]
    rows += [_row(gig, at, first=not left and place == 0) for place, gig in enumerate(gigs)]
    newest = " These are the newest; for an older one say, for example, “gig 3”." if more else ""
    rows.append(small(f"Press a gig to open it.{newest}", spacing="Medium"))
    actions = [post, button("Refresh", "my_gigs", inputs=False)]
    return frame(
        [banner("My gigs"), *rows, as_of(at)], actions, summary=f"You have {count(len(gigs), 'gig')}."
    )


def _next(ball: Ball) -> CardElement:
    if ball.headline != YOUR_MOVE:
        return line(run(ball.headline, most=150, size="Small"), spacing="None")
    lead = own(f"{YOUR_MOVE}: ", bold=True, color="Accent", size="Small")
    return line(lead, run(ball.detail, most=200, size="Small"), spacing="None")


def _row(gig: Gig, at: datetime, *, first: bool) -> CardElement:
    look, ball = STATES[gig.state], ball_of(gig, Role.REQUESTER)
    days = (at - gig.changed_at).days
    since = "today" if days < 1 else f"{count(days, 'day')} ago"
    left = [
        line(run(gig.title, bold=True, most=150)),
        _next(ball),
        small(f"Gig {gig.number} · changed {since}"),
    ]
    verb = "resume_draft" if gig.state is GigState.DRAFT else "show_gig"
    title = f"{'Continue' if gig.state is GigState.DRAFT else 'Open'} gig {gig.number}"
    opens = button(title, verb, gig=gig.number)
    return entry([row(left, [badge(look.label, look.style, "Right")])], opens, first=first)
