"""What stands in a tenant's playbook: the pages that are files, and those that its leads made and published."""

from collections.abc import Sequence
from functools import lru_cache

from pydantic import ValidationError

from gigs.errors import OutOfOrder
from playbook.playbook import Playbook
from playbook.practice import BestPractice
from playbook.template import Template
from ports.playbook_storage import PageKind, PageState
from ports.storage import Transaction
from translation.catalogue import _

MOST_PUBLISHED = 200
"""Of each kind in a tenant: so many are read whenever somebody looks for one, and none more can be published."""


@lru_cache(maxsize=1000)
def template_in(document: str) -> Template | None:
    """A published template; None for one that this release can't read, so that it spoils nothing else."""
    try:
        return Template.model_validate_json(document)
    except ValidationError:
        return None


@lru_cache(maxsize=1000)
def practice_in(document: str) -> BestPractice | None:
    """The same of a best practice."""
    try:
        return BestPractice.model_validate_json(document)
    except ValidationError:
        return None


async def templates_there(tx: Transaction, files: Playbook, tenant: str) -> tuple[Template, ...]:
    """Every template that everybody in this tenant may read."""
    known = {one.id for one in files.templates}
    made = (template_in(document) for document in await _published(tx, tenant, PageKind.TEMPLATE))
    return (*files.templates, *(one for one in made if one and one.id not in known))


async def practices_there(tx: Transaction, files: Playbook, tenant: str) -> tuple[BestPractice, ...]:
    """Every best practice that everybody in this tenant may read."""
    known = {one.id for one in files.practices}
    made = (practice_in(document) for document in await _published(tx, tenant, PageKind.PRACTICE))
    return (*files.practices, *(one for one in made if one and one.id not in known))


async def find_template(tx: Transaction, files: Playbook, tenant: str, name: str) -> Template | None:
    """The template of this id, if everybody may read it."""
    if found := files.template(name):
        return found
    page = await tx.pages.get(tenant, name)
    is_there = page is not None and page.kind is PageKind.TEMPLATE and page.state is PageState.PUBLISHED
    return template_in(page.published) if page and is_there else None


def gone() -> OutOfOrder:
    """What is said of a page that nobody reads any more, or that never was."""
    return OutOfOrder(
        _("This page isn’t in the playbook any more. Say “playbook” to see what is, or “best practices”.")
    )


async def _published(tx: Transaction, tenant: str, kind: PageKind) -> Sequence[str]:
    pages = await tx.pages.in_state(tenant, kind, PageState.PUBLISHED, MOST_PUBLISHED)
    return [page.published for page in pages]
