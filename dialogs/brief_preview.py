"""The preview of a brief, as a conversation shows it: with what is shown beside it, and the checklist as it was ticked."""

from collections.abc import Collection, Sequence

from cards.inside_choice import wish_in
from cards.preview import CONFIRM, preview
from cards.tips import Step
from dialogs.sdk import Notes
from dialogs.tips import tipped
from dialogs.turn import Turn
from gigs.inside import InsideWish
from translation.catalogue import _
from use_cases.requesting.beside_preview import beside_preview
from use_cases.requesting.submit_gig import Preview


async def show_brief_preview(
    turn: Turn,
    seen: Preview,
    notes: Notes,
    open_items: Sequence[str] = (),
    *,
    confirmed: Collection[str] = (),
    all_hints: bool = False,
) -> None:
    """`open_items` are sentences of the checklist that were still not confirmed, `confirmed` the ids of those that were."""
    beside = await beside_preview(turn.context, turn.person, seen, all_hints=all_hints)
    card = preview(
        seen,
        marketplace_title=turn.context.markets[seen.brief.marketplace].title,
        draft=notes.get("draft", ""),
        open_items=open_items,
        confirmed=confirmed,
        wish=wished(turn),
        beside=beside,
    )
    turn.show(await tipped(turn, card, Step.PREVIEW), _("Preview of your gig"))


def wished(turn: Turn) -> InsideWish:
    """Whether colleagues are to be asked first, as it was chosen on the preview."""
    return wish_in(turn.press.inputs if turn.press else {})


def ticked(turn: Turn) -> frozenset[str]:
    """Ids of the checklist's items that were ticked on the preview."""
    typed = turn.press.inputs if turn.press else {}
    return frozenset(
        name.removeprefix(CONFIRM) for name in typed if name.startswith(CONFIRM) and typed[name] == "true"
    )
