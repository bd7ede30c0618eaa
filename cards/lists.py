"""The requester's list of gigs."""

from collections.abc import Sequence
from datetime import datetime

from cards.kit.elements import Body, as_of, badge, banner, entry, frame, row, section, small
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day_of, line, own, run, sentence, words
from cards.kit.words import STATES, YOUR_MOVE, Ball, ball_of
from cards.left_form import left_row
from cards.programme_team import ask_row
from gigs.gig import Gig, GigState
from ports.left_forms import LeftForm
from translation.catalogue import _, n_
from use_cases.permissions.authorize import Role


def my_gigs(
    gigs: Sequence[Gig],
    at: datetime,
    more: bool = False,
    left: Sequence[LeftForm] = (),
    inside: Sequence[CardElement] = (),
) -> AdaptiveCard:
    """Each row opens its gig, a draft's row its form. `more` says that there are others than these.

    `left` are the cancelled forms that can still be got back, `inside` what they do for colleagues.
    """
    post = button(_("Post a gig"), "post_gig", style="positive")
    if not gigs and not left:
        told = _("When you post a gig, you’ll find it here with its status and what happens next.")
        return frame(
            [banner(_("No gigs yet")), words(told), *inside, ask_row()],
            [post],
            summary=_("You don’t have any gigs yet."),
        )
    rows: Body = [left_row(one, first=place == 0) for place, one in enumerate(left)]
    rows += [own_row(gig, first=not left and place == 0) for place, gig in enumerate(gigs)]
    newest = _(
        "Press a gig to open it. These are the newest. To open an older one, say its number, such as “gig 3”."
    )
    rows.append(small(newest if more else _("Press a gig to open it."), spacing="Medium"))
    actions = [post, button(_("Refresh"), "my_gigs", inputs=False)]
    summary = n_("You have {n} gig.", "You have {n} gigs.", len(gigs)).format(n=len(gigs))
    return frame([banner(_("My gigs")), *rows, *inside, as_of(at), ask_row()], actions, summary=summary)


def your_moves(gigs: Sequence[Gig], most: int) -> Body:
    """The first of a requester's gigs that wait for the requester; nothing where none does."""
    moves = [gig for gig in gigs if ball_of(gig, Role.REQUESTER).headline == _(YOUR_MOVE)][:most]
    if not moves:
        return []
    return [section(_("My gigs"), *(own_row(gig, first=place == 0) for place, gig in enumerate(moves)))]


def _next(ball: Ball) -> CardElement:
    mine = _(YOUR_MOVE)
    if ball.headline != mine:
        return line(run(ball.headline, most=150, size="Small"), spacing="None")
    return sentence(
        _("{turn}: {next}"),
        turn=own(mine, bold=True, color="Accent", size="Small"),
        next=run(ball.detail, most=200, size="Small"),
        spacing="None",
        size="Small",
    )


def own_row(gig: Gig, *, first: bool) -> CardElement:
    """One gig as its requester sees it in a list."""
    look, ball = STATES[gig.state], ball_of(gig, Role.REQUESTER)
    left = [
        line(run(gig.title, bold=True, most=150)),
        _next(ball),
        small(_("Gig {number} · changed {day}").format(number=gig.number, day=day_of(gig.changed_at))),
    ]
    verb = "resume_draft" if gig.state is GigState.DRAFT else "show_gig"
    title = _("Continue gig {number}") if gig.state is GigState.DRAFT else _("Open gig {number}")
    opens = button(title.format(number=gig.number), verb, gig=gig.number)
    return entry([row(left, [badge(look.label, look.style, "Right")])], opens, first=first)
