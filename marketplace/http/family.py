"""Whatever breaks within a provider leaves it as one of the MarketplaceError family."""

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from gigs.contract import Contract
from gigs.gig import Listing
from marketplace.http.each import plausible_contract, plausible_listing
from ports.marketplace import MarketplaceError, MarketplaceUnavailable, MarketplaceUnknown

log = logging.getLogger(__name__)

P = TypeVar("P")

READING = frozenset(
    {
        "identify",
        "find_skills",
        "find_listing",
        "own_listings",
        "proposals",
        "has_message",
        "is_invited",
        "find_offer",
        "own_offers",
        "contract",
    }
)
"""Calls that change nothing over there; after any other, it may have happened."""


class Misused(RuntimeError):
    """A mistake of whoever runs or calls a provider, which no later try mends; told as one."""


class NoTenant(Misused):
    """A provider was asked before `of(tenant)`: a mistake of whoever calls it, and told as one."""


def one_family(provider: type[P]) -> type[P]:
    """The class, whose public calls raise nothing but the MarketplaceError family.

    A contract or a listing that nobody can mean is an error too. An error that nobody expected is logged with its trace: it is a bug of ours or an oddity of theirs, and either way the
    marketplace is what cannot be used just now.
    """
    for name, call in list(vars(provider).items()):
        if iscoroutinefunction(call) and not name.startswith("_"):
            setattr(provider, name, _guarded(call))
    return provider


def _checked(found: Any) -> Any:
    """What a provider gives, if it can be meant. Raises ValueError."""
    if isinstance(found, Contract):
        return plausible_contract(found)
    return plausible_listing(found) if isinstance(found, Listing) else found


def _guarded(call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(call)
    async def guarded(self: Any, *args: Any, **given: Any) -> Any:
        try:
            return _checked(await call(self, *args, **given))
        except (MarketplaceError, Misused):
            raise
        except Exception as odd:
            log.exception("a marketplace’s provider broke", extra={"operation": call.__name__})
            said = f"{self.title} answered something unexpected: {type(odd).__name__}"
            kind = MarketplaceUnavailable if call.__name__ in READING else MarketplaceUnknown
            raise kind(said) from odd

    return guarded
