"""Answers to questions about a gig: what is known is said, and what isn’t is said too."""

from cards.answers import (
    what_it_costs,
    what_they_said,
    when_it_is_due,
    where_it_stands,
    who_approved,
    whom_it_waits_for,
    why_it_was_rejected,
)
from gigs.approval import Decision
from gigs.gig import GigState
from tests.cards.gallery import Story

STORY = Story()


def page(state: GigState):
    return STORY.page(STORY.gig(state), STORY.ben)


def decided(decision: Decision, reason: str = ""):
    """A gig about which every approver has said this."""
    gig = STORY.gig(GigState.IN_APPROVAL)
    said = {"decision": decision, "decided_at": gig.changed_at, "reason": reason}
    ended = GigState.REJECTED if decision is Decision.REJECTED else GigState.CHANGES_ASKED
    approvals = tuple(one.model_copy(update=said) for one in gig.approvals)
    return STORY.page(gig.model_copy(update={"approvals": approvals, "state": ended}), STORY.ben)


def test_a_draft_says_that_nobody_was_asked():
    draft = page(GigState.DRAFT)

    assert who_approved(draft).endswith("is still a draft, so nobody has been asked to approve it.")
    assert "draft" in when_it_is_due(draft)
    assert what_it_costs(draft).endswith("so nothing is committed for it.")


def test_while_an_answer_is_awaited_it_is_said_whose_and_until_when():
    waiting = page(GigState.IN_APPROVAL)
    approver = waiting.gig.open_approvals[0].approver.name

    assert f"It’s still waiting for {approver}." in who_approved(waiting)
    assert f"is waiting for {approver}; the deadline is " in whom_it_waits_for(waiting)
    assert "A decision is needed by " in when_it_is_due(waiting)
    assert why_it_was_rejected(waiting).startswith("Nobody has rejected gig")
    assert what_they_said(waiting, (approver.split()[0].casefold(),)).startswith(
        f"{approver} hasn’t commented"
    )


def test_a_no_is_told_with_its_reason_and_without_one():
    told = why_it_was_rejected(decided(Decision.REJECTED, "Not\nthis year."))
    bare = decided(Decision.CHANGES_ASKED)

    assert told.endswith(": “Not this year.”")
    assert "asked for changes to gig" in why_it_was_rejected(bare)
    assert why_it_was_rejected(bare).endswith(", without a comment.")
    assert "left no comment" in what_they_said(bare)


def test_of_several_people_only_the_one_who_is_named_is_quoted():
    refused = decided(Decision.REJECTED, "Too dear.")
    name = refused.gig.approvals[0].approver.name

    assert what_they_said(refused, (name.split()[0].casefold(),)).startswith(f"{name}: “Too dear.”")


def test_a_long_reason_is_cut_and_marked():
    told = why_it_was_rejected(decided(Decision.REJECTED, "no " * 2000))

    assert len(told) < 800
    assert "(cut)" in told


def test_every_state_has_an_answer_to_where_it_stands():
    for state in GigState:
        told = where_it_stands(page(state))
        assert told.startswith("Gig ")
        assert "{" not in told
