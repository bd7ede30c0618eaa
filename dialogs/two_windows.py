"""A form that was open in two windows: the choice between two versions of a field, and a form whose gig was submitted."""

from dialogs.sdk import Notes, Step
from dialogs.turn import Turn
from dialogs.typed_brief import drawn_from, gig_of, typed_brief
from gigs.errors import OutOfOrder
from gigs.gig import EDITABLE, Gig
from gigs.merging_drafts import merged
from translation.catalogue import N_, _
from use_cases.requesting.settle_version import settle_version
from use_cases.showing.show_gig import show_gig

STILL_HERE = N_(
    "Gig {number} was submitted in another window, so I can’t save what you typed here. It’s still in this form: "
    "copy what you need before you close it."
)


async def chosen_version(turn: Turn, notes: Notes, gig: Gig) -> Gig:
    """The gig after the pressed button's choice."""
    if turn.press is None:
        return gig
    field, mark = turn.press.ids.get("field", ""), turn.press.ids.get("seen", "")
    use = turn.press.verb == "use_version"
    number, drawn = gig_of(notes) or 0, drawn_from(turn)
    return await settle_version(
        turn.context, turn.person, number, field=field, mark=mark, use=use, drawn=drawn
    )


def unless_submitted(step: Step) -> Step:
    """The step; a form whose gig was submitted in another window stays as it is, with what was typed into it."""

    async def guarded(turn: Turn, notes: Notes) -> bool:
        try:
            return await step(turn, notes)
        except OutOfOrder:
            if not await _would_lose(turn, notes):
                raise
        turn.say(_(STILL_HERE).format(number=gig_of(notes)))
        return bool(notes)

    return guarded


async def _would_lose(turn: Turn, notes: Notes) -> bool:
    """Whether something was typed that the gig doesn't hold."""
    number = gig_of(notes)
    if turn.press is None or not turn.press.inputs or not number:
        return False
    gig = (await show_gig(turn.context, turn.person, number)).gig
    if gig.state in EDITABLE:
        return False
    form, aside = merged(drawn_from(turn), await typed_brief(turn, notes), gig.form)
    return bool(aside) or form != gig.form
