"""What a hire is to us: pure reading of their answers."""

from datetime import UTC, datetime

import pytest

from gigs.contract import Contract, ContractState, MilestoneState
from marketplace.worksome.contracts import contract_of
from marketplace.worksome.wire import Hire
from ports.marketplace import MarketplaceUnavailable
from tests.support.builders import usd


def a_payment(status="UNAPPROVED", day="2026-12-01", amount=1000.0, number="1"):
    return {
        "id": f"P{number}",
        "number": number,
        "status": status,
        "billedAmount": amount,
        "date": day,
        "issuedAt": day,
        "comments": "The storyline.",
    }


def a_milestone(name="Storyline", status="PENDING", amount=400.0, due="2026-12-05", payments=()):
    return {
        "id": f"M-{name}".replace(" ", "-"),
        "name": name,
        "status": status,
        "details": {"dueDate": due, "amount": amount},
        "paymentRequests": {"data": list(payments)},
    }


def a_hire(status="ACTIVE", milestones=(), payments=(), **changes):
    raw = {
        "id": "H",
        "status": status,
        "currency": "USD",
        "rate": 1000.0,
        "rateType": "FIXED",
        "externalIdentifier": "FC-2",
        "job": {"id": "J"},
        "worker": {"id": "W", "name": "Amara Okonkwo"},
        "conversation": {"url": "https://use.example/c/1"},
        "latestContract": {"jobName": "Launch deck"},
        "milestones": {"data": list(milestones)},
        "paymentRequests": {"data": list(payments)},
    }
    return Hire.model_validate({**raw, **changes})


def read(hire, known=None, total=None):
    return contract_of(hire, "B", known, total)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("DRAFT", ContractState.OFFERED),
        ("OFFERED", ContractState.OFFERED),
        ("READY", ContractState.ACTIVE),
        ("ACTIVE", ContractState.ACTIVE),
        ("active", ContractState.ACTIVE),
        ("CANCELLED", ContractState.DECLINED),
        ("TERMINATED", ContractState.ENDED),
        ("ENDED", ContractState.ENDED),
    ],
)
def test_each_state_of_a_hire_is_one_of_ours(status, state):
    assert read(a_hire(status)).state is state


def test_a_state_that_is_new_to_us_stops_instead_of_being_guessed():
    with pytest.raises(MarketplaceUnavailable, match="INVENTED_SINCE"):
        read(a_hire("INVENTED_SINCE"))


def test_a_hire_that_we_know_to_have_ended_stays_ended():
    known = Contract(id="H", proposal_id="B", freelancer="Amara", total=usd(1000), state=ContractState.ENDED)

    assert read(a_hire("CANCELLED"), known).state is ContractState.ENDED


def test_milestones_come_in_the_order_they_are_due_and_are_worked_on_one_after_the_other():
    steps = [
        a_milestone("Final deck", due="2026-12-14", amount=300.0),
        a_milestone("Slides", due="2026-12-10", amount=300.0),
        a_milestone("Storyline", status="COMPLETED", amount=400.0),
    ]

    found = read(a_hire(milestones=steps)).milestones

    assert [one.title for one in found] == ["Storyline", "Slides", "Final deck"]
    assert [one.state for one in found] == [
        MilestoneState.RELEASED,
        MilestoneState.ACTIVE,
        MilestoneState.WAITING,
    ]


def test_nothing_is_worked_on_before_the_offer_is_accepted():
    found = read(a_hire("OFFERED", milestones=[a_milestone()])).milestones

    assert found[0].state is MilestoneState.WAITING


def test_a_request_for_payment_is_what_was_handed_in():
    payments = [a_payment("REJECTED", "2026-12-01", number="1"), a_payment(day="2026-12-03", number="2")]

    found = read(a_hire(milestones=[a_milestone(status="PAYMENT_REQUESTED", payments=payments)])).milestones[
        0
    ]

    assert found.state is MilestoneState.SUBMITTED
    assert found.deliverable is not None
    assert found.deliverable.id == "P2"
    assert found.deliverable.text == "The storyline."
    assert found.deliverable.submitted_at == datetime(2026, 12, 3, tzinfo=UTC)


def test_a_rejected_request_sends_the_work_back():
    found = read(a_hire(milestones=[a_milestone(payments=[a_payment("REJECTED")])])).milestones[0]

    assert found.state is MilestoneState.SENT_BACK


def test_a_request_that_the_freelancer_took_back_does_not_count():
    found = read(a_hire(milestones=[a_milestone(payments=[a_payment("CANCELLED")])])).milestones[0]

    assert found.state is MilestoneState.ACTIVE
    assert found.deliverable is None


def test_paid_is_only_what_worksome_says_is_completed():
    approved = a_milestone(status="PAYMENT_REQUESTED", payments=[a_payment("APPROVED")])

    assert read(a_hire(milestones=[approved])).milestones[0].state is MilestoneState.SUBMITTED


def test_a_hire_is_completed_when_it_has_ended_with_every_milestone():
    done = [a_milestone("A", "COMPLETED"), a_milestone("B", "COMPLETED")]
    open_end = [a_milestone("A", "COMPLETED"), a_milestone("B")]

    assert read(a_hire("ENDED", done)).state is ContractState.COMPLETED
    assert read(a_hire("ENDED", open_end)).state is ContractState.ENDED


@pytest.mark.parametrize(
    ("payments", "state"),
    [
        ([], MilestoneState.ACTIVE),
        ([a_payment()], MilestoneState.SUBMITTED),
        ([a_payment("REJECTED")], MilestoneState.SENT_BACK),
        ([a_payment("APPROVED", amount=400.0)], MilestoneState.ACTIVE),
        ([a_payment("APPROVED", amount=1000.0)], MilestoneState.RELEASED),
        ([a_payment("APPROVED", amount=400.0), a_payment(number="2", amount=600.0)], MilestoneState.SUBMITTED),
        (
            [a_payment("APPROVED", amount=400.0), a_payment("APPROVED", number="2", amount=600.0)],
            MilestoneState.RELEASED,
        ),
    ],
)  # fmt: skip
def test_a_hire_without_milestones_is_one_and_is_read_from_its_requests_for_payment(payments, state):
    found = read(a_hire(payments=payments)).milestones

    assert [one.title for one in found] == ["Launch deck"]
    assert found[0].amount == usd(1000)
    assert found[0].state is state


def test_an_hourly_hire_is_worth_what_was_offered_over_all_hours():
    hourly = a_hire(rate=80.0, rateType="HOURLY")

    assert read(hourly, total=usd(3200)).total == usd(3200)
    assert read(hourly, read(hourly, total=usd(3200))).total == usd(3200)


def test_an_hourly_hire_is_paid_when_it_has_ended_and_something_was_approved():
    ended = a_hire("ENDED", payments=[a_payment("APPROVED", amount=900.0)], rate=80.0, rateType="HOURLY")

    assert read(ended, total=usd(3200)).state is ContractState.COMPLETED


def test_a_milestone_without_an_amount_stops():
    with pytest.raises(MarketplaceUnavailable, match="Storyline"):
        read(a_hire(milestones=[{**a_milestone(), "details": None}]))


def test_an_amount_with_a_broken_cent_stops():
    with pytest.raises(MarketplaceUnavailable, match=r"333\.333"):
        read(a_hire(milestones=[a_milestone(amount=333.333)]))
