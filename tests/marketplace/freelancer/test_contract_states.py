"""An awarded bid and its milestone payments as a contract."""

from decimal import Decimal

import pytest

from gigs.brief import PriceType
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from marketplace.freelancer import contracts
from marketplace.freelancer.contracts import by_milestone, merged, paid_of
from marketplace.freelancer.handing_in import ASKS, handed_in, sent_back_text
from marketplace.freelancer.translate import ProjectTerms
from marketplace.freelancer.wire import Bid, Message, MilestonePayment
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from tests.support.builders import usd
from tests.support.clock import NOON

TERMS = ProjectTerms(
    project_id=7,
    currency="USD",
    price_type=PriceType.FIXED,
    url="https://f.example/p",
    posted_at=NOON,
)
BID = Bid(id=31, bidder_id=41, project_id=7, project_owner_id=1, amount=Decimal(1100), award_status="awarded")
KNOWN = Contract(
    id="7.31",
    proposal_id="31",
    freelancer="Amara Okonkwo",
    total=usd(1100),
    state=ContractState.ACTIVE,
    milestones=(
        Milestone(id="m1", title="Storyline", amount=usd(400), state=MilestoneState.WAITING),
        Milestone(id="m2", title="Slides", amount=usd(700), state=MilestoneState.WAITING),
    ),
)


def a_payment(number: int = 900, **changes) -> MilestonePayment:
    raw = {"transaction_id": number, "bidder_id": 41, "project_id": 7, "amount": 400.0, "status": "frozen"}
    raw |= {"currency": {"id": 1, "code": "USD"}, "other_reason": "1. Storyline (FC-F1)", "time_created": 100}
    return MilestonePayment.model_validate(raw | changes)


def read(
    *payments: MilestonePayment, bid: Bid = BID, known: Contract | None = KNOWN, handed=None
) -> Contract:
    paid = by_milestone([paid_of(payment, TERMS) for payment in payments])
    return merged(known, bid, None, TERMS, paid, handed or {})


def said(number: int, who: int, text: str, at: int = 200) -> Message:
    return Message(id=number, from_user=who, message=text, time_created=at)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", ContractState.OFFERED),
        ("awarded", ContractState.ACTIVE),
        ("rejected", ContractState.DECLINED),
        ("revoked", ContractState.ENDED),
        (None, ContractState.ACTIVE),
    ],
)
def test_the_state_of_the_award_is_that_of_the_contract_and_one_that_is_not_said_stays(status, state):
    assert read(bid=BID.model_copy(update={"award_status": status})).state is state


def test_an_award_in_a_state_that_we_do_not_know_is_not_guessed():
    with pytest.raises(MarketplaceUnavailable, match="on_the_moon"):
        read(bid=BID.model_copy(update={"award_status": "on_the_moon"}))


def test_a_bid_that_was_never_awarded_is_no_contract():
    with pytest.raises(MarketplaceRefused):
        read(bid=BID.model_copy(update={"award_status": None}), known=None)


@pytest.mark.parametrize(
    ("said_there", "state"),
    [
        ("complete", ContractState.COMPLETED),
        ("incomplete", ContractState.ENDED),
        ("pending", ContractState.ACTIVE),
    ],
)
def test_what_they_call_complete_is_completed(said_there, state):
    assert read(bid=BID.model_copy(update={"complete_status": said_there})).state is state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", MilestoneState.WAITING),
        ("frozen", MilestoneState.ACTIVE),
        ("requested_release", MilestoneState.SUBMITTED),
        ("cleared", MilestoneState.RELEASED),
        ("canceled", MilestoneState.WAITING),
        ("disputed", MilestoneState.ACTIVE),
    ],
)
def test_a_payment_is_the_milestone_whose_number_it_carries(status, state):
    first, second = read(a_payment(status=status)).milestones

    assert first.state is state
    assert second == KNOWN.milestones[1]


def test_a_state_of_a_payment_that_we_do_not_know_is_told_in_their_word():
    assert read(a_payment(status="disputed")).milestones[0].note == "Freelancer.com says: disputed"


def test_all_paid_is_completed_and_one_paid_is_not():
    both = [a_payment(status="cleared")]
    both.append(a_payment(901, status="cleared", amount=700, other_reason="2. Slides (FC-F2)"))

    assert read(*both).state is ContractState.COMPLETED
    assert read(*both).released == usd(1100)
    assert read(both[0]).state is ContractState.ACTIVE


def test_of_two_payments_for_one_milestone_the_one_that_is_further_counts():
    found = read(a_payment(902), a_payment(901, status="cleared"), a_payment(900, status="canceled"))

    assert [step.state for step in found.milestones] == [MilestoneState.RELEASED, MilestoneState.WAITING]


def test_a_payment_that_was_made_by_hand_over_there_is_shown_beside_the_plan():
    found = read(a_payment(950, other_reason="Bonus", amount=50, status="cleared"))

    assert [step.id for step in found.milestones] == ["m1", "m2", "t950"]
    assert found.milestones[2].title == "Bonus"
    assert found.released == usd(50)


def test_without_a_plan_the_contract_is_what_is_paid_over_there():
    found = read(a_payment(), known=None)

    assert [(step.id, step.title, step.amount) for step in found.milestones] == [
        ("m1", "Storyline", usd(400))
    ]
    assert found.total == usd(1100)


def test_a_payment_in_another_currency_stops():
    with pytest.raises(MarketplaceUnavailable, match=r"EUR.*USD"):
        read(a_payment(currency={"id": 8, "code": "EUR"}))


def test_the_words_of_a_payment_give_back_its_number_title_and_reference():
    words = contracts.words_of(12, "Slides (final)", "FC-F1")
    paid = paid_of(a_payment(other_reason=None, description=words), TERMS)

    assert (paid.number, paid.title, paid.reference) == (12, "Slides (final)", "FC-F1")


def test_handed_in_is_that_they_ask_for_the_money_and_what_they_wrote():
    paid = paid_of(a_payment(status="requested_release"), TERMS)
    thread = [
        said(1, 41, "An early hello", at=50),
        said(2, 1, "Welcome"),
        said(3, 41, "Here is the storyline"),
    ]

    handed = handed_in(paid, BID, thread)

    assert not handed.is_sent_back
    assert handed.deliverable_id == "900-0"
    assert handed.text == f"{ASKS}\n\nHere is the storyline"
    assert handed.at.timestamp() == 200


def test_handed_in_without_a_word_is_dated_by_the_payment():
    handed = handed_in(paid_of(a_payment(status="requested_release"), TERMS), BID, [])

    assert (handed.text, handed.at.timestamp()) == (ASKS, 100)


def test_sent_back_stays_so_until_the_freelancer_writes_again():
    paid = paid_of(a_payment(status="requested_release"), TERMS)
    thread = [said(1, 41, "Here"), said(2, 1, sent_back_text(paid, "The old logo."), at=300)]

    waiting = handed_in(paid, BID, thread)
    again = handed_in(paid, BID, [*thread, said(3, 41, "Now with the new one", at=400)])

    assert (waiting.is_sent_back, waiting.note, waiting.deliverable_id) == (True, "The old logo.", "900-0")
    assert (again.is_sent_back, again.deliverable_id) == (False, "900-1")
    assert again.text == f"{ASKS}\n\nNow with the new one"
    assert again.at.timestamp() == 400


def test_what_was_sent_back_for_another_milestone_is_none_of_this_ones():
    one, two = a_payment(), a_payment(901, other_reason="2. Slides (FC-F2)")
    first, second = (paid_of(payment, TERMS) for payment in (one, two))
    thread = [said(2, 1, sent_back_text(first, "The old logo."))]

    assert handed_in(first, BID, thread).is_sent_back
    assert not handed_in(second, BID, thread).is_sent_back


@pytest.mark.parametrize("odd", ["", "7", "7.31.1", "a.b", "-7.31", "no such contract"])
def test_an_id_that_cannot_be_a_contract_is_refused_without_asking(odd):
    with pytest.raises(MarketplaceRefused):
        contracts.ids_of(odd)


def test_a_payment_by_hand_that_was_canceled_again_is_no_part_of_the_contract():
    by_hand = {"other_reason": "A bonus"}
    known = read(a_payment(905, **by_hand))
    assert [one.id for one in known.milestones] == ["m1", "m2", "t905"]

    again = read(a_payment(905, status="canceled", **by_hand), known=known)

    assert again.milestones == KNOWN.milestones
