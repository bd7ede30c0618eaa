"""Who may decide and withdraw, what strangers learn, and what forged, stale and parallel presses come to: nothing."""

import asyncio

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import all_proposals, approve, hire, sees_in_history, submit, within
from tests.support.activities import invoke, message
from tests.support.card_text import text_of
from tests.support.entra import SISTER_TENANT
from tests.support.people_file import STRANGER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_requester_can_never_approve_their_own_gig(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    for verb in ("approve_gig", "reject_gig", "ask_changes"):
        data = {
            "gig": gig.number,
            "revision": 1,
            f"reason_{verb}": "because",
            "from": people.mark.person.object_id,
        }
        await people.rita.forges(verb, data, (await people.mark.finds("Approve"))[0])

    await people.rita.sees("You can’t decide about your own gig")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL


@pytest.mark.parametrize("who", ["pat", "faye", "sam"])
async def test_nobody_but_the_approver_decides(people, stage, who):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    other = getattr(people, who)
    answer = await other.forges("approve_gig", {"gig": gig.number, "revision": 1}, "1")

    assert answer["statusCode"] == 200
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL
    if who != "pat":  # the programme lead may see gigs
        assert f"can’t find gig {gig.number}" in answer["value"]


async def test_somebody_elses_gig_looks_like_one_that_does_not_exist(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.sam.says(f"status {gig.number}")
    await people.sam.sees(f"I can’t find gig {gig.number}")
    await people.sam.says("status 999999")

    await people.sam.sees("I can’t find gig 999999")


async def test_a_rejected_gig_ends_with_its_reason(people, stage):
    await submit(people)
    await people.mark.presses("Reject", of={"verb": "reject_gig"}, reason_reject_gig="No money this year.")
    await people.rita.sees("Rejected by Mark Manager", "“No money this year.”")
    await people.mark.on_phone().sees_no_more("Approve", "Reject")

    assert (await stage.newest_gig(people.rita.person)).state is GigState.REJECTED


async def test_an_approver_reads_what_they_decided_and_opens_it_from_the_list(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.mark.presses("Reject", of={"verb": "reject_gig"}, reason_reject_gig="No money this year.")
    await people.mark.says("approvals")
    await people.mark.presses("What I decided", on="Nothing needs your approval")
    await people.mark.sees("What I decided", "Rejected", "“No money this year.”", f"Gig {gig.number} ·")
    await people.mark.presses(f"Open the approval of gig {gig.number}")
    await people.sam.installs()
    await people.sam.says("what i decided")
    await people.sam.sees("You haven’t decided anything yet")


async def test_approvals_lists_what_waits_and_only_that(people):
    await people.mark.says("approvals")
    await people.mark.sees("Nothing needs your approval")
    await submit(people)
    await people.mark.says("approvals")
    await people.mark.presses("Open the approval", on="1 gig needs your approval")
    await people.mark.presses("Approve")
    await people.rita.sees("Approved by Mark Manager")
    await people.mark.on_phone().sees_no_more(
        "Approve", "Reject"
    )  # in the list's place, and on the card before


async def test_of_many_presses_at_once_one_counts(people, stage):
    await submit(people)
    yes, no = await people.mark.finds("Approve"), await people.mark.finds("Reject")
    presses = [people.mark.presses_found(yes) for _ in range(4)]
    presses += [people.mark.presses_found(no, reason_reject_gig="No.") for _ in range(4)]
    answers = await asyncio.gather(*presses)

    gig = await stage.newest_gig(people.rita.person)
    decided = [one for one in gig.approvals if one.decision]
    assert len(decided) == 1
    assert all(decided[0].approver.name in text_of(answer["value"]) for answer in answers)


@pytest.mark.parametrize("state", ["draft", "in_approval", "changes_asked", "reviewing"])
async def test_a_gig_is_withdrawn_once_and_everywhere(people, stage, state):
    rita, mark = people.rita, people.mark
    await submit(people)
    gig = await stage.newest_gig(rita.person)
    if state == "draft":
        await rita.says("post a gig")
        await rita.presses("Save draft", title="Never mind")
        gig = await stage.newest_gig(rita.person)
    elif state == "changes_asked":
        await mark.presses("Send back for changes", reason_ask_changes="Why?")
    elif state == "reviewing":
        gig = await approve(stage, people)
    await rita.says(f"status {gig.number}")
    found = await rita.finds(f"Yes, withdraw gig {gig.number}")
    await asyncio.gather(*(rita.presses_found(found, reason_withdraw_gig="Done in house.") for _ in range(3)))

    await stage.waits_for(rita.person, GigState.CANCELLED)
    await rita.on_phone().sees("Withdrawn")
    if state != "draft":
        await mark.on_phone().sees("Withdrawn by Rita Requester", "“Done in house.”")
        await mark.on_phone().sees_no_more("Approve", "Reject")
    if state == "reviewing":
        await sees_in_history(rita, gig.number, "closed the listing")


async def test_a_button_of_an_earlier_release_asks_for_the_reason_it_did_not_have(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    card = (await people.rita.finds("Yes, withdraw"))[0]
    asked = await people.rita.forges("withdraw_gig", {"gig": gig.number, "revision": 1}, card)
    assert asked["statusCode"] == 200
    assert "Why? Approvers read this" in text_of(asked["value"])
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL

    await people.rita.presses("Yes, withdraw", reason_withdraw_gig="The trade fair is cancelled.")
    await people.mark.sees("withdrew this gig", "“The trade fair is cancelled.”")
    await sees_in_history(people.rita, gig.number, "withdrew the gig", "The trade fair is cancelled.")


async def test_nobody_else_gets_as_far_as_the_question_why_it_is_withdrawn(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.mark.forges("withdraw_gig", {"gig": gig.number, "revision": 1}, "1")
    await people.mark.sees("Only Rita Requester")
    assert "Why? Approvers read this" not in people.mark.seen()

    await people.sam.installs()
    answer = await people.sam.forges("withdraw_gig", {"gig": gig.number, "revision": 1}, "1")
    assert "can’t find gig" in str(answer["value"])


async def test_an_approval_that_comes_after_the_withdrawal_is_told_so(people, stage):
    await submit(people)
    late = await people.mark.finds("Approve")
    await people.rita.presses("Yes, withdraw", reason_withdraw_gig="No longer needed.")
    answer = await people.mark.presses_found(late)

    assert "Withdrawn by Rita Requester" in text_of(answer["value"])
    assert (await stage.newest_gig(people.rita.person)).state is GigState.CANCELLED


async def test_strangers_and_guests_learn_nothing(people, stage):
    nobody = stage.seat(STRANGER)
    for text in ("help", "my gigs", "status 1", "post a gig"):
        await nobody.says(text)
    answer = await nobody.forges("show_gig", {"gig": 1}, "1")
    assert {card["fallbackText"] for card in nobody.cards().values()} == {
        "I can’t find you in this organisation’s directory."
    }
    assert answer["statusCode"] == 200

    sent = message(stage.teams.url, "my gigs", people.sam.person)
    del sent["from"]["aadObjectId"]
    await people.sam.sends(sent)
    await people.sam.sees("I don’t know you yet")


async def test_another_tenant_is_turned_away(people, stage):
    sent = message(stage.teams.url, "my gigs", people.rita.person)
    sent["conversation"]["tenantId"] = sent["channelData"]["tenant"]["id"] = SISTER_TENANT
    await people.rita.sends(sent)

    assert people.rita.statuses == [403]
    assert people.rita.seen() == ""


VERBS = [
    *(
        "help",
        "my_gigs",
        "approvals",
        "post_gig",
        "preview_brief",
        "save_draft",
        "edit_brief",
        "resume_draft",
    ),
    *("submit_brief", "leave", "show_gig", "refresh_gig", "show_approval", "show_deliverable", "approve_gig"),
    *("ask_changes", "reject_gig", "withdraw_gig", "review_proposals", "shortlist", "unshortlist"),
    *("decline_proposal", "choose_proposal", "confirm_hire", "accept_deliverable", "send_back", "close_form"),
    *("close_gig", "look_again", "not_there", "follow_here", "follow_channel", "unfollow", "not_now"),
    *("no_such_verb", "__init__", "x" * 5000),
]
GARBAGE: list[dict] = [
    {},
    {"gig": -1},
    {"gig": 2**63 - 1, "revision": -(2**63), "proposal": 1e300},
    {"gig": "twelve", "proposal": ["x"], "milestone": {"a": 1}, "draft": None, "seen": True},
    {
        "gig": "1",
        "revision": "1",
        "proposal": "x" * 9000,
        "draft": "\x01\u202e",
        "operation": "\x01",
        "first": "²",
    },
    {"gig": 1.5, "first": -3, "title": {"nested": []}, "amount": 1e308, "reason": "\x01" * 50, "channel": 7},
    {"verb": 5, "gig": True, "rating": "²", "requester_score": "99999999999999999999"},
    {"first": "999", "gig": 1, "proposal": "L1-P1", "milestone": "C1-M1", "deliverable": "C1-M1-D1"},
]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[:20])
async def test_no_forged_press_breaks_anything_or_meets_silence(people, stage, verb):
    await submit(people) if verb == "submit_brief" else await people.sam.installs()
    number = (await stage.newest_gig(people.rita.person)).number if verb == "submit_brief" else 1
    for data in [*GARBAGE, {"gig": number, "revision": 1}]:
        for seat in (people.sam, people.mark):
            answer = await seat.forges(verb, data, "1700000000001")
            assert seat.statuses[-1] == 200, data
            assert answer["statusCode"] == 200
            assert answer["value"]
        before = len(people.sam.teams.said_in(people.sam.chat))
        await people.sam.sends(message(stage.teams.url, "", people.sam.person, value={**data, "verb": verb}))
        assert len(people.sam.teams.said_in(people.sam.chat)) > before
    assert set(people.sam.statuses) == {200}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        7,
        {"action": 5},
        {"action": {}},
        {"action": {"verb": None}},
        {"action": {"verb": ["x"], "data": 3}},
    ],
)
async def test_a_press_of_no_shape_at_all_gets_a_way_forward(people, stage, value):
    answer = await people.sam.sends(invoke(stage.teams.url, "adaptiveCard/action", value, people.sam.person))

    assert "Say “help”" in answer["value"]


@pytest.mark.parametrize(
    "name",
    [
        "task/fetch",
        "task/submit",
        "composeExtension/query",
        "application/search",
        "signin/tokenExchange",
        "",
        "x" * 300,
    ],
)
async def test_an_invoke_we_do_not_know_is_answered_all_the_same(people, stage, name):
    await people.sam.sends(invoke(stage.teams.url, name, {"any": "thing"}, people.sam.person))
    stage.teams.violations.clear()

    assert people.sam.statuses == [200]


async def test_one_card_of_a_chat_follows_the_gig_and_later_steps_only_say_who_has_the_ball(people, stage):
    await submit(people)
    await people.mark.presses("Send back for changes", reason_ask_changes="Shorter, please.")
    await people.rita.presses("Edit and resubmit", on="requested changes")
    await people.rita.presses("Preview", amount="1100")
    await people.rita.presses("Submit for approval")
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    await people.rita.presses("Review proposals", on="Shortlist, decline, or hire.")
    await hire(people.rita, chosen)
    await people.rita.sees(f"{chosen.freelancer} accepted")

    stepped = [card for card in people.rita.cards().values() if "○\u00a0Close" in text_of(card)]
    assert len(stepped) == 1
    await people.rita.presses("Show the gig", on="Waiting for")
    await people.rita.sees("In progress")
