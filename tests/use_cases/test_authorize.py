"""Who may do what: every role, verb and state, denied unless the table says otherwise."""

import itertools

import pytest

from gigs.approval import Advice
from gigs.errors import GigNotFound, NotAllowed
from gigs.gig import GigState
from tests.support.builders import MARK, RITA, a_gig, a_person, every_state
from tests.support.clock import NOON
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize import TABLE, Role, Verb, allowed, authorize, role_of

CARLA = a_person("Carla Consulted")
PEOPLE = {
    Role.REQUESTER: RITA,
    Role.APPROVER: MARK,
    Role.LEAD: PAT,
    Role.CONSULTED: CARLA,
    Role.STRANGER: SAM,
}
EVER = {
    Role.REQUESTER: {
        Verb.SEE,
        Verb.EDIT,
        Verb.REOPEN,
        Verb.WITHDRAW,
        Verb.REVIEW,
        Verb.HIRE,
        Verb.JUDGE,
        Verb.CLOSE,
        Verb.SETTLE,
        Verb.EXTEND,
        Verb.MESSAGE,
        Verb.WITHDRAW_OFFER,
        Verb.FUND,
    },
    Role.APPROVER: {
        Verb.SEE,
        Verb.DECIDE,
        Verb.REASSIGN,
        Verb.ASK_ADVICE,
        Verb.ADVISE,
        Verb.REVIEW_EMERGENCY,
    },
    Role.LEAD: {Verb.SEE, Verb.SETTLE, Verb.AUDIT, Verb.REASSIGN, Verb.ADVISE, Verb.REVIEW_EMERGENCY},
    Role.CONSULTED: {Verb.SEE, Verb.ADVISE, Verb.REVIEW_EMERGENCY},
    Role.STRANGER: set(),
}
"""Written down a second time, on purpose: a change of the table has to be meant."""

ADVICE = Advice(asked_by=MARK, adviser=CARLA, question="Is that fair?", asked_at=NOON)
ALL = list(itertools.product(Role, Verb, every_state()))


def test_every_verb_has_a_row_and_no_row_names_a_stranger():
    assert set(TABLE) == set(Verb)
    assert not any(Role.STRANGER in roles for roles in TABLE.values())
    assert all(states for roles in TABLE.values() for states in roles.values())


def waits_for(person, verb, gig):
    """Some things people may do only where something waits for them, or for anybody."""
    if verb in {Verb.DECIDE, Verb.ASK_ADVICE, Verb.REASSIGN}:
        return bool(gig.open_approvals)
    if verb in {Verb.ADVISE, Verb.REVIEW_EMERGENCY}:
        return verb is Verb.ADVISE and person is CARLA
    return verb is not Verb.WITHDRAW_OFFER or gig.contract is not None


@pytest.mark.parametrize(("role", "verb", "state"), ALL)
def test_everything_is_denied_that_the_table_does_not_allow(role, verb, state):
    gig, person = a_gig(state, advice=(ADVICE,)), PEOPLE[role]
    if role is Role.APPROVER and not gig.was_asked(MARK.key):
        pytest.skip("nobody is an approver of a draft")
    assert role_of(person, gig) is role
    may_now = state in TABLE[verb].get(role, ()) and waits_for(person, verb, gig)
    assert (verb in allowed(person, gig)) == may_now
    sees = state in TABLE[Verb.SEE].get(role, ())
    if not sees:
        with pytest.raises(GigNotFound):
            authorize(person, verb, gig)
    elif verb not in EVER[role]:
        with pytest.raises(NotAllowed):
            authorize(person, verb, gig)
    else:
        authorize(person, verb, gig)


@pytest.mark.parametrize(("verb", "state"), list(itertools.product(Verb, every_state())))
@pytest.mark.parametrize("who", [RITA, MARK, PAT], ids=lambda who: who.name)
def test_the_same_person_of_another_tenant_is_a_stranger(who, verb, state):
    twin = a_person(who.name, tenant="fabrikam", roles=who.roles)
    gig = a_gig(state)
    assert role_of(twin, gig) is Role.STRANGER
    assert allowed(twin, gig) == frozenset()
    with pytest.raises(GigNotFound):
        authorize(twin, verb, gig)


def test_a_lead_who_asks_is_a_requester_and_nothing_more():
    lead = RITA.model_copy(update={"roles": frozenset({"programme_lead"})})
    gig = a_gig(GigState.IN_APPROVAL)
    assert role_of(lead, gig) is Role.REQUESTER
    with pytest.raises(NotAllowed):
        authorize(lead, Verb.DECIDE, gig)


def test_an_approver_who_has_answered_is_offered_no_second_answer():
    faye = a_person("Faye Finance")
    gig = a_gig(GigState.IN_APPROVAL, approvers=(MARK, faye))
    answered = tuple(
        a.model_copy(update={"decision": "approved"}) if a.approver == MARK else a for a in gig.approvals
    )
    gig = gig.model_copy(update={"approvals": answered})
    assert Verb.DECIDE not in allowed(MARK, gig)
    assert Verb.DECIDE in allowed(faye, gig)


def test_a_lead_who_was_asked_about_a_gig_audits_it_as_a_lead_and_decides_as_an_approver():
    lead = MARK.model_copy(update={"roles": frozenset({"programme_lead"})})
    gig = a_gig(GigState.IN_APPROVAL, approvers=(lead,))
    assert role_of(lead, gig) is Role.APPROVER
    assert allowed(lead, gig) == {Verb.SEE, Verb.DECIDE, Verb.REASSIGN, Verb.ASK_ADVICE, Verb.AUDIT}
    authorize(lead, Verb.AUDIT, gig)
    with pytest.raises(NotAllowed):
        authorize(lead, Verb.SETTLE, gig)


def test_a_lead_does_not_audit_a_gig_of_their_own():
    lead = RITA.model_copy(update={"roles": frozenset({"programme_lead"})})
    gig = a_gig(GigState.IN_APPROVAL)
    assert Verb.AUDIT not in allowed(lead, gig)
    with pytest.raises(NotAllowed, match="another programme lead"):
        authorize(lead, Verb.AUDIT, gig)
