"""The marketplaces of this release: what each is called, by us and by people, and where its own pages are."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class KnownMarketplace(NamedTuple):
    """`name` stands in settings and in what is stored; `sites` are the hosts of its pages.

    Only an address at one of them becomes a button. `languages` are those it takes briefs in (ISO 639-1), where it says so.
    """

    name: str
    title: str
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


SANDBOX: Final = KnownMarketplace("sandbox", "Sandbox marketplace")  # not for people: a name
UPWORK: Final = KnownMarketplace("upwork", "Upwork", ("upwork.com",), ("en",))
FREELANCER: Final = KnownMarketplace(
    "freelancer", "Freelancer.com", ("freelancer.com", "freelancer-sandbox.com")
)
WORKSOME: Final = KnownMarketplace("worksome", "Worksome", ("worksome.com",))

MARKETPLACES: Final[Mapping[str, KnownMarketplace]] = {
    one.name: one for one in (SANDBOX, UPWORK, FREELANCER, WORKSOME)
}
"""By name. A title is written here and nowhere else in the code."""

TITLES: Final[Mapping[str, str]] = {name: one.title for name, one in MARKETPLACES.items()}
