"""At closing the requester chooses who may read about the gig, within the policy; later they change it or withdraw it."""

import pytest

from gigs.errors import BriefIncomplete, GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.summary import Audience, Sharing, summary_of
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.test_history_names import CLOSED, completed, journey, told
from tests.use_cases.world import PAT, SAM
from use_cases.asking.ask_colleague import ask_colleague
from use_cases.closing.close_gig import close_gig
from use_cases.closing.share_summary import share_summary, summary_of_own, withdraw_summary
from use_cases.entries import entry
from use_cases.owning.share_gig import unshare_gig
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader

EVERYBODY = {"audience": "everybody", "is_named": "true", "is_brief_shared": "true"}


async def read_by(world, person):
    async with one_by_one(world.store) as tx:
        return await tx.summaries.of_gig(reader(person), 1)


async def test_a_summary_is_made_at_closing_with_what_was_learned(world):
    await journey(world)
    summary = await read_by(world, RITA)
    assert (summary.sharing.audience, summary.do_again, summary.by) == (Audience.DIVISION, "Ask early.", "")
    assert summary.cost == (await world.gig()).contract.released
    shared = [one.entry for one in await told(world) if one.entry.kind is EntryKind.SUMMARY_SHARED]
    assert [one.facts.audience for one in shared] == ["division"]


async def test_everybody_reads_it_once_its_owner_says_so_and_nobody_once_it_is_withdrawn(world):
    await journey(world)
    await share_summary(world.context, RITA, 1, EVERYBODY)
    assert (await read_by(world, SAM)).by == RITA.name
    await withdraw_summary(world.context, RITA, 1)
    assert await read_by(world, SAM) is None
    assert await read_by(world, PAT) is None
    assert (await read_by(world, RITA)).sharing.withdrawn
    again = await withdraw_summary(world.context, RITA, 1)  # a second press
    assert again.sharing.withdrawn
    kinds = [one.entry.kind for one in await told(world)]
    assert kinds.count(EntryKind.SUMMARY_WITHDRAWN) == 1


async def test_sharing_it_as_it_is_already_shared_changes_nothing(world):
    await journey(world)
    await share_summary(world.context, RITA, 1, EVERYBODY)
    before = len(await told(world))
    await share_summary(world.context, RITA, 1, EVERYBODY)
    assert len(await told(world)) == before


async def test_only_its_owner_chooses(world):
    await journey(world)
    for person, refusal in ((PAT, NotAllowed), (MARK, NotAllowed), (SAM, GigNotFound)):
        with pytest.raises(refusal):
            await share_summary(world.context, person, 1, EVERYBODY)
        with pytest.raises(refusal):
            await withdraw_summary(world.context, person, 1)
    assert (await read_by(world, RITA)).sharing.audience is Audience.DIVISION


async def test_nothing_is_shared_of_a_gig_that_is_not_closed(world):
    await world.reviewing()
    with pytest.raises(OutOfOrder, match="isn’t closed yet"):
        await summary_of_own(world.context, RITA, 1)


@pytest.mark.parametrize("typed", [{}, {"audience": ""}, {"audience": "the press"}])
async def test_an_audience_has_to_be_chosen(world, typed):
    await journey(world)
    with pytest.raises(BriefIncomplete) as refused:
        await share_summary(world.context, RITA, 1, typed)
    assert refused.value.problems == {"audience": "Please choose who may read about this gig."}


async def test_a_brief_is_copied_only_where_its_owner_shares_it_and_only_leads_make_more_of_it(world):
    await journey(world)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    summary = await read_by(world, SAM)
    authorize_summary(SAM, SummaryVerb.READ, summary)
    with pytest.raises(NotAllowed, match="hasn’t shared the brief"):
        authorize_summary(SAM, SummaryVerb.COPY_BRIEF, summary)
    with pytest.raises(NotAllowed, match="Only a programme lead"):
        authorize_summary(SAM, SummaryVerb.PROMOTE, summary)
    authorize_summary(PAT, SummaryVerb.PROMOTE, summary)
    await share_summary(world.context, RITA, 1, EVERYBODY)
    authorize_summary(SAM, SummaryVerb.COPY_BRIEF, await read_by(world, SAM))
    assert (await world.gig()).state is GigState.CLOSED


async def owned_by_both(world):
    """A closed gig of Rita's, which Sam owns with her."""
    await journey(world)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    await owned_with(world, SAM)


async def owned_with(world, co_owner):
    async with one_by_one(world.store) as tx:
        gig = await tx.gigs.get(RITA.key.tenant, 1)
        said = entry(RITA, EntryKind.CO_OWNER_NAMED, gig.changed_at)
        both = await tx.gigs.save(gig, gig.model_copy(update={"co_owners": (co_owner,)}), said)
        if both.closing:
            await tx.summaries.put(summary_of(both, Sharing(audience=Audience.EVERYBODY)))


async def test_a_co_owner_says_nothing_of_the_requesters_name(world):
    await owned_by_both(world)
    shared = await share_summary(world.context, SAM, 1, EVERYBODY)
    assert (shared.sharing.brief, shared.by) == (True, "")
    with pytest.raises(NotAllowed, match="hasn’t agreed to be named"):
        await ask_colleague(world.context, MARK, 1, "How was it?")
    assert (await share_summary(world.context, RITA, 1, EVERYBODY)).by == RITA.name
    assert (await share_summary(world.context, SAM, 1, {"audience": "leads"})).by == RITA.name
    await withdraw_summary(world.context, SAM, 1)
    assert (await share_summary(world.context, SAM, 1, EVERYBODY)).by == ""


async def test_a_co_owner_who_closes_the_gig_does_not_name_its_requester(world):
    await completed(world)
    await owned_with(world, SAM)
    await close_gig(world.context, SAM, 1, CLOSED | EVERYBODY)
    assert (await read_by(world, MARK)).by == ""


async def test_whoever_is_no_co_owner_any_more_has_no_say(world):
    await owned_by_both(world)
    with pytest.raises(OutOfOrder, match="has ended"):
        await unshare_gig(world.context, RITA, 1, co_owner=SAM.key.object_id)
