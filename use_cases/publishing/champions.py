"""Champions: colleagues who helped others and agreed to be shown for it."""

from gigs.brief import Category
from gigs.people import Person
from gigs.value import Value
from ports.champions import Champion, Shown
from ports.storage import Transaction
from use_cases.context import Context

MOST = 200
SHOWN = 10


class ChampionsPage(Value):
    """Those of a domain (None is all), most helpful first; `mine` is the viewer's own, None for who never helped."""

    domain: Category | None
    champions: tuple[Champion, ...]
    mine: Champion | None = None


async def champions(context: Context, who: Person, domain: Category | None = None) -> ChampionsPage:
    """Of the person's own organisation. Nobody stands here without their yes."""
    return await context.store.run(_champions, who, domain)


async def _champions(tx: Transaction, who: Person, domain: Category | None) -> ChampionsPage:
    name = domain.value if domain else ""
    known = await tx.champions.shown(who.key.tenant, MOST)
    helped = [one for one in known if one.of(name)]
    first = sorted(helped, key=lambda one: (-sum(one.of(name).values()), one.name))
    return ChampionsPage(domain=domain, champions=tuple(first[:SHOWN]), mine=await tx.champions.get(who.key))


async def show_me(context: Context, who: Person, *, yes: bool) -> ChampionsPage:
    """Whether I may be shown; a no counts at once, and can be changed. Whoever never helped changes nothing."""

    async def answered(tx: Transaction) -> ChampionsPage:
        mine = await tx.champions.get(who.key)
        if mine:
            shown = Shown.YES if yes else Shown.NO
            await tx.champions.put(mine.model_copy(update={"shown": shown, "name": who.name}))
        return await _champions(tx, who, None)

    return await context.store.run(answered)
