"""Card verbs and commands about marketplaces: their accounts, and the switch that pauses them."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason
from cards.accounts import accounts_card, consent_card
from dialogs.turn import Press, Turn
from gigs.brief import clean
from gigs.errors import OutOfOrder
from translation.catalogue import _
from use_cases.accounts.connect_account import begin_connecting, disconnect
from use_cases.accounts.pause_market import pause_market, resume_market
from use_cases.accounts.settle_stray import close_stray, keep_apart, take_over
from use_cases.accounts.show_accounts import show_accounts

_NUMBER = re.compile(r"(?:gig\s+)?#?(\d{1,9})", re.IGNORECASE)
NAMED = re.compile(r"(connect|disconnect)\s+(?:to\s+|from\s+)?(\S{1,60})", re.IGNORECASE)
_MARKS = re.compile(r"^\W+|\W+$")
"""`connect upwork`: what is to be done, and the marketplace by its name or title."""


async def marketplaces(turn: Turn) -> None:
    """Every marketplace, with whose account it is."""
    await _show(turn)


async def connect_named(turn: Turn) -> None:
    """Connect the marketplace that was named."""
    await _connect(turn, _market_in(turn))


async def disconnect_named(turn: Turn) -> None:
    """Disconnect the marketplace that was named."""
    await _disconnect(turn, _market_in(turn))


def _market_in(turn: Turn) -> str:
    """The marketplace named in the text; as typed where there is none like it."""
    found = NAMED.search(turn.text)
    typed = _MARKS.sub("", found.group(2)).casefold() if found else ""
    markets = turn.context.markets
    return next((name for name in markets if typed in {name, markets[name].title.casefold()}), typed)


async def _connect(turn: Turn, market: str) -> None:
    link = await begin_connecting(turn.context, turn.person, market)
    turn.show(consent_card(link), _("Connect {market}").format(market=link.title))


async def _disconnect(turn: Turn, market: str) -> None:
    dropped = await disconnect(turn.context, turn.person, market)
    await _show(
        turn, _("Disconnected. I’ve forgotten the account.") if dropped else _("It wasn’t connected.")
    )


async def _show(turn: Turn, told: str = "") -> None:
    statuses = await show_accounts(turn.context, turn.person)
    turn.show(accounts_card(statuses, told), _("Marketplaces"))


async def _marketplaces(turn: Turn, _press: Press) -> None:
    """Every marketplace, with whose account it is."""
    await _show(turn)


async def connect_market(turn: Turn, press: Press) -> None:
    """The way to the marketplace's own page, where the lead says yes."""
    await _connect(turn, press.ids.get("market", ""))


async def disconnect_market(turn: Turn, press: Press) -> None:
    """Forget the account and its tokens."""
    await _disconnect(turn, press.ids.get("market", ""))


async def pause(turn: Turn, press: Press) -> None:
    """Nothing is sent there or read there from now on."""
    await pause_market(turn.context, turn.person, press.ids.get("market", ""), reason(press))
    await _show(turn, _("Paused. Whatever is pending continues when you resume it."))


async def resume(turn: Turn, press: Press) -> None:
    """Whatever waited goes on."""
    await resume_market(turn.context, turn.person, press.ids.get("market", ""))
    await _show(turn, _("Resumed. Whatever was pending continues within two minutes."))


async def take_over_stray(turn: Turn, press: Press) -> None:
    """The gig that it belongs to gets it."""
    await take_over(turn.context, turn.person, press.ids.get("market", ""), press.ids.get("listing", ""))
    await _show(turn, _("Taken over. The gig that it belongs to gets it instead of a new one."))


async def choose_stray_gig(turn: Turn, press: Press) -> None:
    """This gig gets it: the one with the number that was typed, else the one that was chosen."""
    listing = press.ids.get("listing", "")
    typed = press.inputs.get(f"stray_number_{listing}", "") or press.inputs.get(f"stray_gig_{listing}", "")
    number = _NUMBER.fullmatch(clean(typed))
    if number is None:
        raise OutOfOrder(_("Choose a gig from the list, or type its number, for example 12."))
    await take_over(turn.context, turn.person, press.ids.get("market", ""), listing, int(number[1]))
    told = _("Gig {number} gets it instead of a new listing.")
    await _show(turn, told.format(number=number[1]))


async def keep_stray_apart(turn: Turn, press: Press) -> None:
    """It stays over there, and everything here goes on."""
    market, listing = press.ids.get("market", ""), press.ids.get("listing", "")
    await keep_apart(turn.context, turn.person, market, listing, reason(press))
    await _show(turn, _("Kept apart. It stays there as it is, and new gigs are posted again."))


async def close_found(turn: Turn, press: Press) -> None:
    """It is taken down or withdrawn over there."""
    await close_stray(turn.context, turn.person, press.ids.get("market", ""), press.ids.get("listing", ""))
    await _show(turn, _("I’m closing it. Whatever is pending continues when that is done."))


ACCOUNT_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "marketplaces": _marketplaces,
    "connect_market": connect_market,
    "disconnect_market": disconnect_market,
    "pause_market": pause,
    "resume_market": resume,
    "take_over_stray": take_over_stray,
    "choose_stray_gig": choose_stray_gig,
    "keep_stray_apart": keep_stray_apart,
    "close_stray": close_found,
}
"""verb -> what it does."""
