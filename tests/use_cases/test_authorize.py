"""Who may do what: as docs/permissions.md says it to people, and nothing else."""

import re

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from tests.support.builders import MARK, RITA, a_draft, a_gig, a_person
from tests.support.cases import every_case
from tests.support.clock import NOON
from tests.use_cases import permissions as page
from tests.use_cases.permissions import ADVICE, CARLA, RAVI, REVIEW, cast, situations, written
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize import TABLE, Role, Verb, allowed, authorize, role_of

ROLES = {
    page.REQUESTER: Role.REQUESTER,
    page.ASKED_NOW: Role.APPROVER,
    page.ASKED_BEFORE: Role.APPROVER,
    page.LEAD: Role.LEAD,
    page.FORMER: Role.FORMER_OWNER,
    page.MANAGER: Role.MANAGER,
    page.ADVISER: Role.CONSULTED,
    page.REVIEWER: Role.CONSULTED,
}
ASKED = {page.ADVISER, page.REVIEWER}
EVERY = [(name, gig) for name, gigs in situations().items() for gig in gigs]


def may(column, situation):
    """What the page says that they may do then."""
    return {verb for verb, when in written()[column].items() if situation in when}


def may_ever(role):
    """What the page says that this role may do at some time; an approver and a lead can be asked something too."""
    columns = {column for column, each in ROLES.items() if each is role}
    columns |= set() if role in {Role.REQUESTER, Role.FORMER_OWNER} else ASKED
    return {verb for column in columns for verb, when in written()[column].items() if when}


def test_the_page_has_everybody_and_everything():
    assert set(written()) == set(page.COLUMNS) == set(ROLES)
    assert {verb for column in written().values() for verb in column} == set(Verb) == set(TABLE)
    assert {gig.state for _, gig in EVERY} == set(GigState)


def test_what_the_page_tells_apart_is_explained_on_it():
    about_gigs = page.PAGE.read_text().partition("## What is about no one gig")[0]
    told = set(re.findall(r"^- \*\*(.+?)\*\*", about_gigs, flags=re.MULTILINE))
    assert told == {page.NOBODY_HAS_ANSWERED, page.MORE_MONEY, page.PARTLY_DECIDED, page.NO_MORE_MONEY}
    assert told <= set(situations())


def test_everybody_may_do_what_the_page_says_and_nothing_else():
    with every_case() as case:
        for column in page.COLUMNS:
            for situation, plain in EVERY:
                for person, gig in cast(column, plain):
                    with case(f"{column}; {situation}"):
                        assert role_of(person, gig) is ROLES[column]
                        can, says = allowed(person, gig), may(column, situation)
                        assert (can - says, says - can) == (set(), set())


def test_an_approver_is_asked_only_where_the_page_has_an_answer_for_them():
    asked = {situation for situation, gig in EVERY if cast(page.ASKED_NOW, gig)}
    assert written()[page.ASKED_NOW][Verb.DECIDE] == asked


OF_DRAFTS = {Verb.SEE, Verb.EDIT, Verb.WITHDRAW, Verb.SETTLE, Verb.SHARE}
OF_OWN_DRAFTS = OF_DRAFTS | {Verb.COPY}


def test_what_a_role_never_may_is_refused_and_a_gig_that_it_cannot_see_is_not_there():
    with every_case() as case:
        for column, role in ROLES.items():
            of_drafts = OF_OWN_DRAFTS if role is Role.REQUESTER else OF_DRAFTS
            for situation, plain in EVERY:
                for person, gig in cast(column, plain):
                    for verb in Verb:
                        with case(f"{column}; {situation}; {verb}"):
                            if Verb.SEE not in may(column, situation):
                                with pytest.raises(GigNotFound):
                                    authorize(person, verb, gig)
                            elif verb not in may_ever(role):
                                with pytest.raises(NotAllowed):
                                    authorize(person, verb, gig)
                            elif gig.state is GigState.DRAFT and verb not in of_drafts:
                                with pytest.raises(OutOfOrder, match="never submitted"):
                                    authorize(person, verb, gig)
                            else:
                                authorize(person, verb, gig)


def test_for_a_stranger_and_for_the_same_person_of_another_tenant_there_is_no_such_gig():
    twins = [a_person(who.name, tenant="fabrikam", roles=who.roles) for who in (RITA, MARK, PAT)]
    with every_case() as case:
        for who in (SAM, *twins):
            for situation, gig in EVERY:
                with case(f"{who.name} of {who.key.tenant}; {situation}"):
                    assert role_of(who, gig) is Role.STRANGER
                    assert allowed(who, gig) == frozenset()
                    for verb in Verb:
                        with pytest.raises(GigNotFound):
                            authorize(who, verb, gig)


def test_a_gig_withdrawn_before_it_was_ever_submitted_is_as_private_as_the_draft_it_was():
    gone = a_draft(state=GigState.CANCELLED, former_owners=(SAM,))
    with every_case() as case:
        for who, sees in ((RITA, True), (SAM, True), (PAT, False), (MARK, False)):
            with case(who.name):
                assert (Verb.SEE in allowed(who, gone)) is sees
                for verb in allowed(who, gone):
                    authorize(who, verb, gone)


def test_whoever_has_a_role_and_is_asked_something_may_answer_as_well():
    with every_case() as case:
        for column in (page.ASKED_NOW, page.ASKED_BEFORE, page.LEAD, page.MANAGER):
            for situation, plain in EVERY:
                for who, gig in cast(column, plain):
                    advised = gig.model_copy(update={"advice": (ADVICE.model_copy(update={"adviser": who}),)})
                    reviewed = gig.model_copy(
                        update={"review": REVIEW.model_copy(update={"reviewers": (who,)})}
                    )
                    with case(f"{column}; {situation}"):
                        answers = may(page.ADVISER, situation) | may(page.REVIEWER, situation) - {Verb.SEE}
                        as_before = may(column, situation)
                        assert allowed(who, advised) == as_before | (answers & {Verb.ADVISE})
                        assert allowed(who, reviewed) == as_before | (answers & {Verb.REVIEW_EMERGENCY})


def test_a_colleague_who_has_answered_still_sees_and_copies_the_gig_and_no_more():
    answered = ADVICE.model_copy(update={"answer": "It is.", "answered_at": NOON})
    reviewed = REVIEW.model_copy(update={"by": RAVI, "at": NOON, "fine": True})
    gig = a_gig(GigState.IN_APPROVAL, advice=(answered,), review=reviewed)
    assert allowed(CARLA, gig) == allowed(RAVI, gig) == {Verb.SEE, Verb.COPY}


def test_a_requester_is_nothing_else_to_their_own_gig():
    """Whatever the rows say: asked to approve, for advice and for a review, and a programme lead besides."""
    lead = RITA.model_copy(update={"roles": PAT.roles})
    with every_case() as case:
        for situation, gig in EVERY:
            changes = {
                "approvals": tuple(one.model_copy(update={"approver": lead}) for one in gig.approvals),
                "advice": (ADVICE.model_copy(update={"adviser": lead}),),
                "review": REVIEW.model_copy(update={"reviewers": (lead,)}),
            }
            with case(situation):
                assert allowed(lead, gig.model_copy(update=changes)) == may(page.REQUESTER, situation)
    with pytest.raises(NotAllowed):
        authorize(lead, Verb.DECIDE, a_gig(GigState.IN_APPROVAL))


def test_a_lead_who_was_asked_about_a_gig_audits_it_as_a_lead_and_decides_as_an_approver():
    lead = MARK.model_copy(update={"roles": PAT.roles})
    gig = a_gig(GigState.IN_APPROVAL, approvers=(lead,))
    assert role_of(lead, gig) is Role.APPROVER
    as_approver = {Verb.SEE, Verb.DECIDE, Verb.REASSIGN, Verb.ASK_ADVICE, Verb.COPY}
    assert allowed(lead, gig) == as_approver | {Verb.AUDIT, Verb.HAND_OVER}
    authorize(lead, Verb.AUDIT, gig)
    with pytest.raises(NotAllowed):
        authorize(lead, Verb.SETTLE, gig)


def test_a_lead_does_not_audit_a_gig_of_their_own():
    lead = RITA.model_copy(update={"roles": PAT.roles})
    gig = a_gig(GigState.IN_APPROVAL)
    assert Verb.AUDIT not in allowed(lead, gig)
    with pytest.raises(NotAllowed, match="Another programme lead"):
        authorize(lead, Verb.AUDIT, gig)


def test_a_co_owner_may_do_what_the_requester_may_except_name_co_owners():
    with every_case() as case:
        for situation, gig in EVERY:
            with case(situation):
                shared = gig.model_copy(update={"co_owners": (SAM,)})
                assert role_of(SAM, shared) is Role.REQUESTER
                assert allowed(SAM, shared) == may(page.REQUESTER, situation) - {Verb.SHARE}
                assert allowed(RITA, shared) == may(page.REQUESTER, situation)


def test_whoever_owns_a_gig_or_once_did_is_nothing_else_to_it():
    """Whatever the rows say: asked to approve, for advice and for a review, its manager, and a programme lead besides."""
    lead = MARK.model_copy(update={"roles": PAT.roles})
    asked_too = {"advice": (ADVICE.model_copy(update={"adviser": lead}),)}
    with every_case() as case:
        for situation, gig in EVERY:
            with case(situation):
                once = gig.model_copy(update={"former_owners": (lead,), **asked_too})
                assert allowed(lead, once) == may(page.FORMER, situation) <= {Verb.SEE, Verb.COPY}
                shared = gig.model_copy(update={"co_owners": (lead,), **asked_too})
                assert allowed(lead, shared) == may(page.REQUESTER, situation) - {Verb.SHARE}
    for changes in ({"former_owners": (lead,)}, {"co_owners": (lead,)}):
        with pytest.raises(NotAllowed, match="your own gig"):
            authorize(lead, Verb.DECIDE, a_gig(GigState.IN_APPROVAL, **changes))


def test_a_manager_who_is_the_approver_hands_over_and_decides():
    gig = a_gig(GigState.IN_APPROVAL)
    assert role_of(MARK, gig) is Role.APPROVER
    assert {Verb.DECIDE, Verb.HAND_OVER} <= allowed(MARK, gig)
    authorize(MARK, Verb.HAND_OVER, gig)
    with pytest.raises(NotAllowed, match="programme lead or the requester’s manager"):
        authorize(RITA, Verb.HAND_OVER, gig)
