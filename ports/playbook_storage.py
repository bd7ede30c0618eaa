"""Pages of the playbook that programme leads made out of closed gigs, and how often each template was used."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gigs.people import PersonKey
from gigs.value import Value


class PageKind(StrEnum):
    """What a page is."""

    TEMPLATE = "template"
    PRACTICE = "practice"


class PageState(StrEnum):
    """Who may read a page: a draft its leads, a published one everybody, a withdrawn one its leads again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class MadePage(Value):
    """One page. `version` counts its changes, `gig` is the one that it was made of, `by` and `name` are who changed it last.

    `words` are what is being written, `published` what everybody reads, empty where nobody does; both are as
    `use_cases.playbook` writes them, and nobody here reads them.
    """

    tenant: str
    id: str
    kind: PageKind
    state: PageState = PageState.DRAFT
    version: int = 0
    gig: int
    title: str
    words: str
    published: str = ""
    by: PersonKey
    name: str
    at: datetime


class PageVersion(Value):
    """One change of a page: who made it, when, and what the page was from then on."""

    version: int
    state: PageState
    by: PersonKey
    name: str
    at: datetime


class Pages(Protocol):
    """By (tenant, id). Every version is kept."""

    async def add(self, page: MadePage) -> bool:
        """As its first version; False when there is a page of this id."""

    async def get(self, tenant: str, page_id: str) -> MadePage | None: ...

    async def change(self, before: MadePage, after: MadePage) -> MadePage:
        """As its next version, where it still is at `before`'s. Raises GigChanged when somebody else was first."""

    async def in_state(
        self, tenant: str, kind: PageKind, state: PageState, limit: int, after: str = ""
    ) -> Sequence[MadePage]:
        """By their ids, those behind `after`."""

    async def versions(self, tenant: str, page_id: str, limit: int) -> Sequence[PageVersion]:
        """The newest first."""

    async def count_use(self, tenant: str, template: str) -> None:
        """One more gig was submitted that began with this template."""

    async def uses(self, tenant: str, templates: Sequence[str]) -> Mapping[str, int]:
        """How many gigs began with each of these; those that none did are left out."""
