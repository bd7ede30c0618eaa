"""A case study from the first word to the page: who tells it, who agrees, who publishes, who reads, who never does."""

from itertools import product

import pytest

from gigs.brief import DataTier
from gigs.case_study import Answer, CaseState, Concerned
from gigs.errors import BriefIncomplete, GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.history_kinds import EntryKind
from gigs.summary import Audience, Sharing
from ports.case_storage import CaseOfGig, CasesWanted
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.cases import every_case
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import employ, notices
from tests.use_cases.test_history_names import journey, told
from tests.use_cases.world import PAT, SAM
from use_cases.closing.share_summary import share_summary, withdraw_summary
from use_cases.permissions.authorize_case import CaseVerb, allowed_case
from use_cases.permissions.authorize_summary import reader
from use_cases.publishing.answer_case import answer_case
from use_cases.publishing.publish_case import publish_case, send_case_back, withdraw_case
from use_cases.publishing.show_cases import list_cases, show_case
from use_cases.publishing.write_case import FIELD, NAMES, case_to_write, propose_case, save_case

STORY = {
    f"{FIELD}title": "Slides in two weeks",
    f"{FIELD}problem": "Mark Manager needed slides.",
    f"{FIELD}done": "A freelancer drew them.",
    f"{FIELD}result": "Four teams use them.",
    f"{FIELD}advice": "Send the template first.",
}
NAMING = {f"{NAMES}{MARK.key.object_id}": "true", f"{NAMES}{RITA.key.object_id}": "true"}
STRANGER = a_person("Zoe Zebra", tenant="fabrikam", roles=frozenset({"programme_lead"}))


@pytest.fixture
async def closed(world):
    """Rita's gig is closed, and everybody may read its summary."""
    await journey(world)
    await world.meets(RITA, MARK, PAT, SAM)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    return world


async def published(world):
    await propose_case(world.context, RITA, 1, STORY | NAMING)
    version = (await show_case(world.context, PAT, 1)).study.version
    study = await publish_case(world.context, PAT, 1, version=version)
    await world.work()
    return study


async def test_it_begins_with_what_the_gig_says(closed):
    form = await case_to_write(closed.context, RITA, 1)
    assert form.is_new
    assert form.study.story.title == form.summary.title
    assert form.study.story.result == form.summary.outcome
    assert form.study.story.advice == "Ask early."
    assert {one.key for one in form.study.people} >= {RITA.key, MARK.key}


async def test_a_case_study_is_told_agreed_published_and_read(closed):
    await published(closed)
    (asked,) = notices(closed, MARK, NoticeKind.CASE_STUDY_NAMES_YOU)
    assert asked.facts.by.name == RITA.name
    assert len(notices(closed, PAT, NoticeKind.CASE_STUDY_PROPOSED)) == 1
    assert len(notices(closed, RITA, NoticeKind.CASE_STUDY_PUBLISHED)) == 1
    read = await show_case(closed.context, SAM, 1)
    assert read.story.problem == "a colleague needed slides."
    assert read.named == (RITA.name,)
    await answer_case(closed.context, MARK, 1, yes=True)
    read = await show_case(closed.context, SAM, 1)
    assert (read.story.problem, read.named) == ("Mark Manager needed slides.", (RITA.name, MARK.name))
    assert [one.study.gig for one in (await list_cases(closed.context, SAM)).cases] == [1]
    kinds = [one.entry.kind for one in await told(closed)]
    assert kinds[-3:] == [
        EntryKind.CASE_STUDY_PROPOSED,
        EntryKind.CASE_STUDY_PUBLISHED,
        EntryKind.CASE_STUDY_AGREED,
    ]


async def test_agreement_that_is_taken_back_takes_the_name_out_at_once(closed):
    await published(closed)
    await answer_case(closed.context, MARK, 1, yes=True)
    await answer_case(closed.context, MARK, 1, yes=False)
    read = await show_case(closed.context, SAM, 1)
    assert MARK.name not in read.story.model_dump_json() + str(read.named)
    assert (await answer_case(closed.context, MARK, 1, yes=False)).answer_of(MARK.key) is Answer.REFUSED


async def test_a_summary_that_is_withdrawn_takes_its_case_study_with_it(closed):
    await published(closed)
    await withdraw_summary(closed.context, RITA, 1)
    for person in (SAM, MARK, PAT):
        with pytest.raises(GigNotFound):
            await show_case(closed.context, person, 1)
        assert (await list_cases(closed.context, person)).cases == ()
    assert (await show_case(closed.context, RITA, 1)).study.state is CaseState.PUBLISHED


async def test_it_reaches_no_further_than_the_summary(closed):
    await published(closed)
    await share_summary(closed.context, RITA, 1, {"audience": "division"})
    elsewhere = SAM.model_copy(update={"department": "Sales"})
    with pytest.raises(GigNotFound):
        await show_case(closed.context, elsewhere, 1)
    assert (await list_cases(closed.context, elsewhere)).cases == ()
    near = SAM.model_copy(update={"department": "Marketing"})
    assert (await show_case(closed.context, near, 1)).study.gig == 1


async def test_a_lead_sends_it_back_with_a_reason_and_it_is_sent_again(closed):
    await propose_case(closed.context, RITA, 1, STORY)
    with pytest.raises(OutOfOrder, match="what should change"):
        await send_case_back(closed.context, PAT, 1, " ")
    await send_case_back(closed.context, PAT, 1, "Say what it cost.")
    await closed.work()
    (back,) = notices(closed, RITA, NoticeKind.CASE_STUDY_SENT_BACK)
    assert back.facts.reason == "Say what it cost."
    with pytest.raises(GigNotFound):
        await show_case(closed.context, PAT, 1)
    assert (await case_to_write(closed.context, RITA, 1)).study.reason == "Say what it cost."
    again = await propose_case(closed.context, RITA, 1, STORY)
    assert (again.state, again.reason) == (CaseState.PROPOSED, "")


async def test_a_lead_publishes_what_they_have_read_and_nothing_newer(closed):
    await propose_case(closed.context, RITA, 1, STORY)
    read = (await show_case(closed.context, PAT, 1)).study.version
    await propose_case(closed.context, RITA, 1, STORY | {f"{FIELD}result": "Nothing."})
    with pytest.raises(OutOfOrder, match="since you read it"):
        await publish_case(closed.context, PAT, 1, version=read)
    await publish_case(closed.context, PAT, 1, version=read + 1)
    twice = await publish_case(closed.context, PAT, 1, version=read + 1)
    assert twice.state is CaseState.PUBLISHED
    kinds = [one.entry.kind for one in await told(closed)]
    assert kinds.count(EntryKind.CASE_STUDY_PUBLISHED) == 1


async def test_a_change_of_what_is_published_is_read_by_nobody_until_it_is_published_again(closed):
    await published(closed)
    await save_case(closed.context, RITA, 1, STORY | {f"{FIELD}result": "Five teams use them."})
    with pytest.raises(GigNotFound):
        await show_case(closed.context, SAM, 1)


async def test_its_requester_and_a_lead_withdraw_it_and_the_lead_says_why(closed):
    await published(closed)
    with pytest.raises(OutOfOrder, match="say why"):
        await withdraw_case(closed.context, PAT, 1)
    await withdraw_case(closed.context, PAT, 1, "The numbers are wrong.")
    await closed.work()
    assert len(notices(closed, RITA, NoticeKind.CASE_STUDY_WITHDRAWN)) == 1
    with pytest.raises(GigNotFound):
        await show_case(closed.context, SAM, 1)
    await propose_case(closed.context, RITA, 1, STORY)
    assert (await withdraw_case(closed.context, RITA, 1)).state is CaseState.WITHDRAWN


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(closed):
    freelancer = (await closed.gig()).contract.freelancer
    wrong = STORY | {
        f"{FIELD}problem": "",
        f"{FIELD}done": f"{freelancer.upper()} drew them.",
        f"{FIELD}title": "x" * 101,
    }
    with pytest.raises(BriefIncomplete) as refused:
        await propose_case(closed.context, RITA, 1, wrong)
    assert set(refused.value.problems) == {f"{FIELD}problem", f"{FIELD}done", f"{FIELD}title"}
    with pytest.raises(TooLong):
        await save_case(closed.context, RITA, 1, STORY | {f"{FIELD}done": "語" * 2000})
    assert (await case_to_write(closed.context, RITA, 1)).is_new


async def test_only_the_requester_tells_it_and_only_where_its_readers_and_data_allow(closed):
    for person, refusal in ((MARK, NotAllowed), (PAT, NotAllowed), (SAM, GigNotFound)):
        with pytest.raises(refusal):
            await case_to_write(closed.context, person, 1)
    await share_summary(closed.context, RITA, 1, {"audience": "leads"})
    with pytest.raises(NotAllowed, match="Choose more readers first"):
        await propose_case(closed.context, RITA, 1, STORY)
    await withdraw_summary(closed.context, RITA, 1)
    with pytest.raises(NotAllowed):
        await propose_case(closed.context, RITA, 1, STORY)


async def test_a_gig_at_work_has_no_case_study(world):
    await world.reviewing()
    with pytest.raises(OutOfOrder, match="isn’t closed yet"):
        await case_to_write(world.context, RITA, 1)


async def test_nobody_publishes_their_own(closed):
    await propose_case(closed.context, RITA, 1, STORY)
    rita = employ(closed, RITA, roles=frozenset({"programme_lead"}))
    version = (await show_case(closed.context, rita, 1)).study.version
    with pytest.raises(NotAllowed, match="Another programme lead"):
        await publish_case(closed.context, rita, 1, version=version)


async def test_without_another_lead_it_is_not_sent_and_says_so(closed):
    del closed.people.known[PAT.key]
    with pytest.raises(OutOfOrder, match="No programme lead is set up"):
        await propose_case(closed.context, RITA, 1, STORY)


async def test_nobody_meets_a_case_study_that_they_may_not_read(closed):
    """Everybody against every state, audience, tier and answer; what the store gives is what the rule allows."""
    await published(closed)
    async with one_by_one(closed.store) as tx:
        one = await tx.case_studies.of_gig(reader(RITA), 1)
    near = SAM.model_copy(update={"department": "Marketing"})
    people = (RITA, MARK, PAT, SAM, near, FAYE, STRANGER)
    choices = product(CaseState, Audience, (DataTier.GENERAL, DataTier.CONFIDENTIAL), (False, True), Answer)
    with every_case() as case:
        for state, audience, tier, withdrawn, answer in choices:
            sharing = Sharing(audience=audience, withdrawn=withdrawn)
            summary = one.summary.model_copy(update={"sharing": sharing, "tier": tier})
            mark = Concerned(key=MARK.key, name=MARK.name, answer=answer)
            study = one.study.model_copy(update={"state": state, "people": (mark,)})
            both = CaseOfGig(study=study, summary=summary)
            async with one_by_one(closed.store) as tx:
                await tx.summaries.put(summary)
                study = await tx.case_studies.save(one.study, study)
            one = one.model_copy(update={"study": study})
            for person in people:
                expected = _may_read(person, both)
                async with one_by_one(closed.store) as tx:
                    found = await tx.case_studies.of_gig(reader(person), 1)
                    listed = await tx.case_studies.published(reader(person), CasesWanted(), 9)
                    waiting = await tx.case_studies.proposed(reader(person), 9)
                with case(f"{person.name}, {state}, {audience}, {tier}, {withdrawn}, {answer}"):
                    assert (found is not None) is expected is (CaseVerb.READ in allowed_case(person, both))
                    assert not listed or (expected and state is CaseState.PUBLISHED)
                    assert not waiting or (person is PAT and state is CaseState.PROPOSED)


def _may_read(person, one):
    """The rule in other words than the product's."""
    if person is RITA:
        return True
    if person is STRANGER or one.summary.sharing.withdrawn:
        return False
    if one.study.state not in {CaseState.PROPOSED, CaseState.PUBLISHED}:
        return False
    if person is MARK and one.study.people[0].answer is not Answer.UNASKED:
        return True
    if person is PAT:
        return True
    if one.study.state is CaseState.PROPOSED or one.summary.tier is not DataTier.GENERAL:
        return False
    audience = one.summary.sharing.audience
    return audience is Audience.EVERYBODY or (
        audience is Audience.DIVISION and person.department == "Marketing"
    )
