"""Case studies to read: one of them, and the list of those that somebody may read."""

from gigs.brief import Category
from gigs.case_study import CaseState, CaseStudy, Story, told
from gigs.errors import GigNotFound, NoLinks
from gigs.people import Person, PersonKey
from gigs.summary import Summary
from gigs.value import Value
from ports.case_storage import CaseOfGig, CasesWanted
from ports.links import CaseLink
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize_case import CaseVerb, allowed_case, authorize_case
from use_cases.permissions.authorize_summary import reader

SHOWN = 8
MARKDOWN = "/case-study.md"
"""Behind the address of a page: the same as a file."""
MOST_OWN, MOST_WAITING = 5, 5


class CasePage(Value):
    """One case study as one person may see it: `story` and `named` hold no name whose owner hasn't agreed.

    `page` and `file` are addresses of it, empty where none can be made.
    """

    study: CaseStudy
    summary: Summary
    story: Story
    named: tuple[str, ...]
    allowed: frozenset[CaseVerb]
    viewer: Person
    page: str = ""
    file: str = ""

    @property
    def is_own(self) -> bool:
        """Whether its viewer owns the gig."""
        return self.viewer.key in self.summary.owners

    @property
    def is_author(self) -> bool:
        """Whether its viewer wrote it, and so has answered for themselves."""
        return self.viewer.key == self.study.author


class CaseList(Value):
    """What somebody may read: `own` of their own gigs in any state, `waiting` for a lead to publish, then the published
    ones, newest first. `following` is where the next page begins, 0 where there's none."""

    domain: Category | None
    cases: tuple[CasePage, ...]
    own: tuple[CasePage, ...] = ()
    waiting: tuple[CasePage, ...] = ()
    following: int = 0


def page_of_case(person: Person, one: CaseOfGig) -> CasePage:
    """As this person may see it."""
    return CasePage(
        study=one.study,
        summary=one.summary,
        story=told(one.study),
        named=one.study.named,
        allowed=allowed_case(person, one),
        viewer=person,
    )


async def show_case(context: Context, who: Person, number: int) -> CasePage:
    """Raises GigNotFound where this person may not know of it, or there is none."""

    async def read(tx: Transaction) -> CasePage:
        found = await tx.case_studies.of_gig(reader(who), number)
        return page_of_case(who, authorize_case(who, CaseVerb.READ, found, number))

    return _linked(context, await context.store.run(read))


def _linked(context: Context, page: CasePage) -> CasePage:
    """With the addresses of what is published, where such can be made."""
    if page.study.state is not CaseState.PUBLISHED:
        return page
    key = page.viewer.key
    try:
        address = context.links.case_study(CaseLink(tenant=key.tenant, gig=page.study.gig, by=key.object_id))
    except NoLinks:
        return page
    return page.model_copy(update={"page": address, "file": f"{address}{MARKDOWN}"})


async def open_case(context: Context, link: CaseLink) -> CasePage:
    """What whoever made the link may read now. Raises GigNotFound where that is nothing, DirectoryUnavailable,
    StoreUnavailable."""
    maker = await context.directory.person(PersonKey(tenant=link.tenant, object_id=link.by))
    if maker is None:
        raise GigNotFound(link.gig)
    page = await show_case(context, maker, link.gig)
    if page.study.state is not CaseState.PUBLISHED:
        raise GigNotFound(link.gig)
    return page


async def list_cases(
    context: Context, who: Person, domain: Category | None = None, before: int = 0
) -> CaseList:
    """A page of those that this person may read."""
    wanted = CasesWanted(domain=domain, before=before)

    async def read(tx: Transaction) -> CaseList:
        found = await tx.case_studies.published(reader(who), wanted, SHOWN + 1)
        own = await tx.case_studies.own(reader(who), MOST_OWN) if not before else ()
        waiting = await tx.case_studies.proposed(reader(who), MOST_WAITING) if not before else ()
        shown = found[:SHOWN]
        return CaseList(
            domain=domain,
            cases=tuple(page_of_case(who, one) for one in shown),
            own=tuple(page_of_case(who, one) for one in own if one.study.state is not CaseState.PUBLISHED),
            waiting=tuple(
                page for one in waiting if CaseVerb.PUBLISH in (page := page_of_case(who, one)).allowed
            ),
            following=shown[-1].study.gig if len(found) > SHOWN else 0,
        )

    return await context.store.run(read)
