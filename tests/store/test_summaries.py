"""Summaries of closed gigs: whoever may not read one never meets it, whatever way they look, on both databases."""

from itertools import product

from gigs.brief import Category, DataTier
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from ports.summary_storage import SummariesWanted
from tests.store.test_gigs import added, saved
from tests.support.builders import FAYE, RITA, TENANT, a_gig, a_person
from tests.support.cases import every_case
from tests.support.one_by_one import one_by_one
from use_cases.permissions.authorize_summary import can_read, reader

MARKETING = RITA.model_copy(update={"department": "Marketing"})
LEAD = a_person("Pat Lead", roles=frozenset({"programme_lead"})).model_copy(
    update={"department": "Purchasing"}
)
COLLEAGUE = a_person("Mia Marketing").model_copy(update={"department": "Marketing"})
ELSEWHERE = a_person("Sid Sales").model_copy(update={"department": "Sales"})
NOWHERE = a_person("Nora Nowhere").model_copy(update={"department": ""})
STRANGER = a_person("Stan Stranger", tenant="fabrikam", roles=frozenset({"programme_lead"})).model_copy(
    update={"department": "Marketing"}
)
CO_OWNER = FAYE.model_copy(update={"department": "Legal"})
PEOPLE = (MARKETING, CO_OWNER, LEAD, COLLEAGUE, ELSEWHERE, NOWHERE, STRANGER)


def every_summary():
    """One for each audience, tier, department, and whether it's withdrawn."""
    choices = product(Audience, DataTier, ("Marketing", ""), (False, True))
    for number, (audience, tier, division, withdrawn) in enumerate(choices, start=1):
        gig = a_gig(GigState.CLOSED, requester=MARKETING).model_copy(
            update={"number": number, "co_owners": (CO_OWNER,)}
        )
        sharing = Sharing(audience=audience, withdrawn=withdrawn)
        yield gig, summary_of(gig, sharing).model_copy(update={"tier": tier, "division": division})


async def kept(store):
    found = []
    for gig, summary in every_summary():
        alone = gig.model_copy(update={"number": 0, "co_owners": ()})
        draft = await added(store, alone, f"draft-{gig.number}")
        both = draft.model_copy(update={"co_owners": (CO_OWNER,)})
        await saved(store, draft, both)
        one = summary.model_copy(update={"gig": draft.number})
        async with one_by_one(store) as tx:
            await tx.summaries.put(one)
        found.append(one)
    return found


async def test_nobody_meets_what_they_may_not_read_whatever_way_they_look(store):
    summaries = await kept(store)
    numbers = [one.gig for one in summaries]
    with every_case() as case:
        for person in PEOPLE:
            allowed = sorted((one.gig for one in summaries if can_read(person, one)), reverse=True)
            async with one_by_one(store) as tx:
                listed = await tx.summaries.newest(reader(person), SummariesWanted(), 1000)
                asked = await tx.summaries.of_gigs(reader(person), numbers)
                each = [await tx.summaries.of_gig(reader(person), number) for number in numbers]
            with case(person.name):
                assert [one.gig for one in listed] == allowed
                assert sorted((one.gig for one in asked), reverse=True) == allowed
                assert sorted((one.gig for one in each if one), reverse=True) == allowed


async def test_who_reads_what_is_as_it_was_chosen(store):
    def readers(**sharing):
        gig = a_gig(GigState.CLOSED, requester=MARKETING).model_copy(update={"co_owners": (CO_OWNER,)})
        one = summary_of(gig, Sharing(**sharing))
        return {person.name for person in PEOPLE if can_read(person, one)}

    owners = {MARKETING.name, CO_OWNER.name}
    assert readers() == owners | {LEAD.name}
    assert readers(audience=Audience.DIVISION) == owners | {LEAD.name, COLLEAGUE.name}
    assert readers(audience=Audience.EVERYBODY) == {one.name for one in PEOPLE} - {STRANGER.name}
    assert readers(audience=Audience.EVERYBODY, withdrawn=True) == owners


async def test_a_page_at_a_time_and_each_filter(store):
    summaries = await kept(store)
    shown = SummariesWanted()
    async with one_by_one(store) as tx:
        everything = [one.gig for one in await tx.summaries.newest(reader(LEAD), shown, 1000)]
        first = [one.gig for one in await tx.summaries.newest(reader(LEAD), shown, 5)]
        after = SummariesWanted(before=first[-1])
        second = [one.gig for one in await tx.summaries.newest(reader(LEAD), after, 5)]
        marketing = await tx.summaries.newest(reader(LEAD), SummariesWanted(division="Marketing"), 1000)
        other = await tx.summaries.newest(reader(LEAD), SummariesWanted(domain=Category.VIDEO), 1000)
        template = await tx.summaries.newest(reader(COLLEAGUE), SummariesWanted(template="deck"), 1000)
    assert first + second == everything[:10]
    assert {one.division for one in marketing} == {"Marketing"}
    assert len(marketing) == sum(
        one.division == "Marketing" and not one.sharing.withdrawn for one in summaries
    )
    assert (other, template) == ([], [])


async def test_a_change_of_readers_counts_at_once(store):
    gig = await added(store, a_gig(GigState.CLOSED, requester=MARKETING), "1")
    for sharing, expected in (
        (Sharing(audience=Audience.EVERYBODY), [gig.number]),
        (Sharing(audience=Audience.DIVISION), []),
        (Sharing(audience=Audience.EVERYBODY), [gig.number]),
        (Sharing(withdrawn=True), []),
    ):
        async with one_by_one(store) as tx:
            await tx.summaries.put(summary_of(gig, sharing))
            found = await tx.summaries.newest(reader(ELSEWHERE), SummariesWanted(), 10)
        assert [one.gig for one in found] == expected


def test_a_name_stands_in_it_only_where_its_owner_said_so():
    gig = a_gig(GigState.CLOSED)
    assert summary_of(gig, Sharing(audience=Audience.EVERYBODY)).by == ""
    assert summary_of(gig, Sharing(audience=Audience.EVERYBODY, named=True)).by == RITA.name
    assert summary_of(gig, Sharing()).tenant == TENANT
