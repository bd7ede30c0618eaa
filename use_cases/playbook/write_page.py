"""Programme leads write, publish and withdraw pages of the playbook; every version is kept, with who made it and when."""

import re
from collections.abc import Sequence
from datetime import datetime

from gigs.errors import GigChanged, OutOfOrder
from gigs.people import Person
from gigs.value import Value
from playbook.practice import BestPractice
from playbook.template import Template
from playbook.text import LONGEST_ID
from ports.playbook_storage import MadePage, PageKind, PageState, PageVersion
from ports.storage import Transaction
from translation.catalogue import _, n_
from translation.formats import number as written
from use_cases.context import Context
from use_cases.playbook.begin_page import lead_only, promotable
from use_cases.playbook.page_form import PageForm, made_of
from use_cases.playbook.shelf import MOST_PUBLISHED, gone

MOST_DRAFTS = 200
SHOWN = 8
SHOWN_VERSIONS = 5
MADE = "made-"
_ID = re.compile(r"made-[a-z0-9]{1,30}")


class PageView(Value):
    """A page as leads see it. `made` is what it would be if it were published now, None while there are `problems`;
    `is_changed` where that isn't what everybody reads."""

    page: MadePage
    form: PageForm
    made: Template | BestPractice | None
    problems: dict[str, str]
    is_changed: bool
    versions: tuple[PageVersion, ...] = ()


class Overwriting(GigChanged):
    """Somebody else saved this page since the form was drawn; `page` is theirs."""

    def __init__(self, page: MadePage) -> None:
        super().__init__(_("{name} has saved another version of this page.").format(name=page.name))
        self.page = page


def is_page_id(name: str) -> bool:
    """Whether this can be the id of a page that is made here."""
    return bool(_ID.fullmatch(name)) and len(name) <= LONGEST_ID


def new_page_id(context: Context) -> str:
    """For a form that is opened now: however often it's saved, it's one page."""
    return context.ids.new(MADE).lower()


async def save_page(
    context: Context, who: Person, page_id: str, form: PageForm, *, kind: PageKind, number: int, version: int
) -> PageView:
    """Keeps what was typed. `version` is the one from which the form was drawn, 0 for a new one. Saving the same again
    changes nothing. Raises Overwriting where somebody has saved another version meanwhile.
    """
    now = context.clock.now()
    return await context.store.run(_save, who, page_id, form, kind, number, version, now)


async def _save(
    tx: Transaction,
    who: Person,
    page_id: str,
    form: PageForm,
    kind: PageKind,
    number: int,
    version: int,
    now: datetime,
) -> PageView:
    lead_only(who)
    if not is_page_id(page_id):
        raise gone()
    page = await tx.pages.get(who.key.tenant, page_id)
    await promotable(tx, who, page.gig if page else number)
    words, title = form.model_dump_json(), form.title or _("Untitled page")
    if page is None:
        await _limited(tx, who, kind, PageState.DRAFT, MOST_DRAFTS)
        page = _new(who, page_id, kind, number, title, words, now)
        await tx.pages.add(page)
        return await _view(tx, page.model_copy(update={"version": 1}))
    if page.words == words:
        return await _view(tx, page)
    if page.version != version:
        raise Overwriting(page)
    after = page.model_copy(update={"words": words, "title": title, **_by(who, now)})
    return await _view(tx, await tx.pages.change(page, after))


async def show_page(context: Context, who: Person, page_id: str) -> PageView:
    """A page as its leads see it. Raises OutOfOrder where there is none."""

    async def read(tx: Transaction) -> PageView:
        return await _view(tx, await _get(tx, who, page_id))

    return await context.store.run(read)


async def publish_page(context: Context, who: Person, page_id: str, *, version: int) -> PageView:
    """Everybody reads it from now on; publishing what is published is a yes.

    A page with problems stays as it is, and so does one that isn't the `version` that was looked at.
    """
    now = context.clock.now()
    return await context.store.run(_publish, who, page_id, version, now)


async def _publish(tx: Transaction, who: Person, page_id: str, version: int, now: datetime) -> PageView:
    page = await _get(tx, who, page_id)
    view = await _view(tx, page)
    if view.problems or view.made is None:
        return view
    if page.state is PageState.PUBLISHED and not view.is_changed:
        return view
    if page.version != version:
        raise Overwriting(page)
    await promotable(tx, who, page.gig)
    if page.state is not PageState.PUBLISHED:
        await _limited(tx, who, page.kind, PageState.PUBLISHED, MOST_PUBLISHED)
    text = view.made.model_dump_json()
    after = page.model_copy(update={"state": PageState.PUBLISHED, "published": text, **_by(who, now)})
    return await _view(tx, await tx.pages.change(page, after))


async def withdraw_page(context: Context, who: Person, page_id: str) -> PageView:
    """Nobody but leads reads it from now on; what is written stays, and can be published again."""
    now = context.clock.now()
    return await context.store.run(_withdraw, who, page_id, now)


async def _withdraw(tx: Transaction, who: Person, page_id: str, now: datetime) -> PageView:
    page = await _get(tx, who, page_id)
    if page.state is PageState.WITHDRAWN:
        return await _view(tx, page)
    after = page.model_copy(update={"state": PageState.WITHDRAWN, "published": "", **_by(who, now)})
    return await _view(tx, await tx.pages.change(page, after))


class MadePages(Value):
    """Pages of one kind and state, and the id behind which the next ones are, empty where there are none."""

    kind: PageKind
    state: PageState
    pages: tuple[MadePage, ...]
    following: str = ""


async def made_pages(
    context: Context, who: Person, kind: PageKind, state: PageState, after: str = ""
) -> MadePages:
    """What leads have made, a page at a time."""
    lead_only(who)

    async def read(tx: Transaction) -> Sequence[MadePage]:
        return await tx.pages.in_state(who.key.tenant, kind, state, SHOWN + 1, after)

    found = await context.store.run(read)
    following = found[SHOWN - 1].id if len(found) > SHOWN else ""
    return MadePages(kind=kind, state=state, pages=tuple(found[:SHOWN]), following=following)


async def _get(tx: Transaction, who: Person, page_id: str) -> MadePage:
    lead_only(who)
    page = await tx.pages.get(who.key.tenant, page_id) if is_page_id(page_id) else None
    if page is None:
        raise gone()
    return page


async def _view(tx: Transaction, page: MadePage) -> PageView:
    form = PageForm.model_validate_json(page.words)
    made, problems = made_of(form, page.kind, page.id)
    versions = await tx.pages.versions(page.tenant, page.id, SHOWN_VERSIONS)
    is_changed = made is None or made.model_dump_json() != page.published
    return PageView(
        page=page, form=form, made=made, problems=problems, is_changed=is_changed, versions=tuple(versions)
    )


async def _limited(tx: Transaction, who: Person, kind: PageKind, state: PageState, most: int) -> None:
    """So that what is read at every search stays bounded."""
    if len(await tx.pages.in_state(who.key.tenant, kind, state, most)) >= most:
        told = n_(
            "There is already {n} page like this. Withdraw one that nobody needs any more first.",
            "There are already {n} pages like this. Withdraw one that nobody needs any more first.",
            most,
        )
        raise OutOfOrder(told.format(n=written(most)))


def _new(
    who: Person, page_id: str, kind: PageKind, number: int, title: str, words: str, now: datetime
) -> MadePage:
    return MadePage(
        tenant=who.key.tenant, id=page_id, kind=kind, gig=number, title=title, words=words, **_by(who, now)
    )


def _by(who: Person, now: datetime) -> dict[str, object]:
    return {"by": who.key, "name": who.name, "at": now}
