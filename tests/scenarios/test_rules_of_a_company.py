"""What a policy asks of people besides a yes: several at once, emergencies, more money, questions, lists, budgets."""

import pytest
import pytest_asyncio

from gigs.gig import GigState
from tests.scenarios.policies import ask, centres, install_all, is_told, on_stage_under, preview
from tests.scenarios.steps import all_proposals, approve, hire, sees_in_history, within
from tests.support.card_text import text_of
from tests.support.one_by_one import one_by_one
from tests.support.people_file import a_cast
from tests.support.product import Seat

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASTS = 40
POLICY = """
decide_together_up_to: 300 USD
questions:
  - {id: alone, ask: "Will they work for us alone?"}
checklists:
  - when: {category: software}
    items:
      - {id: terms, text: I have read the supplier terms.}
      - {id: rights, text: The contract passes all rights to us.}
gates:
  - {when: {answers: {alone: yes}}, block: "Nobody works for us alone. Please choose somebody who has other clients."}
bands: [{name: any, steps: [{name: Manager, ask: manager}]}]
emergency:
  up_to: 2000 USD
  steps: [{name: Quick, ask: manager}]
  review_by: owner of cost centre
  review_within: 2d
"""
ANSWERED = {"answer_alone": "no"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    pats = [a_cast(number).pat for number in range(1, CASTS + 1)]
    policy = POLICY + centres(pats, ", budget: {limit: 4000 USD}")
    async with on_stage_under(tmp_path_factory.mktemp("stage"), policy, casts=CASTS) as stage:
        yield stage


async def gigs_of(stage, people, *amounts):
    """One gig for each amount, called after it."""
    return [await ask(stage, people, title=f"Gig for {each}", amount=each, **ANSWERED) for each in amounts]


# several at once


async def test_approvals_are_sorted_by_age_and_by_amount(people, stage):
    await gigs_of(stage, people, "300", "900", "100")
    await people.mark.says("approvals")
    listed = text_of(people.mark.card("3 gigs need your approval"))
    assert listed.index("Gig for 300") < listed.index("Gig for 900") < listed.index("Gig for 100")
    await people.mark.presses("Largest amount first")

    listed = text_of(people.mark.card("3 gigs need your approval"))
    assert listed.index("Gig for 900") < listed.index("Gig for 300") < listed.index("Gig for 100")
    await people.mark.presses("Longest waiting first")
    listed = text_of(people.mark.card("3 gigs need your approval"))
    assert listed.index("Gig for 300") < listed.index("Gig for 900")


@pytest.mark.parametrize("old_client", [False, True])
async def test_small_ones_are_ticked_and_approved_together_but_not_what_changed_meanwhile(
    people, stage, old_client
):
    rita, mark = people.rita, people.mark
    one, other, large, changed = await gigs_of(stage, people, "100", "200", "900", "250")
    await mark.says("approvals")
    found = await mark.finds("Approve ticked gigs", on="4 gigs need your approval")
    assert f"pick_{large.number}_1_1" not in found[2]
    await mark.presses("Send back for changes", of={"gig": changed.number}, reason_ask_changes="Less.")
    await rita.presses("Edit and resubmit", on="“Less.”")
    await rita.presses("Preview", amount="290")
    await rita.presses("Submit for approval")
    await mark.sees("Approve USD 290.00")

    ticked = {f"pick_{gig.number}_1_1": "true" for gig in (one, other, changed, large)}
    await mark.presses_found(found, old_client=old_client, **ticked)
    await mark.sees(
        "2 gigs approved, 2 left out", "Each is recorded on its own", "Gig for 100", "Gig for 200"
    )
    await mark.sees(f"Gig {large.number} is too large to be approved with others. Please open it.")
    await mark.sees(f"Gig {changed.number} has changed since this list was made")
    await rita.sees("Approved by Mark Manager")
    await mark.presses("What else waits for me")
    await mark.sees("2 gigs need your approval")
    assert [await is_approved(stage, gig) for gig in (one, other, large, changed)] == [
        True,
        True,
        False,
        False,
    ]


async def is_approved(stage, gig):
    async with one_by_one(stage.product.context.store) as tx:
        return (await tx.gigs.get(gig.tenant, gig.number)).approved is not None


async def test_nothing_ticked_is_said_and_the_list_stays(people, stage):
    await gigs_of(stage, people, "100", "200")
    await people.mark.says("approvals")
    answer = await people.mark.presses("Approve ticked gigs")

    assert answer["value"] == "Please tick at least one gig."
    assert "Approve ticked gigs" in people.mark.titles()


async def test_ticks_of_others_and_nonsense_approve_nothing(people, stage):
    (gig,) = await gigs_of(stage, people, "100")
    ticks = {
        f"pick_{gig.number}_1_1": "true",
        "pick_999999999_1_1": "true",
        "pick_1_1": "true",
        "pick_²_1_1": "true",
    }
    for seat in (people.rita, people.sam, people.pat):
        answer = await seat.forges("approve_together", ticks, "1")
        assert "Nothing new was approved" in text_of(answer["value"])
    wrong = {f"pick_{gig.number}_2_1": "true", f"pick_{gig.number}_1_2": "true"}
    await people.mark.forges("approve_together", wrong, "1")

    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL


async def test_a_press_with_thousands_of_ticks_approves_none_and_gets_one_sentence(people, stage):
    (gig,) = await gigs_of(stage, people, "100")
    ticks = {f"pick_{number}_1_1": "true" for number in range(gig.number, gig.number + 3_900)}

    answer = await people.mark.forges("approve_together", ticks, "1")

    assert "3,900 are ticked" in answer["value"]
    assert len(str(answer)) < 500
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL


# emergencies


async def in_an_emergency(stage, people, **brief):
    """A gig that could not wait, approved and listed."""
    await preview(people, emergency="The server room is under water.", **ANSWERED, **brief)
    await people.rita.sees(
        "This goes through the emergency lane", "Pat Lead reviews it within 48 working hours"
    )
    await people.rita.presses("Submit for approval")
    await people.mark.sees("Why it can’t wait", "“The server room is under water.”")
    await people.mark.sees("Pat Lead will review it afterwards.")
    return await approve(stage, people)


async def test_an_emergency_is_reviewed_afterwards_and_the_concern_is_told(people, stage):
    gig = await in_an_emergency(stage, people)
    await people.pat.sees("Your review: USD 1,200.00 for Rita Requester", "Was that in order?")
    await is_told(people.pat, "Please write what concerns you.", "Record", reason_review_concern="")
    late = await people.pat.finds("It was in order")
    await people.pat.presses("Record the concern", reason_review_concern="It could have waited.")

    for seat in (people.rita, people.mark):
        await seat.sees("Pat Lead has a concern about the emergency", "“It could have waited.”")
    await people.pat.sees("Pat Lead reviewed it and has a concern:")
    await people.pat.on_phone().sees_no_more("It was in order", "Record the concern")
    answer = await people.pat.presses_found(late)
    assert "has a concern" in str(answer["value"])
    await sees_in_history(people.rita, gig.number, "raised a concern about the emergency")
    await people.rita.sees("Approved as an emergency")


async def test_an_emergency_that_was_in_order_is_told_to_the_requester(people, stage):
    await in_an_emergency(stage, people)
    await people.pat.presses("It was in order")

    await people.rita.sees("Pat Lead reviewed the emergency", "It was in order.")


async def test_nobody_but_the_reviewer_reviews(people, stage):
    gig = await in_an_emergency(stage, people)
    data = {"gig": gig.number, "revision": 1, "reason_review_concern": "!"}
    for seat in (people.rita, people.mark, people.faye, people.sam):
        for verb in ("review_fine", "review_concern"):
            await seat.forges(verb, data, "1")

    assert (await stage.newest_gig(people.rita.person)).review.by is None


async def test_an_emergency_that_is_too_large_is_told_so_at_its_field(people):
    await preview(people, emergency="Water!", amount="3000", **ANSWERED)

    await people.rita.sees("Why it can’t wait", "field needs your attention", "2,000")


# more money while the work goes on


async def at_work(stage, people):
    """A gig with somebody at work."""
    await ask(stage, people, **ANSWERED)
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    await people.rita.presses("Review proposals", on="Shortlist, decline, or hire.")
    await hire(people.rita, chosen)
    await people.rita.sees(f"{chosen.freelancer} accepted")
    return await stage.newest_gig(people.rita.person)


async def test_more_money_is_asked_for_seen_before_and_after_and_raises_the_approved_sum(people, stage):
    rita, mark = people.rita, people.mark
    gig = await at_work(stage, people)
    await rita.says(f"status {gig.number}")
    await rita.presses("Preview", more_amount="-50", reason_ask_more="A second colour.")
    await rita.sees("Please give an exact amount in digits")
    assert (await rita.finds("Preview", "More money"))[2]["reason_ask_more"] == "A second colour."
    await rita.presses("Preview", on="More money", more_amount="300", reason_ask_more="  ")
    await rita.sees("Please say what the extra money is for")
    await rita.presses("Preview", on="More money", more_amount="1.200", reason_ask_more="A second colour.")
    await rita.presses("I mean USD 1,200.00")
    await rita.sees("Ask for USD 1,200.00 more?", "Mark Manager will be asked")
    await rita.presses("Ask for USD 1,200", more_amount="300")
    await rita.sees("Ask for USD 300.00 more?", "USD 1,500.00")
    assert (await stage.newest_gig(rita.person)).extension is None
    await rita.presses("Ask for USD 300")

    await rita.sees("USD 300.00 more is being approved", "“A second colour.”")
    await mark.sees("asks you to approve USD 300.00 more for work under way", "“A second colour.”")
    shown = text_of(mark.card("More money for work under way"))
    assert all(part in shown for part in ("USD 1,200.00", "USD 1,500.00", "USD 300.00"))
    await mark.presses("Approve the extra USD 300")
    await rita.sees("Mark Manager approved the extra money")
    gig = await stage.newest_gig(rita.person)
    assert (gig.approved.amount, gig.state, gig.extension) == (1500, GigState.ACTIVE, None)
    await mark.on_phone().sees_no_more("Approve the extra", "Reject")


async def test_a_no_to_more_money_leaves_what_was_approved(people, stage):
    gig = await at_work(stage, people)
    await people.rita.says(f"status {gig.number}")
    await asks_for_more(people.rita, "300", "A second colour.")
    await people.mark.presses("Reject the extra amount", reason_reject_gig="One colour will do.")

    await people.rita.sees("Mark Manager declined the extra money", "“One colour will do.”")
    after = await stage.newest_gig(people.rita.person)
    assert (after.approved, after.state, after.extension) == (gig.approved, GigState.ACTIVE, None)
    await people.rita.says(f"status {gig.number}")
    await people.rita.presses("Preview", more_amount="9000", reason_ask_more="Everything.")
    await people.rita.sees("has USD 2,800.00 left of USD 4,000.00")
    assert (await people.rita.finds("Preview", "More money"))[2]["reason_ask_more"] == "Everything."


async def test_a_request_for_more_money_is_withdrawn_until_somebody_has_decided(people, stage):
    rita, mark = people.rita, people.mark
    gig = await at_work(stage, people)
    await rita.says(f"status {gig.number}")
    await asks_for_more(rita, "300", "A second colour.")
    await mark.sees("asks you to approve USD 300.00 more for work under way")
    late = await mark.finds("Approve the extra USD 300")
    await rita.presses("Yes, withdraw the request", reason_withdraw_extension="Not needed.")

    after = await stage.newest_gig(rita.person)
    assert (after.approved, after.state, after.extension) == (gig.approved, GigState.ACTIVE, None)
    await mark.on_phone().sees_no_more("Approve the extra", "Reject")
    assert "withdrew the request" in str(await mark.presses_found(late))
    await sees_in_history(rita, gig.number, "withdrew the request for more money")
    await rita.says(f"status {gig.number}")
    await asks_for_more(rita, "200", "One more draft.")
    await mark.presses("Approve the extra USD 200")
    await rita.sees("Mark Manager approved the extra money")


async def asks_for_more(rita: Seat, amount: str, why: str) -> None:
    await rita.presses("Preview", more_amount=amount, reason_ask_more=why)
    await rita.presses("Ask for USD")


# questions, lists and budgets


async def test_an_unanswered_question_is_told_at_its_field_and_an_answer_may_stop_a_gig(people):
    await preview(people)
    await people.rita.sees("field needs your attention", "“Will they work for us alone?”")
    await people.rita.presses("Preview", answer_alone="perhaps")
    await people.rita.sees("field needs your attention")
    await people.rita.presses("Preview", answer_alone="yes")
    await people.rita.sees("Nobody works for us alone. Please choose somebody who has other clients.")
    await people.rita.presses("Preview", answer_alone="no")
    await people.rita.sees("Mark Manager is asked")


@pytest.mark.parametrize("old_client", [False, True])
async def test_a_list_is_confirmed_before_it_is_submitted(people, stage, old_client):
    rita = people.rita
    await preview(people, category="software", **ANSWERED)
    await rita.sees("Please confirm", "I have read the supplier terms.")
    await rita.presses("Submit for approval", old_client=old_client, confirm_terms="true")
    await rita.sees("Not everything is confirmed yet.", "Please confirm this, or change the brief.")
    assert (await stage.newest_gig(rita.person)).state is GigState.DRAFT
    _, _, held = await rita.finds("Submit for approval")
    assert (held["confirm_terms"], held["confirm_rights"]) == ("true", "false")
    await rita.presses("Submit for approval", old_client=old_client, confirm_rights="true")

    await people.mark.sees("Confirmed by the requester", "The contract passes all rights to us.")
    assert (await stage.newest_gig(rita.person)).state is GigState.IN_APPROVAL


async def test_a_budget_tells_when_half_is_spoken_for_and_stops_what_is_too_much(people, stage):
    rita, pat = people.rita, people.pat
    await ask(stage, people, **ANSWERED)
    assert "is committed" not in pat.seen() + rita.seen()
    await ask(stage, people, amount="900", **ANSWERED)
    for seat in (rita, pat):
        await seat.sees("50% of cost centre CC-", "USD 2,100.00 of USD 4,000.00.")

    await preview(people, amount="2000", **ANSWERED)
    await rita.sees("field needs your attention", "has USD 1,900.00 left of USD 4,000.00")
    _, _, held = await rita.finds("Preview")
    assert held["amount"] == "2000"
    await rita.presses("Preview", amount="1900")
    await rita.presses("Submit for approval")
    for seat in (rita, pat):
        await seat.sees("100% of cost centre CC-", "USD 4,000.00 of USD 4,000.00.")


async def test_what_a_no_gives_back_can_be_spent_again(people, stage):
    await ask(stage, people, amount="3000", **ANSWERED)
    await people.mark.presses("Reject this gig", reason_reject_gig="No.")
    await people.rita.sees("Rejected by Mark Manager")
    await ask(stage, people, amount="4000", **ANSWERED)

    await people.mark.sees("Approve USD 4,000")


async def test_a_preview_that_lost_its_money_meanwhile_is_told_so_at_the_submission(people, stage):
    await install_all(people)
    await preview(people, amount="3000", **ANSWERED)
    found = await people.rita.finds("Submit for approval")
    await ask(stage, people, amount="2000", **ANSWERED)
    await people.rita.presses_found(found)

    await people.rita.sees("has USD 2,000.00 left of USD 4,000.00, and this needs USD 3,000.00")
