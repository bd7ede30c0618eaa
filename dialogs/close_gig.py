"""Close a finished gig: rating, would-hire-again, score and one lesson, asked on one card."""

from cards.closing import close_form, closed
from dialogs.left_forms import unless_cancelled
from dialogs.sdk import Conversation, Notes
from dialogs.turn import TrackedCard, Turn
from gigs.errors import BriefIncomplete, OutOfOrder
from gigs.gig import GigState
from ports.notices import View
from translation.catalogue import _
from use_cases.closing.close_gig import close_gig as close
from use_cases.closing.share_summary import summary_of_own
from use_cases.permissions.authorize import Verb, authorize
from use_cases.showing.show_gig import show_gig

NAME = "close_gig"


def close_gig() -> Conversation:
    """The conversation, in reading order."""
    return Conversation(
        NAME,
        opening=ask,
        pressed={"close_form": ask, "close_gig": unless_cancelled(finish)},
        again=ask,
    )


async def ask(turn: Turn, notes: Notes) -> bool:
    """The empty form."""
    if turn.press and turn.press.gig:
        notes["gig"] = str(turn.press.gig)
    page = await show_gig(turn.context, turn.person, int(notes.get("gig", "0")))
    authorize(turn.person, Verb.CLOSE, page.gig)
    if page.gig.state not in {GigState.COMPLETED, GigState.CLOSED}:
        early = _("Gig {number} isn’t completed, so it can’t be closed yet.")
        raise OutOfOrder(early.format(number=page.gig.number))
    notes["draft"] = turn.context.ids.new("form-")
    turn.show(
        close_form(page, {}, {}, draft=notes["draft"], audiences=turn.context.policy.sharing.audiences),
        _summary(page.gig.number),
    )
    return True


async def finish(turn: Turn, notes: Notes) -> bool:
    """Closes the gig, or shows the form again with the problems at their fields."""
    number = turn.press.gig if turn.press else int(notes.get("gig", "0"))
    typed = turn.press.inputs if turn.press else {}
    try:
        gig = await close(turn.context, turn.person, number, typed)
    except BriefIncomplete as incomplete:
        page = await show_gig(turn.context, turn.person, number)
        turn.show(
            close_form(
                page,
                incomplete.problems,
                typed,
                draft=notes.setdefault("draft", turn.context.ids.new("form-")),
                audiences=turn.context.policy.sharing.audiences,
            ),
            _summary(number),
        )
        return True
    page = await show_gig(turn.context, turn.person, gig.number)
    tracked = TrackedCard(gig=gig.number, version=page.gig.version, view=View.GIG)
    summary = await summary_of_own(turn.context, turn.person, gig.number)
    turn.show(closed(page, summary), _("Gig {number} is closed").format(number=gig.number), tracked)
    return False


def _summary(number: int) -> str:
    return _("How was gig {number}?").format(number=number)
