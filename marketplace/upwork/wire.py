"""One tenant's line to Upwork: operations go out, values or the MarketplaceError family come back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from gigs.marketplaces import UPWORK
from gigs.value import Value
from marketplace.http.each import id_text
from marketplace.http.graphql import GraphQL
from marketplace.upwork import outcomes
from marketplace.upwork.limits import CATALOGUE_KEPT
from marketplace.upwork.operations import ORGANIZATION, Operation
from ports.clock import left_until
from ports.marketplace import MarketplaceUnavailable

T = TypeVar("T")


class Deal(Value):
    """What an accepted offer has become; ids never change, so this is remembered while we run."""

    contract: str
    proposal: str


@dataclass(slots=True)
class Memory:
    """What this process remembers for a while, of all tenants. `kept` is theirs, and forgotten within the day."""

    kept: dict[str, tuple[datetime, Any]] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    """offer -> contract"""


@dataclass(frozen=True, slots=True)
class Wire:
    """`now` is the clock of the memory and of look-ups that begin somewhere in the past."""

    graphql: GraphQL
    tenant: str
    now: Callable[[], datetime]
    memory: Memory

    async def run(self, operation: Operation, variables: Mapping[str, Any]) -> Any:
        """The value of its field, never None. Raises the MarketplaceError family."""
        result = await self.graphql.run(self.tenant, operation.text, variables, writes=operation.writes)
        return outcomes.settle(result, operation)

    async def read(
        self, operation: Operation, variables: Mapping[str, Any], translate: Callable[[Any], T]
    ) -> T:
        """Their value, translated; what cannot be read ends as `outcomes.unreadable` says."""
        value = await self.run(operation, variables)
        return understood(operation, lambda: translate(value))

    async def keep(
        self, key: str, fetch: Callable[[], Awaitable[T]], how_long: timedelta = CATALOGUE_KEPT
    ) -> T:
        """What was fetched under this key a while ago, else what is fetched now."""
        if not self.keeps(key, how_long):
            now = self.now()
            self.memory.kept = {name: held for name, held in self.memory.kept.items() if held[0] > now}
            self.memory.kept[key] = (now + how_long, await fetch())
        kept: T = self.memory.kept[key][1]
        return kept

    def keeps(self, key: str, how_long: timedelta = CATALOGUE_KEPT) -> bool:
        """Whether something was fetched under this key a while ago."""
        found = self.memory.kept.get(key)
        return found is not None and bool(left_until(found[0], how_long, self.now()))

    async def organization(self) -> str:
        """The id of the organization that we act for. Raises MarketplaceUnavailable for a freelancer's account."""
        found = await self.run(ORGANIZATION, {})
        if found.get("legacyType") == "VENDOR":
            raise MarketplaceUnavailable(
                f"{UPWORK.title} takes us for the freelancer {found.get('name') or found.get('id')}: "
                "connect the account again and choose a company that hires"
            )
        return id_text(found["id"])


def understood(operation: Operation, translate: Callable[[], T]) -> T:
    """What this translation of an answer makes; what it cannot read ends as `outcomes.unreadable` says."""
    try:
        return translate()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as why:
        raise outcomes.unreadable(operation, why) from why
