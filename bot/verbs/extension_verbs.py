"""Card verbs of more money for work under way: it is previewed and asked for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason, show
from cards.more_money import more_money_form
from dialogs.turn import Press, Turn
from gigs.amounts import digits_of, without_grouping
from gigs.brief import clean
from gigs.errors import BriefIncomplete, NoApprover, OutOfOrder
from translation.catalogue import _
from use_cases.delivering.extend_gig import extend_gig, preview_extension
from use_cases.permissions.authorize import Verb
from use_cases.showing.show_gig import show_gig


async def ask_more(turn: Turn, press: Press) -> None:
    """Asks for exactly the amount that was previewed; any other is previewed first. What was typed is never lost."""
    typed = press.ids.get("reading") or without_grouping(
        clean(press.inputs.get("more_amount", "")), turn.locale
    )
    why = reason(press)
    is_confirmed = bool(typed) and press.ids.get("seen") == typed
    try:
        if is_confirmed:
            await extend_gig(
                turn.context, turn.person, press.gig, revision=press.revision, amount=typed, reason=why
            )
            await show(turn, press)
        else:
            await _preview(turn, press, typed, why)
    except BriefIncomplete as wrong:
        await _ask_again(turn, press, typed, why, wrong.problems)
    except (OutOfOrder, NoApprover) as trouble:
        await _ask_again(turn, press, typed, why, {"amount": str(trouble)})


async def _preview(turn: Turn, press: Press, typed: str, why: str) -> None:
    seen = await preview_extension(turn.context, turn.person, press.gig, amount=typed, reason=why)
    first = seen.route.steps[0].approvers if seen.route.steps else ()
    card = more_money_form(
        seen.page.gig,
        digits_of(seen.amount),
        why,
        amount=seen.amount,
        approvers=[one.name for one in first],
    )
    turn.show(card, _summary(press))


async def _ask_again(turn: Turn, press: Press, typed: str, why: str, problems: Mapping[str, str]) -> None:
    """The same again, with what is wrong; or the gig as it stands, where nothing can be asked for any more."""
    page = await show_gig(turn.context, turn.person, press.gig)
    if Verb.EXTEND not in page.allowed:
        turn.say(" ".join(problems.values()))
        await show(turn, press)
        return
    turn.show(more_money_form(page.gig, typed, why, problems=problems), _summary(press))


def _summary(press: Press) -> str:
    return _("More money for gig {number}").format(number=press.gig)


EXTENSION_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "ask_more": ask_more,
}
"""verb -> what it does."""
