"""The way to a yes in several steps: asked in turn, changed, passed on, discussed, and forged by strangers."""

import asyncio

import pytest
import pytest_asyncio

from gigs.gig import GigState
from tests.scenarios.policies import ask, cards_about, centres, is_told, on_stage_under, preview, resubmit
from tests.scenarios.steps import sees_in_history
from tests.support.activities import press
from tests.support.card_text import text_of
from tests.support.entra import SISTER_TENANT
from tests.support.people_file import STRANGER, a_cast, mail_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASTS = 60
POLICY = """
bands:
  - {name: small, up_to: 1000 USD, steps: [{name: Manager, ask: manager}]}
  - name: usual
    steps:
      - {name: Manager, ask: manager, concerns: [outcome, deliverables]}
      - {name: Money, ask: owner of cost centre, concerns: [rate, cost_centre]}
      - {name: Head, ask: manager+1}
"""
WAY = [("Manager", "Mark Manager"), ("Money", "Pat Lead"), ("Head", "Faye Finance")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    policy = POLICY + centres([a_cast(number).pat for number in range(1, CASTS + 1)])
    async with on_stage_under(tmp_path_factory.mktemp("stage"), policy, casts=CASTS) as stage:
        yield stage


async def test_three_steps_are_asked_one_after_the_other(people, stage):
    rita, mark, pat, faye = people.rita, people.mark, people.pat, people.faye
    await preview(people)
    way = text_of(rita.card("Approval steps"))
    places = [way.index(f"{name}: {who}") for name, who in WAY]
    assert places == sorted(places)
    await rita.sees("“usual”", "Mark Manager is asked first")
    await rita.presses("Submit for approval")

    await mark.sees("Rita Requester asks you to approve this gig", "Step 1 of 3: Manager")
    await rita.sees("Waiting for Mark Manager", "then asks Pat Lead", "then asks Faye Finance")
    assert "asks you to approve" not in pat.seen() + faye.seen()

    await mark.presses("Approve USD 1,200")
    await rita.sees("Mark Manager approved it", "Step 1 of 3 is done. It’s with Pat Lead now.")
    await rita.sees("Waiting for Pat Lead")
    await pat.sees("Step 2 of 3: Money", "Mark Manager approved", "Why these steps")
    await mark.on_phone().sees("You approved it.", "waiting for Pat Lead")
    await mark.on_phone().sees_no_more("Approve", "Reject", "Pass on")
    assert "asks you to approve" not in faye.seen()

    await pat.presses("Approve USD 1,200")
    await rita.sees("Pat Lead approved it", "Step 2 of 3 is done. It’s with Faye Finance now.")
    await faye.sees("Step 3 of 3: Head", "Mark Manager approved", "Pat Lead approved")
    await faye.presses("Approve USD 1,200")

    await rita.sees("Approved by Faye Finance")
    for seat in (mark, pat, faye):
        await seat.on_phone().sees("Approved by Mark Manager, Pat Lead and Faye Finance")
        await seat.on_phone().sees_no_more("Approve", "Reject", "Pass on", "Ask a colleague")
    gig = await stage.waits_for(rita.person, GigState.REVIEWING)
    assert gig.approved.amount == 1200


async def test_a_yes_that_a_change_does_not_concern_is_held_and_not_asked_again(people, stage):
    rita, mark, pat = people.rita, people.mark, people.pat
    await ask(stage, people)
    await mark.presses("Approve")
    await pat.presses("Send back for changes", reason_ask_changes="Less, please.")
    await rita.sees("Pat Lead requested changes", "“Less, please.”")
    await mark.on_phone().sees("Changes requested by Pat Lead")
    questions = cards_about(mark, "approve_gig")

    await rita.presses("Edit and resubmit", on="Less, please.")
    await rita.presses("Preview", amount="1100")
    await rita.sees("What you changed", "Mark Manager approved earlier, and it still counts")
    await rita.sees("Pat Lead is asked first")
    await rita.presses("Submit for approval")

    await pat.sees("What changed since the last time", "USD 1,200.00", "USD 1,100.00")
    await pat.sees("Mark Manager approved earlier, and it still counts")
    await pat.presses("Approve USD 1,100")
    await people.faye.presses("Approve USD 1,100")
    await rita.sees("Approved by Faye Finance")
    assert cards_about(mark, "approve_gig") == questions == 0
    assert mark.seen().count("asks you to approve") == 0
    assert (await stage.waits_for(rita.person, GigState.REVIEWING)).approved.amount == 1100


async def test_a_change_that_concerns_an_earlier_yes_asks_again(people, stage):
    await ask(stage, people)
    await people.mark.presses("Approve")
    await people.pat.presses("Send back for changes", reason_ask_changes="Say more.")
    await resubmit(people, "Say more.", outcome="A logo, and a manual for it.")

    await people.mark.sees("What changed since the last time", "A logo, and a manual for it.")
    await people.mark.presses("Approve")
    await people.rita.sees("Step 1 of 3 is done")


async def test_a_question_is_passed_on_by_address_and_the_new_approver_decides(people, stage):
    mark, faye = people.mark, people.faye
    await ask(stage, people, amount="900")
    for whom, told in {
        "nobody@example.test": "I can’t find “nobody@example.test” among your colleagues",
        mail_of(people.rita.person): "Rita Requester asked for this gig and can’t decide about it",
        mail_of(mark.person): "has already been asked in this step",
        "   ": "Please say who, by their name or e-mail address.",
    }.items():
        await is_told(mark, told, "Pass it on", pass_on_to=whom)
    assert "Approve USD 900.00" in mark.titles()

    await mark.presses("Pass it on", pass_on_to=f" {mail_of(faye.person).upper()} ")
    await mark.sees("The request was passed on to Faye Finance.", "Waiting for Faye Finance")
    await mark.on_phone().sees("Faye Finance has been asked in your place")
    await mark.on_phone().sees_no_more("Approve", "Reject")
    await faye.sees("You’re deciding in place of Mark Manager")
    await people.rita.sees("Waiting for Faye Finance")
    await faye.presses("Approve USD 900")
    await people.rita.sees("Approved by Faye Finance")
    await mark.on_phone().sees("Approved by Faye Finance")


async def test_a_lead_passes_on_what_somebody_else_holds(people, stage):
    gig = await ask(stage, people, amount="900")
    await people.pat.says(f"status {gig.number}")
    await people.pat.presses("Open the approval")
    await people.pat.sees("If they can’t answer, pass it on")
    told = "I can’t find “nobody@example.test”"
    await is_told(people.pat, told, "Ask them in place of Mark Manager", pass_on_to="nobody@example.test")
    await people.pat.presses("Ask them in place of Mark Manager", pass_on_to=mail_of(people.sam.person))

    await people.pat.sees("Waiting for Sam Colleague")
    await people.mark.on_phone().sees("Sam Colleague has been asked in your place")
    await people.sam.presses("Approve USD 900")
    await people.rita.sees("Approved by Sam Colleague")
    await people.pat.on_phone().sees("Approved by Sam Colleague")


async def test_nobody_else_passes_a_question_on(people, stage):
    await ask(stage, people, amount="900")
    card, pressed, _ = await people.mark.finds("Pass it on")
    holder = {"holder": people.mark.person.object_id}
    for seat in (people.rita, people.sam, people.faye):
        for data in (pressed["data"], pressed["data"] | holder):
            await seat.forges("pass_on", data | {"pass_on_to": mail_of(people.sam.person)}, card)

    gig = await stage.newest_gig(people.rita.person)
    assert [one.approver.name for one in gig.open_approvals] == ["Mark Manager"]


async def test_a_colleague_is_asked_answers_and_cannot_decide(people, stage):
    mark, sam = people.mark, people.sam
    gig = await ask(stage, people, amount="900")
    for whom, question, told in (
        (mail_of(sam.person), "  ", "Please write what you want to know."),
        (mail_of(people.rita.person), "Hm?", "Rita Requester can’t be asked about this gig"),
        ("nobody@example.test", "Hm?", "I can’t find “nobody@example.test”"),
    ):
        await is_told(mark, told, "Ask for advice", adviser=whom, advice_question=question)
    await mark.presses("Ask for advice", adviser=mail_of(sam.person), advice_question="Is 900 fair?")
    await mark.sees("Sam Colleague", "Is 900 fair?", "No answer yet")

    await sam.sees("Mark Manager asks for your opinion", "“Is 900 fair?”", "This is advice only")
    assert not {title for title in sam.titles() if title.startswith(("Approve", "Reject", "Pass on"))}
    await sam.forges("approve_gig", {"gig": gig.number, "revision": 1, "step": 1}, "1")
    await sam.sees(f"Gig {gig.number} doesn’t need an answer from you.")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL

    await is_told(sam, "Please write your answer.", "Send the answer", advice_answer="\u200b ")
    await sam.presses("Send the answer", advice_answer="It is the usual price.")
    await mark.sees("Sam Colleague answered your question", "“It is the usual price.”")
    await sam.on_phone().sees_no_more("Send the answer")
    await sees_in_history(people.rita, gig.number, "asked for advice", "gave advice")
    await mark.presses("Approve USD 900")
    await people.rita.sees("Approved by Mark Manager")
    assert "Is 900 fair?" not in people.rita.seen()
    assert "usual price" not in people.rita.seen()


async def test_what_is_not_theirs_to_press_does_nothing(people, stage):
    await ask(stage, people, amount="900")
    card, _, _ = await people.mark.finds("Approve")
    before = await stage.newest_gig(people.rita.person)
    known = {"gig": before.number, "revision": 1, "step": 1}
    mail = mail_of(people.sam.person)
    typed = {"adviser": mail, "advice_question": "?", "advice_answer": "!", "reason_review_concern": "!"}
    for seat in (people.rita, people.faye, people.sam):
        for verb in ("ask_advice", "give_advice", "review_fine", "review_concern", "approve_gig"):
            answer = await seat.forges(verb, known | typed, card)
            assert answer["statusCode"] == 200
            assert "Only Rita" not in seat.seen() + str(answer)
        await seat.forges("approve_together", {f"pick_{before.number}_1_1": "true"}, card)

    assert await stage.newest_gig(people.rita.person) == before


FORGED = [
    {"step": 2},
    {"step": -1},
    {"step": "²"},
    {"step": "999999999999"},
    {"revision": 0},
    {"revision": 2},
    {"revision": 2**63},
    {"step": 1, "revision": "one"},
]


async def test_a_forged_step_or_revision_gives_no_yes(people, stage):
    await ask(stage, people)
    card, pressed, _ = await people.mark.finds("Approve")
    before = await stage.newest_gig(people.rita.person)
    for forged in FORGED:
        for seat in (people.mark, people.pat, people.faye):
            answer = await seat.forges("approve_gig", pressed["data"] | forged, card)
            assert answer["statusCode"] == 200, forged
            assert answer["value"], forged
        assert await stage.newest_gig(people.rita.person) == before, forged
    await people.mark.presses("Approve USD 1,200")
    await people.rita.sees("Step 1 of 3 is done")


async def test_an_old_yes_does_not_count_for_the_new_brief(people, stage):
    await ask(stage, people)
    early = await people.mark.finds("Approve")
    await people.mark.presses("Send back for changes", reason_ask_changes="Say more.")
    await resubmit(people, "Say more.", amount="5000")
    await people.mark.sees("What changed since the last time")
    answer = await people.mark.presses_found(early)

    assert "Approve USD 5,000.00" in people.mark.titles()
    assert answer["statusCode"] == 200
    assert not [one for one in (await stage.newest_gig(people.rita.person)).approvals[1:] if one.decision]


HUGE = "x\u202e**y**<at>Mark</at>\n" * 4000
FITS = HUGE[:300]


async def test_huge_texts_are_refused_whole_and_hostile_ones_shown_as_they_are(people, stage):
    mark, sam = people.mark, people.sam
    await ask(stage, people, amount="900")
    for refused in (
        await mark.presses("Pass it on", pass_on_to=HUGE),
        await mark.presses("Ask for advice", adviser=HUGE, advice_question=FITS),
        await mark.presses("Ask for advice", adviser=mail_of(sam.person), advice_question=HUGE),
        await mark.presses("Send back for changes", reason_ask_changes=HUGE),
    ):
        assert "at most; yours has" in str(refused)
    await mark.presses("Ask for advice", adviser=mail_of(sam.person), advice_question=FITS)
    assert "at most; yours has" in str(await sam.presses("Send the answer", advice_answer=HUGE))
    await sam.presses("Send the answer", advice_answer=FITS)
    await mark.sees("Sam Colleague answered your question")
    await mark.presses("Send back for changes", reason_ask_changes=FITS)
    await people.rita.sees("Mark Manager requested changes")
    await resubmit(people, "requested changes", outcome=HUGE[:1500])
    await mark.presses("Approve USD 900", on="What changed since")

    await people.rita.sees("Approved by Mark Manager")


async def test_people_of_another_tenant_are_nobody_here(people, stage):
    await ask(stage, people, amount="900")
    card, pressed, _ = await people.mark.finds("Approve")
    sent = press(stage.teams.url, "approve_gig", pressed["data"], people.mark.person, replyToId=card)
    sent["conversation"]["tenantId"] = sent["channelData"]["tenant"]["id"] = SISTER_TENANT
    await people.mark.sends(sent)
    assert people.mark.statuses[-1] == 403

    for whom in (
        STRANGER.object_id,
        "nobody@sister.example",
        f"{people.mark.person.object_id}@{SISTER_TENANT}",
    ):
        await people.mark.presses("Pass it on", pass_on_to=whom)
        await people.mark.presses("Ask for advice", adviser=whom, advice_question="?")
    stranger = stage.seat(STRANGER)
    await stranger.forges("approve_gig", pressed["data"], card)
    gig = await stage.newest_gig(people.rita.person)
    assert [one.approver.name for one in gig.open_approvals] == ["Mark Manager"]
    assert gig.advice == ()


async def test_an_old_client_does_it_all_too(people, stage):
    mark, faye, sam = people.mark, people.faye, people.sam
    await ask(stage, people, amount="900")
    await mark.presses(
        "Ask for advice", old_client=True, adviser=mail_of(sam.person), advice_question="Is 900 fair?"
    )
    await sam.presses("Send the answer", old_client=True, advice_answer="Yes.")
    await mark.sees("Sam Colleague answered your question")
    await mark.presses("Pass it on", old_client=True, pass_on_to="nobody@example.test")
    await mark.sees("I can’t find “nobody@example.test”")
    await mark.presses("Pass it on", old_client=True, pass_on_to=mail_of(faye.person))
    await mark.sees_no_more("Approve", "Reject")
    await faye.presses("Send back for changes", old_client=True)
    await faye.sees("Please give a reason")
    await faye.presses("Approve USD 900", old_client=True)

    await people.rita.sees("Approved by Faye Finance")
    await mark.sees("Approved by Faye Finance")


async def test_of_a_yes_a_no_and_a_handing_over_at_once_one_counts(people, stage):
    await ask(stage, people, amount="900")
    yes, no = await people.mark.finds("Approve"), await people.mark.finds("Reject this gig")
    hand = await people.mark.finds("Pass it on")
    await asyncio.gather(
        people.mark.presses_found(yes),
        people.mark.presses_found(no, reason_reject_gig="No."),
        people.mark.presses_found(hand, pass_on_to=mail_of(people.faye.person)),
    )
    gig = await stage.newest_gig(people.rita.person)
    decided = [one for one in gig.approvals if one.decision]
    assert len(decided) + len(gig.open_approvals) == 1
