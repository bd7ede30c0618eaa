"""The past as the product itself would have written it: proved, the same every time, and still going on."""

from collections import Counter
from contextlib import asynccontextmanager

from assembly.wiring import Sources, running
from config.settings import PLAYGROUND_TENANT
from demo.content import PEOPLE
from directory.people_file import read_people_file
from gigs.case_study import CaseState
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.notices import NoticeKind
from ports.summary_storage import SummariesWanted
from store.read_only import opened_read_only
from tests.demo.conftest import FEW, NOW, made_in
from tests.support.one_by_one import one_by_one
from use_cases.audit.verify_history import Chains, verify_histories
from use_cases.permissions.authorize_summary import reader
from use_cases.publishing.show_cases import list_cases
from use_cases.showing.list_gigs import my_approvals, my_gigs
from use_cases.talent.find_talent import TalentWanted, find_talent

ALL = 1000
PEOPLE_THERE = read_people_file(PEOPLE)


async def person(number):
    """One of those who sit at a window."""
    object_id = f"1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f100{number}"
    found = await PEOPLE_THERE.person(PersonKey(tenant=PLAYGROUND_TENANT, object_id=object_id))
    assert found is not None
    return found


@asynccontextmanager
async def reading(made):
    async with opened_read_only(made.settings.database_url) as store, one_by_one(store) as tx:
        yield tx


async def proof(made):
    async with opened_read_only(made.settings.database_url) as store:
        return await verify_histories(store, [PLAYGROUND_TENANT], Chains())


async def test_every_history_in_it_is_proved(made):
    proved = await proof(made)
    assert proved.gigs >= FEW - 1  # a draft has no history before it’s begun with a template
    assert not proved.faults


async def test_it_is_the_same_whenever_it_is_made_for_the_same_moment(made, tmp_path):
    again = await made_in(tmp_path)
    assert (await proof(again)).digest == (await proof(made)).digest


async def test_gigs_are_in_every_state_that_somebody_wants_to_see(made):
    async with reading(made) as tx:
        states = Counter(
            [(await tx.gigs.get(PLAYGROUND_TENANT, number)).state for number in range(1, FEW + 1)]
        )
    wanted = {
        GigState.DRAFT,
        GigState.IN_APPROVAL,
        GigState.OFFERED_INSIDE,
        GigState.REVIEWING,
        GigState.ACTIVE,
        GigState.COMPLETED,
        GigState.CLOSED,
    }
    assert wanted <= set(states)
    assert states[GigState.CLOSED] > FEW / 2


async def test_what_was_closed_has_lessons_that_others_may_read(made):
    rita = await person(1)
    async with reading(made) as tx:
        found = await tx.summaries.newest(reader(rita), SummariesWanted(), ALL)
    others = [one for one in found if rita.key not in one.owners]
    assert others
    assert all(one.do_again or one.do_differently for one in found)
    assert all(bool(one.cost) == bool(one.marketplace) for one in found)  # a colleague costs nothing outside
    assert {one.template for one in found} > {""}


async def test_what_was_closed_well_is_told_and_freelancers_are_found_again(copied):
    async with running(copied.settings, Sources(is_demo=True)) as product:
        rita = await person(1)
        listed = await list_cases(product.context, rita)
        assert {one.study.state for one in listed.cases} == {CaseState.PUBLISHED}
        assert len((await find_talent(product.context, rita, TalentWanted())).entries) > 1


async def test_lessons_have_helped_somebody(made):
    async with reading(made) as tx:
        worth = await tx.lessons.worth(PLAYGROUND_TENANT, range(1, FEW + 1))
    assert sum(one.shown for one in worth.values()) > sum(one.helped for one in worth.values()) > 0


async def test_nothing_happened_later_than_now(made):
    async with reading(made) as tx:
        gigs = [await tx.gigs.get(PLAYGROUND_TENANT, number) for number in range(1, FEW + 1)]
    assert max(one.changed_at for one in gigs) < NOW


async def test_people_are_told_only_what_is_still_to_be_answered(made):
    everybody = [*await PEOPLE_THERE.search(PLAYGROUND_TENANT, "a")]
    async with reading(made) as tx:
        unsent = await tx.notices.unsent(NOW, ALL)
    assert {one.kind for one in unsent} == {NoticeKind.APPROVAL_ASKED, NoticeKind.DELIVERABLE_SUBMITTED}
    assert {one.to for one in unsent} <= {one.key for one in everybody}
    assert len(unsent) < 12


async def test_the_product_goes_on_with_it(copied):
    """Rita finds gigs of her own, Mark has to answer, and the sandbox knows what was listed there."""
    async with running(copied.settings, Sources(is_demo=True)) as product:
        rita, mark = await person(1), await person(2)
        assert {one.state for one in await my_gigs(product.context, rita)} >= {
            GigState.DRAFT,
            GigState.REVIEWING,
            GigState.ACTIVE,
        }
        assert len((await my_approvals(product.context, mark)).gigs) >= 2
        assert product.context.is_demo
        [listed] = [one for one in await my_gigs(product.context, rita) if one.state is GigState.REVIEWING]
        assert len(await product.context.markets["sandbox"].proposals(listed.listing.id)) == 6
