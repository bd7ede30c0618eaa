"""The preview of a brief in the conversation about it, with what is shown beside it."""

from collections.abc import Sequence

from cards.preview import preview
from dialogs.sdk import Notes
from dialogs.turn import Turn
from translation.catalogue import _
from use_cases.requesting.beside_preview import beside_preview
from use_cases.requesting.submit_gig import Preview


async def show_brief_preview(turn: Turn, seen: Preview, notes: Notes, open_items: Sequence[str] = ()) -> None:
    """`open_items` are sentences of the checklist that were still not confirmed."""
    title = turn.context.markets[seen.brief.marketplace].title
    beside = await beside_preview(turn.context, turn.person, seen)
    card = preview(
        seen, marketplace_title=title, draft=notes.get("draft", ""), open_items=open_items, beside=beside
    )
    turn.show(card, _("Preview of your gig"))
