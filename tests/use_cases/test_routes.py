"""Whom a gig is put to: found in the directory by the words of the policy, and what stops it before that."""

import asyncio

import pytest

from gigs.approval import Decision
from gigs.errors import BriefIncomplete, ChecklistOpen, NoApprover
from gigs.gig import GigState
from gigs.route import Lane, Need
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import (
    BORIS,
    DORA,
    EVERYBODY,
    LEGAL_TOO,
    LENA,
    OTTO,
    STAN,
    asked,
    employ,
    leaves,
    open_for_business,
    preview,
    rules,
    says,
    steps,
    submit,
    submit_again,
)
from use_cases.approving.asking import policy_of
from use_cases.hiring.hire import hire_freelancer
from use_cases.listing.post_gig import PostGig

STAND_IN = "groups: {leads: {people: [stan@contoso.example, rita@contoso.example]}}\nstand_in: any of leads"
OWNED = "cost_centres: {CC-100: {owner: otto@contoso.example}}"


def band(ask: str) -> str:
    return f"bands: [{{steps: [{{ask: {ask}}}]}}]\n"


@pytest.fixture
def company(world):
    open_for_business(world)
    return world


@pytest.mark.parametrize(
    ("ask", "whom"),
    [
        ("manager", [MARK]),
        ("manager+1", [BORIS]),
        ("person lena@contoso.example", [LENA]),
        ("person LENA@Contoso.example", [LENA]),
        ("owner of cost centre", [OTTO]),
        ("any of pair", [FAYE, DORA]),
        ("all of pair", [FAYE, DORA]),
        ("any of lawyers", [LENA]),
    ],
)
async def test_a_step_names_its_people_by(company, ask, whom):
    groups = (
        "groups: {pair: {people: [faye@contoso.example, dora@contoso.example]}, lawyers: {directory: legal}}"
    )
    rules(company, f"{band(ask)}{groups}\n{OWNED}")
    gig = await submit(company)
    assert asked(gig) == whom
    assert gig.route.steps[0].need is (Need.ALL if ask.startswith("all") else Need.ANY)


async def test_the_requester_is_never_named_even_where_the_words_mean_them(company):
    group = "groups: {pair: {people: [rita@contoso.example, dora@contoso.example]}}"
    rules(company, f"{band('all of pair')}{group}")
    assert asked(await submit(company)) == [DORA]
    rules(company, band("person rita@contoso.example"))
    with pytest.raises(NoApprover):
        await preview(company)


async def test_who_owns_their_own_cost_centre_asks_their_manager(company):
    rules(company, f"{band('owner of cost centre')}cost_centres: {{CC-100: {{owner: rita@contoso.example}}}}")
    assert asked(await submit(company)) == [MARK]


@pytest.mark.parametrize("level", ["manager+1", "manager+2"])
async def test_a_line_of_managers_that_goes_in_a_circle_leads_to_nobody(company, level):
    employ(company, MARK, manager=BORIS.key)
    employ(company, BORIS, manager=MARK.key)
    rules(company, band(level))
    if level == "manager+1":
        assert asked(await submit(company)) == [BORIS]
    else:
        with pytest.raises(NoApprover):
            await preview(company)


async def test_a_manager_who_is_managed_by_the_requester_is_no_way_back_to_them(company):
    employ(company, MARK, manager=RITA.key)
    rules(company, band("manager+1") + STAND_IN)
    assert asked(await submit(company)) == [STAN]


async def test_somebody_of_another_organisation_is_never_named(company):
    foreign = employ(company, a_person("Zoe Zebra", tenant="fabrikam"))
    employ(company, RITA, manager=foreign.key)
    with pytest.raises(NoApprover):
        await preview(company, RITA.model_copy(update={"manager": foreign.key}))


@pytest.mark.parametrize("why", ["no manager", "has left", "only the requester"])
async def test_the_stand_ins_are_asked_where_a_step_finds_nobody(company, why):
    who, me = RITA, STAND_IN.replace("groups: {", "groups: {me: {people: [rita@contoso.example]}, ")
    rules(company, band("all of me" if why == "only the requester" else "manager") + me)
    if why == "no manager":
        who = employ(company, RITA, manager=None)
    elif why == "has left":
        leaves(company, MARK)
    gig = await submit(company, who)
    assert asked(gig) == [STAN]
    assert "has nobody here who can approve" in gig.route.steps[0].why[-1]


async def test_all_of_a_list_stays_as_many_people_when_one_of_them_has_left(company):
    group = "pair: {people: [faye@contoso.example, dora@contoso.example]}, "
    rules(company, band("all of pair") + STAND_IN.replace("groups: {", "groups: {" + group))
    leaves(company, FAYE)
    gig = await submit(company)
    assert (asked(gig), gig.route.steps[0].need) == ([DORA, STAN], Need.ALL)
    leaves(company, STAN)
    with pytest.raises(NoApprover):
        await preview(company)


# ------------------------------------------------------------------------------------------------ lanes and gates


async def test_up_to_the_self_service_limit_nobody_is_asked_and_it_is_posted(company):
    rules(company, "self_service_up_to: 1000 USD")
    gig = await submit(company, amount="1000")
    assert (gig.state, gig.route.lane, gig.approvals) == (GigState.APPROVED, Lane.SELF_SERVICE, ())
    assert len(company.promised(PostGig)) == 1
    await company.work()
    assert (await company.gig()).state is GigState.LISTED
    assert asked(await submit(company, amount="1000.01")) == [MARK]


async def test_small_gigs_that_together_are_not_small_do_not_serve_themselves(company):
    rules(company, "self_service_up_to: 1000 USD\nsplitting: {days: 30}")
    assert (await submit(company, amount="600")).state is GigState.APPROVED
    assert asked(await submit(company, amount="600")) == [MARK]


async def test_highly_confidential_data_stops_a_gig_at_its_field_and_asks_nobody(company):
    rules(company, "gates: [{when: {data_tier: highly_confidential}, block: Please redact it.}]")
    with pytest.raises(BriefIncomplete) as stopped:
        await submit(company, data_tier="highly_confidential")
    assert stopped.value.problems == {"data_tier": "Please redact it."}
    assert (await company.gig()).state is GigState.DRAFT


async def test_a_gate_that_was_added_between_preview_and_submitting_stops_it_still(company):
    seen = await preview(company)
    rules(company, "gates: [{when: {category: presentation}, block: Not any more.}]")
    with pytest.raises(BriefIncomplete):
        await company.previewed_again(seen.gig.number)


async def test_confidential_data_adds_legal_after_the_others(company):
    text = "gates: [{when: {data_tier: confidential}, add: {ask: any of legal}}]\n"
    rules(company, text + "groups: {legal: {directory: legal}}")
    assert steps(await submit(company, data_tier="confidential")) == [[MARK], [LENA]]
    assert steps(await submit(company)) == [[MARK]]


async def test_a_category_may_only_warn(company):
    rules(company, "gates: [{when: {category: software}, warn: Please agree with IT.}]")
    assert (await submit(company, category="software")).route.warnings == ("Please agree with IT.",)
    assert (await submit(company)).route.warnings == ()


QUESTION = """
questions: [{id: hours, ask: "Will we set their hours?"}]
gates: [{when: {answers: {hours: yes}}, add: {name: Classification, ask: any of legal}, first: true}]
groups: {legal: {directory: legal}}
"""


async def test_a_question_must_be_answered_and_its_answer_may_add_a_step(company):
    rules(company, QUESTION)
    with pytest.raises(BriefIncomplete) as stopped:
        await preview(company)
    assert set(stopped.value.problems) == {"answer_hours"}
    assert steps(await submit(company, answers={"hours": "yes"})) == [[LENA], [MARK]]
    assert steps(await submit(company, answers={"hours": "no"})) == [[MARK]]


CHECKLIST = "checklists: [{items: [{id: nda, text: An NDA is signed.}, {id: ip, text: IP passes to us.}]}]"


async def test_a_checklist_is_confirmed_before_anybody_is_asked_and_kept_on_the_gig(company):
    rules(company, CHECKLIST)
    for confirmed, left in (
        ((), ("An NDA is signed.", "IP passes to us.")),
        (("nda", "fake"), ("IP passes to us.",)),
    ):
        with pytest.raises(ChecklistOpen) as still:
            await submit(company, confirmed=confirmed)
        assert still.value.items == left
    gig = await submit(company, confirmed=("ip", "nda", "fake"))
    assert gig.confirmed == ("An NDA is signed.", "IP passes to us.")
    assert (await company.gig(1)).state is GigState.DRAFT


# ------------------------------------------------------------------------------------------------ splitting

SPLIT = """
splitting: {days: 30}
bands: [{up_to: 2000 USD, steps: [{ask: manager}]}, {steps: [{ask: manager}, {ask: manager+1}]}]
"""


async def test_a_gig_split_in_two_is_asked_about_as_the_whole(company):
    rules(company, SPLIT)
    assert steps(await submit(company)) == [[MARK]]
    second = await submit(company)
    assert steps(second) == [[MARK], [BORIS]]
    assert "other gigs in the last 30 days" in " ".join(second.route.why)


async def test_what_was_withdrawn_of_somebody_else_or_long_ago_is_not_added(company):
    rules(company, SPLIT)
    await submit(company)
    await says(company, MARK, Decision.REJECTED, reason="No.")
    assert steps(await submit(company)) == [[MARK]]
    sam = next(one for one in EVERYBODY if one.name == "Sam Colleague")
    assert steps(await submit(company, sam)) == [[MARK]]
    company.clock.advance(31 * 86_400)
    assert steps(await submit(company, start="2027-01-10", due="2027-01-20")) == [[MARK]]


async def test_two_halves_submitted_at_the_same_time_do_not_both_pass_as_small(company):
    rules(company, SPLIT)
    gigs = await asyncio.gather(*(submit(company) for _ in range(2)))
    assert sorted(len(steps(gig)) for gig in gigs) == [1, 2]


async def test_a_gig_does_not_count_against_itself_when_it_is_submitted_again(company):
    rules(company, SPLIT)
    await submit(company)
    await says(company, MARK, Decision.CHANGES_ASKED, reason="Say more.")
    assert steps(await submit_again(company)) == [[MARK]]


# ------------------------------------------------------------------------------------------------ versions


async def test_a_gig_keeps_the_policy_it_was_submitted_under_while_the_file_changes(company):
    rules(company, LEGAL_TOO)
    old = await submit(company)
    version = company.context.policy.version
    rules(company, "bands: [{steps: [{ask: person otto@contoso.example}]}]")
    new = await submit(company)
    assert (old.route.policy, steps(old), steps(new)) == (version, [[MARK], [LENA]], [[OTTO]])
    assert asked(await says(company, MARK)) == [LENA]


async def test_the_excess_of_a_gig_goes_by_the_policy_that_the_gig_began_under(company):
    rules(company, band("manager"))
    await company.reviewing()
    rules(company, band("person otto@contoso.example"))
    dear = await company.dear()
    gig = await hire_freelancer(
        company.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason="Worth it."
    )
    assert asked(gig) == [MARK]


async def test_a_version_that_nobody_knows_or_can_read_any_more_falls_back_to_the_present_one(company):
    present = company.context.policy
    assert await policy_of(company.context, "gone 12345678") is present
    async with one_by_one(company.store) as tx:
        await tx.policies.put("old 87654321", "name: old\nno_such_key: 1\n", company.clock.now())
    assert await policy_of(company.context, "old 87654321") is present


async def test_a_gig_in_another_currency_is_compared_at_the_rates_of_the_policy(company):
    rules(company, SPLIT.replace("splitting: {days: 30}", ""))
    assert steps(await submit(company, amount="1900", currency="EUR")) == [[MARK], [BORIS]]
    assert steps(await submit(company, amount="1800", currency="EUR")) == [[MARK]]
    with pytest.raises(BriefIncomplete) as stopped:
        await preview(company, currency="SEK")
    assert set(stopped.value.problems) == {"currency"}
