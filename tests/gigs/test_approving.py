"""From a draft to a yes or a no: who may, when, and what becomes of the gig."""

from datetime import timedelta

import pytest

from gigs.approval import Decision, Purpose
from gigs.approving import ask_for_excess, edit, submit, withdraw
from gigs.deciding import decide, outcome
from gigs.errors import NoApprover, NotAllowed, OutOfOrder
from gigs.gig import EDITABLE, WITHDRAWABLE, Gig, GigState
from gigs.people import Person, PersonKey
from gigs.states_in_words import in_words
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    TENANT,
    a_brief,
    a_choice,
    a_draft,
    a_form,
    a_gig,
    a_person,
    all_of,
    asking,
    every_state,
    usd,
)
from tests.support.clock import NOON

LATER = NOON + timedelta(hours=1)
DUE = NOON + timedelta(days=3)
SAID_NO = [Decision.CHANGES_ASKED, Decision.REJECTED]


def submitted(gig: Gig, *approvers: Person) -> Gig:
    return submit(gig, a_brief(), all_of(approvers or (MARK,)), asking())


def said(gig: Gig, who: Person, decision: Decision = Decision.APPROVED, reason: str = "Because.") -> Gig:
    return decide(gig, who.key, decision, reason=reason, asking=asking(LATER))


def asked_for_excess(*approvers: Person) -> Gig:
    gig = a_gig(GigState.REVIEWING)
    return ask_for_excess(gig, a_choice(usd(1500)), usd(300), all_of(approvers or (MARK,)), asking())


def test_submitting_a_draft_asks_its_approvers_about_exactly_this_brief():
    gig = submitted(a_draft(), MARK, FAYE)

    assert gig.state is GigState.IN_APPROVAL
    assert gig.revision == 1
    assert [one.approver for one in gig.open_approvals] == [MARK, FAYE]
    assert {one.fingerprint for one in gig.approvals} == {a_brief().fingerprint()}
    assert {one.amount for one in gig.approvals} == {usd(1200)}
    assert {one.due_at for one in gig.approvals} == {DUE}


@pytest.mark.parametrize("state", every_state(but=EDITABLE))
def test_a_gig_is_submitted_once(state):
    with pytest.raises(OutOfOrder, match="already submitted"):
        submitted(a_gig(state))


@pytest.mark.parametrize("state", every_state(but=EDITABLE))
def test_a_brief_cannot_be_edited_behind_the_back_of_its_approvers(state):
    with pytest.raises(OutOfOrder, match="already submitted"):
        edit(a_gig(state), a_form(title="Other"), LATER)


@pytest.mark.parametrize("state", sorted(EDITABLE))
def test_what_is_typed_is_kept_while_the_gig_is_with_its_requester(state):
    gig = edit(a_gig(state), a_form(title="Other", amount="much"), LATER)

    assert gig.form.amount == "much"
    assert gig.changed_at == LATER


def test_a_gig_without_anybody_to_approve_it_stays_a_draft():
    with pytest.raises(NoApprover, match="Your draft is kept"):
        submit(a_draft(), a_brief(), all_of(()), asking())


@pytest.mark.parametrize("approvers", [(RITA,), (MARK, RITA)])
def test_a_requester_can_never_be_among_their_approvers(approvers):
    with pytest.raises(NotAllowed, match="your own gig"):
        submitted(a_draft(), *approvers)
    with pytest.raises(NotAllowed, match="your own gig"):
        asked_for_excess(*approvers)


def test_a_stranger_from_another_tenant_cannot_be_asked():
    with pytest.raises(NotAllowed, match="your own organisation"):
        submitted(a_draft(), MARK, a_person("Mark Manager", tenant="fabrikam"))


def test_an_approver_in_two_roles_is_asked_once():
    gig = submitted(a_draft(), MARK, FAYE, MARK.model_copy(update={"roles": frozenset({"budget_owner"})}))

    assert len(gig.open_approvals) == 2


def test_the_only_approver_s_yes_approves_the_budget():
    gig = said(submitted(a_draft()), MARK)

    assert gig.state is GigState.APPROVED
    assert gig.approved == usd(1200)
    assert gig.open_approvals == ()
    assert gig.approvals[0].decided_at == LATER


def test_a_yes_may_come_without_a_reason():
    assert said(submitted(a_draft()), MARK, reason="").state is GigState.APPROVED


def test_a_gig_with_two_approvers_waits_for_both():
    gig = said(submitted(a_draft(), MARK, FAYE), MARK)

    assert gig.state is GigState.IN_APPROVAL
    assert gig.approved is None
    assert [one.approver for one in gig.open_approvals] == [FAYE]
    assert said(gig, FAYE).state is GigState.APPROVED


@pytest.mark.parametrize("decision", SAID_NO)
def test_one_no_of_two_ends_the_question_for_both(decision):
    gig = said(submitted(a_draft(), MARK, FAYE), FAYE, decision)

    assert gig.state.value == decision.value
    assert gig.note == "Because."
    assert gig.open_approvals == ()
    with pytest.raises(OutOfOrder, match="by Faye Finance"):
        said(gig, MARK)


@pytest.mark.parametrize("decision", SAID_NO)
@pytest.mark.parametrize("make", [lambda: submitted(a_draft()), asked_for_excess])
def test_a_no_needs_a_reason(decision, make):
    with pytest.raises(OutOfOrder, match="give a reason"):
        said(make(), MARK, decision, reason="")


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("state", every_state())
def test_nobody_decides_about_their_own_gig_in_any_state(state, decision):
    with pytest.raises(NotAllowed, match="your own gig"):
        said(a_gig(state), RITA, decision)


def test_a_requester_cannot_decide_even_when_the_rows_say_that_they_were_asked():
    gig = submitted(a_draft())
    forged = gig.approvals[0].model_copy(update={"approver": RITA})

    with pytest.raises(NotAllowed, match="your own gig"):
        said(gig.model_copy(update={"approvals": (forged,)}), RITA)


def test_somebody_who_was_not_asked_cannot_decide():
    with pytest.raises(OutOfOrder, match="doesn’t need your answer"):
        said(submitted(a_draft()), FAYE)


def test_the_same_object_id_in_another_tenant_is_somebody_else():
    twin = PersonKey(tenant="fabrikam", object_id=MARK.key.object_id)

    with pytest.raises(OutOfOrder):
        decide(submitted(a_draft()), twin, Decision.APPROVED, reason="", asking=asking(LATER))


@pytest.mark.parametrize("state", every_state(but={GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL}))
def test_a_press_when_nothing_is_awaited_shows_how_it_stands(state):
    with pytest.raises(OutOfOrder, match=r"[Gg]ig 12 "):
        said(a_gig(state), MARK)


def test_a_second_press_shows_the_outcome():
    gig = said(submitted(a_draft()), MARK)

    with pytest.raises(OutOfOrder, match="Gig 12 was approved by Mark Manager\\."):
        said(gig, MARK, Decision.REJECTED)


def test_a_second_press_while_others_are_awaited_says_who():
    gig = said(submitted(a_draft(), MARK, FAYE), MARK)

    assert outcome(gig) == "Gig 12 was approved by Mark Manager. It’s now with Faye Finance."


def test_changes_lead_to_a_new_revision_that_is_asked_afresh_and_remembers_the_former_brief():
    first = said(submitted(a_draft(), MARK, FAYE), MARK, Decision.CHANGES_ASKED)
    cheaper = a_brief(rate=usd(900))

    again = submit(first, cheaper, all_of((MARK, FAYE)), asking(LATER))

    assert again.revision == 2
    assert again.former_brief == a_brief()
    assert again.note == ""
    assert {one.revision for one in again.open_approvals} == {2}
    assert {one.fingerprint for one in again.open_approvals} == {cheaper.fingerprint()}
    assert len(again.approvals) == 4


def test_a_yes_to_a_brief_that_has_changed_since_counts_for_nothing():
    gig = said(submitted(a_draft(), MARK, FAYE), MARK)
    gig = said(gig, FAYE, Decision.CHANGES_ASKED)
    gig = submit(gig, a_brief(outcome="Another one."), all_of((MARK, FAYE)), asking(LATER))

    assert [one.approver for one in gig.open_approvals] == [MARK, FAYE]
    assert said(gig, FAYE).state is GigState.IN_APPROVAL


def test_a_yes_to_the_excess_adds_exactly_the_excess_and_hires():
    gig = said(asked_for_excess(), MARK)

    assert gig.state is GigState.HIRING
    assert gig.approved == usd(1500)
    assert gig.offers == 1
    assert gig.approvals[-1].purpose is Purpose.EXCESS
    assert gig.approvals[-1].amount == usd(300)


def test_an_excess_is_added_once_however_many_approve_it():
    gig = said(said(asked_for_excess(MARK, FAYE), MARK), FAYE)

    assert gig.approved == usd(1500)


@pytest.mark.parametrize("decision", SAID_NO)
def test_a_no_to_the_excess_leads_back_to_choosing_within_the_approved_sum(decision):
    gig = said(asked_for_excess(), MARK, decision)

    assert gig.state is GigState.REVIEWING
    assert gig.choice is None
    assert gig.approved == usd(1200)
    assert outcome(gig).startswith("The extra amount for gig 12 was ")


@pytest.mark.parametrize("state", every_state(but={GigState.REVIEWING}))
def test_an_excess_is_asked_for_only_while_choosing(state):
    with pytest.raises(OutOfOrder, match="isn’t choosing"):
        ask_for_excess(a_gig(state), a_choice(usd(1500)), usd(300), all_of((MARK,)), asking())


def test_an_excess_needs_an_approver_too():
    with pytest.raises(NoApprover):
        ask_for_excess(a_gig(GigState.REVIEWING), a_choice(), usd(1), all_of(()), asking())


@pytest.mark.parametrize("state", sorted(WITHDRAWABLE))
def test_a_gig_can_be_withdrawn_until_an_offer_is_out(state):
    gig = withdraw(a_gig(state), at=LATER)

    assert gig.state is GigState.CANCELLED
    assert gig.open_approvals == ()
    assert outcome(gig) == "Gig 12 was withdrawn by Rita Requester."


@pytest.mark.parametrize("state", every_state(but=WITHDRAWABLE))
def test_a_gig_cannot_be_withdrawn_after_that(state):
    with pytest.raises(OutOfOrder, match=f"can’t be withdrawn any more: {in_words(state)}"):
        withdraw(a_gig(state), at=LATER)


def test_a_gig_knows_the_people_it_concerns():
    gig = submitted(a_draft())

    assert gig.was_asked(MARK.key)
    assert not gig.was_asked(FAYE.key)
    assert gig.person(RITA.key) == RITA
    assert gig.person(MARK.key) == MARK
    assert gig.person(PersonKey(tenant=TENANT, object_id="nobody")) is None


def test_a_draft_has_no_checked_brief_and_may_have_no_title():
    with pytest.raises(ValueError, match="no checked brief"):
        _ = a_draft().checked_brief
    assert a_draft(form=a_form(title="")).title == "Untitled gig"
    assert submitted(a_draft()).checked_brief == a_brief()
