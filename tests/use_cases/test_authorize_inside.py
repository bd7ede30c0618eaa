"""Who may do what while a gig is with colleagues: as docs/permissions.md says it, and nothing else."""

import pytest

from gigs.brief import DataTier
from gigs.errors import GigNotFound, NotAllowed
from gigs.gig import GigState
from gigs.inside import Consent
from tests.support.builders import (
    FAYE,
    MARK,
    NADIA,
    RITA,
    a_gig,
    a_hand,
    a_person,
    an_inside_offer,
    every_state,
)
from tests.support.cases import every_case
from tests.support.pages import code, rows
from tests.use_cases.permissions import PAGE, STATES
from tests.use_cases.world import SAM
from use_cases.permissions.authorize import Verb, allowed
from use_cases.permissions.authorize_inside import (
    INSIDE_TABLE,
    InsideRole,
    InsideVerb,
    allowed_inside,
    authorize_inside,
    inside_roles,
)

BOSS = a_person("Bea Boss")
CAST = {
    InsideRole.OWNER: RITA,
    InsideRole.COLLEAGUE: SAM,
    InsideRole.RAISER: NADIA,
    InsideRole.ASKED: BOSS,
    InsideRole.CONSENTER: BOSS,
    InsideRole.WORKER: NADIA,
}


def gig_in(state, **changes):
    """With Nadia's hand up and her manager asked; or at work, or done."""
    asked = a_hand(NADIA, hours=12, consent=Consent.ASKED, asked=BOSS)
    picked = a_hand(NADIA)
    offered = an_inside_offer(hands=(asked,))
    at_work = an_inside_offer(hands=(picked,), picked=picked)
    since = state in {GigState.INSIDE, GigState.COMPLETED, GigState.CLOSED, GigState.CANCELLED}
    return a_gig(state, inside=at_work if since else offered, **changes)


def written():
    """verb -> role -> the states that the page names."""
    words = {row[1].partition(";")[0]: GigState(code(row[0])[0]) for row in rows(STATES)}
    table = PAGE.read_text().partition("| With colleagues |")[2].split("\n\n")[0].splitlines()
    roles = [InsideRole(cell.strip().lower()) for cell in table[0].strip("| ").split("|")]
    found = {}
    for line in table[2:]:
        what, *cells = [cell.strip() for cell in line.strip("| ").split("|")]
        (name,) = code(what)
        said = [
            frozenset() if one == "never" else frozenset(words[each] for each in one.split(", "))
            for one in cells
        ]
        found[InsideVerb(name)] = dict(zip(roles, said, strict=True))
    return found


def test_the_page_says_what_the_table_says():
    assert {
        verb: {role: states for role, states in may.items() if states} for verb, may in written().items()
    } == INSIDE_TABLE
    assert set(INSIDE_TABLE) == set(InsideVerb)


def test_everybody_may_do_what_their_roles_may_and_nothing_else():
    with every_case() as case:
        for state in every_state():
            gig = gig_in(state)
            for person in {one.key: one for one in CAST.values()}.values():
                with case(f"{person.name}; {state}"):
                    roles = inside_roles(person, gig)
                    may = {
                        verb
                        for verb, by in INSIDE_TABLE.items()
                        if any(state in by.get(role, ()) for role in roles)
                    }
                    assert allowed_inside(person, gig) == may
                    assert Verb.SEE not in allowed(person, gig) or person is RITA


def test_each_role_is_had_by_whoever_has_it():
    offered, at_work = gig_in(GigState.OFFERED_INSIDE), gig_in(GigState.INSIDE)
    assert inside_roles(RITA, offered) == {InsideRole.OWNER}
    assert inside_roles(SAM, offered) == {InsideRole.COLLEAGUE}
    assert inside_roles(NADIA, offered) == {InsideRole.COLLEAGUE, InsideRole.RAISER}
    assert inside_roles(BOSS, offered) == {InsideRole.COLLEAGUE, InsideRole.ASKED, InsideRole.CONSENTER}
    assert InsideRole.WORKER in inside_roles(NADIA, at_work)


def test_nobody_who_approved_owns_or_owned_it_is_a_colleague():
    offered = gig_in(GigState.OFFERED_INSIDE, former_owners=(FAYE,))
    for person in (
        MARK,
        RITA,
        FAYE,
        SAM.model_copy(update={"key": SAM.key.model_copy(update={"tenant": "x"})}),
    ):
        assert InsideRole.COLLEAGUE not in inside_roles(person, offered)
        assert InsideVerb.RAISE_HAND not in allowed_inside(person, offered)


def test_whoever_is_asked_about_their_own_hours_is_not_asked():
    own = a_hand(NADIA, hours=12, consent=Consent.ASKED, asked=NADIA)
    gig = a_gig(GigState.OFFERED_INSIDE, inside=an_inside_offer(hands=(own,)))
    assert not {InsideRole.ASKED, InsideRole.CONSENTER} & inside_roles(NADIA, gig)
    with pytest.raises(NotAllowed):
        authorize_inside(NADIA, InsideVerb.CONSENT_HOURS, gig)


def test_a_gig_that_was_never_offered_or_holds_other_data_is_not_there():
    tier = DataTier.CONFIDENTIAL
    brief = a_gig(GigState.APPROVED).brief.model_copy(update={"data_tier": tier})
    never = [a_gig(GigState.APPROVED), a_gig(GigState.OFFERED_INSIDE, brief=brief)]
    skipped = a_gig(GigState.LISTED, inside=an_inside_offer(skipped="Urgent."))
    with every_case() as case:
        for gig in (*never, skipped, gig_in(GigState.LISTED)):
            for verb in InsideVerb:
                with case(f"{gig.state}; {verb}"), pytest.raises(GigNotFound):
                    authorize_inside(SAM, verb, gig)


def test_the_work_is_seen_by_whoever_did_it_until_the_end():
    closed = gig_in(GigState.CLOSED)
    assert allowed_inside(NADIA, closed) == {InsideVerb.SEE_OFFER, InsideVerb.SHOW_SKILLS}
    with pytest.raises(NotAllowed):
        authorize_inside(NADIA, InsideVerb.PICK_COLLEAGUE, closed)
