from datetime import timedelta

import pytest

from config.formats import ROOT
from directory.people_file import read_people_file
from gigs.brief import Category, DataTier
from gigs.money import MINOR_DIGITS, Money
from gigs.people import Person, PersonKey
from gigs.route import Lane
from policy.case import Case
from policy.plan import Plan, plan
from policy.policy import Policy
from policy.policy_file import STARTER, parse_policy, read_policy
from policy.terms import parse_ask, parse_money
from tests.support.builders import RITA, a_brief

STARTING = read_policy(STARTER)


def a_policy(more: str = "", bands: str = "[{steps: [{ask: manager}]}]") -> Policy:
    text = f"name: tried\ncurrency: USD\nrates: {{EUR: 1.10, JPY: 0.0066}}\nbands: {bands}\n{more}"
    return parse_policy(text, "tried.yaml")


def planned(policy: Policy, rate: str = "1200 USD", spent: tuple[str, ...] = (), **changes) -> Plan:
    brief = a_brief(rate=parse_money(rate), **changes)
    others = tuple(parse_money(each) for each in spent)
    return plan(policy, Case(brief=brief, requester=RITA, amount=brief.budget, spent=others))


def excess(policy: Policy, difference: str, spent: tuple[str, ...] = (), **changes) -> Plan:
    others = tuple(parse_money(each) for each in spent)
    amount = parse_money(difference)
    brief = a_brief(**changes)
    return plan(
        policy, Case(brief=brief, requester=RITA, amount=amount, spent=others, purpose_is_excess=True)
    )


def asks(said: Plan) -> list[str]:
    return [str(step.ask) for step in said.steps]


# ------------------------------------------------------------------------------------------------- the starter policy


@pytest.mark.parametrize(
    "rate, steps",
    [
        ("5000 USD", ["manager"]),
        ("5000.01 USD", ["manager", "any of finance"]),
        ("25000 USD", ["manager", "any of finance"]),
        ("25000.01 USD", ["manager", "any of finance", "manager+1"]),
        ("9000000 USD", ["manager", "any of finance", "manager+1"]),
        ("4629.62 EUR", ["manager"]),
        ("4629.64 EUR", ["manager", "any of finance"]),
    ],
)
def test_the_starter_asks_more_people_the_dearer_it_is(rate, steps):
    assert asks(planned(STARTING, rate)) == steps


@pytest.mark.parametrize("currency", MINOR_DIGITS)
def test_the_starter_takes_a_gig_in_every_currency(currency):
    said = planned(STARTING, f"100 {currency}")
    assert asks(said) == ["manager"]
    assert said.blocks == ()


def test_the_starter_asks_legal_about_confidential_data_and_long_work_once():
    said = planned(STARTING, data_tier=DataTier.CONFIDENTIAL, due=a_brief().start + timedelta(days=184))
    assert asks(said) == ["manager", "any of legal"]
    assert said.steps[1].why == (
        "Asked because the data is confidential.",
        "Asked because the work takes longer than 183 days.",
    )


def test_the_starter_stops_highly_confidential_data_and_warns_about_software():
    said = planned(STARTING, data_tier=DataTier.HIGHLY_CONFIDENTIAL, category=Category.SOFTWARE)
    assert [block.field for block in said.blocks] == ["data_tier"]
    assert [warning.split(" ")[:4] for warning in said.warnings] == [["Please", "agree", "with", "IT"]]


def test_the_starter_has_a_lane_for_what_cannot_wait():
    said = planned(STARTING, "2000 USD", emergency="The fair opens tomorrow.")
    assert (said.lane, asks(said)) == (Lane.EMERGENCY, ["manager"])
    assert said.reviewers == parse_ask("any of leads")
    assert said.review_within == timedelta(hours=5 * 8)
    assert [block.field for block in planned(STARTING, "2000.01 USD", emergency="Now.").blocks] == [
        "emergency"
    ]


def test_the_starter_counts_working_time():
    (step,) = planned(STARTING).steps
    hours = [step.timing.remind, step.timing.delegate, step.timing.escalate, step.timing.expire]
    assert hours == [timedelta(hours=each) for each in (8, 16, 24, 7 * 8)]
    assert step.escalate_to == parse_ask("manager+1")


def test_the_starter_says_how_long_a_yes_holds_and_who_stands_in():
    said = planned(STARTING)
    assert said.valid_for == timedelta(days=7)
    assert said.fallback_approver == parse_ask("any of leads")
    assert said.policy == STARTING.version
    assert said.checklist == ()


async def test_every_ask_of_the_starter_finds_somebody_in_the_people_we_ship():
    file = ROOT / "directory" / "people.yaml"
    people = read_people_file(file)
    tenant = "5b7c1f0a-2d64-4c8e-9a31-7e0f6d2b9c10"
    everybody = [
        await people.person(
            PersonKey(tenant=tenant, object_id=f"1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f100{number}")
        )
        for number in range(1, 7)
    ]
    known = [person for person in everybody if isinstance(person, Person)]
    for group in STARTING.groups.values():
        assert [person for person in known if group.directory in person.roles]


# ---------------------------------------------------------------------------------------------------- what is explained


def test_a_band_is_explained_with_its_sums():
    assert planned(STARTING, "12000 USD").why == (
        "USD 12,000.00 falls into the band “medium”, up to USD 25,000.00.",
    )


def test_a_conversion_is_explained_with_its_rate():
    assert planned(STARTING, "10000 EUR").why == (
        "EUR 10,000.00 is USD 10,800.00, at 1.08 USD for 1 EUR.",
        "USD 10,800.00 falls into the band “medium”, up to USD 25,000.00.",
    )


def test_other_gigs_are_explained_with_their_sum():
    policy = a_policy("splitting: {days: 30}\n")
    assert planned(policy, "1000 EUR", spent=("1000 EUR", "400 USD")).why == (
        "EUR 1,000.00 is USD 1,100.00, at 1.10 USD for 1 EUR.",
        "With USD 1,500.00 from Rita Requester’s other gigs in the last 30 days, USD 2,600.00 counts.",
        "USD 2,600.00 falls into the band any amount.",
    )


def test_other_gigs_do_not_count_where_the_policy_does_not_say_so():
    policy = a_policy(bands="[{up_to: 1200 USD, steps: [{ask: manager}]}]")
    assert asks(planned(policy, spent=("50000 USD",))) == ["manager"]


def test_self_service_is_explained():
    said = planned(a_policy("self_service_up_to: 1200 USD\n"))
    assert said.lane is Lane.SELF_SERVICE
    assert said.why == ("USD 1,200.00 is within USD 1,200.00, up to which no approval is needed.",)


def test_a_sum_that_rounds_to_nothing_is_not_self_service_where_there_is_none():
    said = planned(a_policy("self_service_up_to: 0 USD\n"), "0 JPY")
    assert (said.lane, asks(said)) == (Lane.STANDARD, ["manager"])


def test_what_cannot_be_counted_ends_self_service_and_says_so():
    said = planned(a_policy("self_service_up_to: 1200 USD\nsplitting: {days: 30}\n"), spent=("9000 GBP",))
    assert (said.lane, asks(said)) == (Lane.STANDARD, ["manager"])
    assert "Up to USD 1,200.00, no approval would be needed, but not everything could be counted." in said.why
    assert said.warnings == (
        "GBP 9,000.00 from another gig in the last 30 days isn’t counted: GBP has no rate.",
    )


def test_a_step_that_is_added_ends_self_service_and_says_so():
    more = "self_service_up_to: 1200 USD\ngates: [{when: {category: presentation}, add: {name: Brand, ask: manager+1}}]\n"
    said = planned(a_policy(more))
    assert (said.lane, asks(said)) == (Lane.STANDARD, ["manager", "manager+1"])
    assert (
        said.why[0]
        == "Up to USD 1,200.00, no approval would be needed, but the policy adds a step here: Brand."
    )


def test_a_question_is_quoted_where_its_answer_adds_a_step():
    more = 'questions: [{id: desk, ask: "Will they have a desk?"}]\ngates: [{when: {answers: {desk: yes}}, add: {ask: manager+1}}]\n'
    said = planned(a_policy(more), answers={"desk": True})
    assert said.steps[1].why == ("Asked because the answer to “Will they have a desk?” is yes.",)


def test_no_band_says_which_there_are():
    (block,) = planned(a_policy(bands="[{name: all, up_to: 1000 USD, steps: [{ask: manager}]}]")).blocks
    assert block.sentence == (
        "No rule in the policy covers USD 1,200.00 for this gig; the rules cover “all”, up to USD 1,000.00. "
        "Please make the gig smaller, or ask the programme lead to add a rule."
    )


# ------------------------------------------------------------------------------------------------------------ the steps


def test_the_first_band_that_fits_wins():
    bands = (
        "[{when: {category: video}, steps: [{ask: manager+3}]},"
        " {up_to: 1200 USD, steps: [{ask: manager+1}]}, {steps: [{ask: manager+2}]}]"
    )
    assert asks(planned(a_policy(bands=bands))) == ["manager+1"]
    assert asks(planned(a_policy(bands=bands), category=Category.VIDEO)) == ["manager+3"]
    assert asks(planned(a_policy(bands=bands), "1200.01 USD")) == ["manager+2"]


def test_the_same_people_in_a_row_are_asked_once_with_both_reasons_and_all_concerns():
    bands = "[{steps: [{ask: manager, concerns: [rate]}]}]"
    gate = "{when: {category: presentation}, add: {ask: manager, concerns: [title, rate], remind: 1h}}"
    (step,) = planned(a_policy(f"gates: [{gate}]\n", bands)).steps
    assert len(step.why) == 2
    assert step.concerns == ("rate", "title")
    assert step.timing.remind is None


def test_who_is_concerned_with_everything_stays_so():
    gate = "{when: {category: presentation}, add: {ask: manager, concerns: [rate]}}"
    (step,) = planned(a_policy(f"gates: [{gate}]\n")).steps
    assert step.concerns == ()


def test_the_same_people_are_asked_twice_with_others_in_between():
    bands = "[{steps: [{ask: manager}, {ask: manager+1}, {ask: manager}]}]"
    assert asks(planned(a_policy(bands=bands))) == ["manager", "manager+1", "manager"]


def test_steps_that_come_first_keep_their_order():
    gates = "[{when: {above: 1 USD}, add: {ask: manager+1}, first: true}, {when: {above: 2 USD}, add: {ask: manager+2}, first: true}]"
    assert asks(planned(a_policy(f"gates: {gates}\n"))) == ["manager+1", "manager+2", "manager"]


def test_a_step_has_its_own_clock_where_it_says_so():
    more = "timing: {remind: 1h, expire: 5d}\ncalendar: {hours: 08:00-18:00}\n"
    bands = "[{steps: [{ask: manager, remind: 30m, escalate: 1d, escalate_to: manager+1}, {ask: manager+2}]}]"
    own, usual = planned(a_policy(more, bands)).steps
    assert own.timing.remind == timedelta(minutes=30)
    assert own.timing.escalate == timedelta(hours=10)
    assert own.escalate_to == parse_ask("manager+1")
    assert (usual.timing.remind, usual.timing.escalate) == (timedelta(hours=1), None)
    assert usual.timing.expire == timedelta(hours=50)
    assert usual.escalate_to is None


@pytest.mark.parametrize(
    "ask, name",
    [("manager", "Manager"), ("manager+2", "Manager +2"), ("person a@b.example", "a@b.example")],
)
def test_a_step_without_a_name_is_called_after_whom_it_asks(ask, name):
    (step,) = planned(a_policy(bands=f"[{{steps: [{{ask: {ask}}}]}}]")).steps
    assert step.name == name


def test_gates_count_what_bands_count():
    more = "splitting: {days: 30}\ngates: [{when: {above: 2000 USD}, warn: Mind the sum.}]\n"
    assert planned(a_policy(more)).warnings == ()
    assert planned(a_policy(more), spent=("900 USD",)).warnings == ("Mind the sum.",)


def test_a_currency_that_is_not_accepted_stops_a_gig_once():
    said = planned(a_policy(), "100 GBP")
    assert [(block.field, block.sentence) for block in said.blocks] == [
        ("currency", "GBP isn’t accepted here. Please give the amount in USD, EUR or JPY.")
    ]
    assert said.steps == ()


def test_a_purchase_order_that_the_policy_cannot_know_is_taken_as_it_is():
    assert planned(a_policy(), purchase_order="4500017").blocks == ()


# ----------------------------------------------------------------------------------------------------------- the excess


def test_a_difference_is_planned_by_itself():
    said = excess(STARTING, "300 USD", data_tier=DataTier.HIGHLY_CONFIDENTIAL, emergency="Now.")
    assert (said.lane, asks(said)) == (Lane.STANDARD, ["manager"])
    assert (said.blocks, said.warnings, said.checklist, said.reviewers) == ((), (), (), None)
    assert said.why == ("The difference of USD 300.00 falls into the band “small”, up to USD 5,000.00.",)


def test_a_difference_does_not_count_other_gigs_and_is_never_self_service():
    policy = a_policy("splitting: {days: 30}\nself_service_up_to: 500 USD\n")
    said = excess(policy, "300 USD", spent=("90000 USD",))
    assert (said.lane, asks(said)) == (Lane.STANDARD, ["manager"])
    assert "90,000" not in " ".join(said.why)


@pytest.mark.parametrize("difference", ["5000 USD", "5 GBP"])
def test_a_difference_that_no_band_takes_goes_to_the_last_one(difference):
    bands = (
        "[{up_to: 10 USD, steps: [{ask: manager}]}, {name: top, up_to: 1000 USD, steps: [{ask: manager+1}]}]"
    )
    said = excess(a_policy(bands=bands), difference)
    assert asks(said) == ["manager+1"]
    assert "so the last one decides: “top”" in said.why[-1]


# ------------------------------------------------------------------------------------------------------ several at once


def test_small_gigs_may_be_decided_together():
    policy = a_policy("decide_together_up_to: 1000 USD\n")
    assert policy.may_be_decided_together(parse_money("1000 USD"))
    assert policy.may_be_decided_together(parse_money("900 EUR"))
    assert not policy.may_be_decided_together(parse_money("910 EUR"))
    assert not policy.may_be_decided_together(parse_money("1 GBP"))


def test_without_a_limit_every_gig_is_decided_alone():
    assert not a_policy().may_be_decided_together(Money(amount=1, currency="USD"))
