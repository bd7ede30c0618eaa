"""What people do at the cards that release 0.1 left in their chats, and what follows from it."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.scenarios.steps import BRIEF, Seats, sees_in_history
from tests.support.people_file import mail_of
from tests.support.product import Seat, until
from tests.support.release_0_1 import Upgraded

Journey = Callable[[Upgraded, Seats], Awaitable[None]]

ANSWERED: dict[str, Any] = {"answer_alone": "no"}


async def sees(seat: Seat, *texts: str) -> None:
    """With more patience than people have elsewhere: everybody is at work at the same time here."""
    for patience in reversed(range(4)):
        try:
            return await seat.sees(*texts)
        except AssertionError:
            if not patience:
                raise
    raise AssertionError


async def opens(seat: Seat, number: int) -> None:
    """Asks for the gig's card, as it stands now."""
    await seat.says(f"status {number}")
    await sees(seat, f"Gig {number}")


def number_of(there: Upgraded, case: str) -> int:
    return max(there.gigs(case))


async def expired(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Edit and resubmit")
    await people.rita.presses("Preview", **ANSWERED)
    await people.rita.presses("Submit for approval")
    await sees(people.mark, "Rita Requester asks you to approve this gig")


async def escalated(there: Upgraded, people: Seats) -> None:
    await people.faye.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Faye Finance")


async def reminded(there: Upgraded, people: Seats) -> None:
    await people.mark.presses("Open the approval", on="waits for your answer")
    await people.mark.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Mark Manager")


async def draft(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Continue")
    _, _, held = await people.rita.finds("Preview")
    assert (held["title"], held["amount"]) == ("Half a thought", "12,3")


async def in_the_form(there: Upgraded, people: Seats) -> None:
    await people.rita.says("what now?")
    await sees(people.rita, "I didn’t get that")
    _, _, held = await people.rita.finds("Preview")
    assert (held["title"], held["amount"]) == (BRIEF["title"], "about 1200")
    await people.rita.presses("Preview", amount="1200", due=BRIEF["due"])
    await people.rita.presses("Submit for approval")
    await sees(people.mark, "Rita Requester asks you to approve this gig")


async def in_the_preview(there: Upgraded, people: Seats) -> None:
    await people.rita.says("what now?")
    await sees(people.rita, "I didn’t get that")
    await people.rita.presses("Submit for approval", confirm_terms="true")
    await sees(people.mark, "Step 1 of 3: Manager", "I have read the supplier terms.")


async def first_step(there: Upgraded, people: Seats) -> None:
    await people.sam.presses("Send the answer", advice_answer="It is the usual price.")
    await sees(people.mark, "answered your question", "It is the usual price.")
    await people.mark.presses("Approve USD 1,200")
    await sees(people.pat, "Step 2 of 3: Money", "Mark Manager approved")


async def second_step(there: Upgraded, people: Seats) -> None:
    await people.pat.presses("Approve USD 1,200")
    await sees(people.faye, "Step 3 of 3: Head")
    await people.faye.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Faye Finance")


async def advised(there: Upgraded, people: Seats) -> None:
    await people.mark.presses("Reject this gig", reason_reject_gig="Not this year.")
    await sees(people.rita, "Rejected by Mark Manager", "“Not this year.”")


async def passed_on(there: Upgraded, people: Seats) -> None:
    await people.faye.presses("Send back for changes", reason_ask_changes="Say more.")
    await sees(people.rita, "Faye Finance requested changes", "“Say more.”")
    await people.mark.on_phone().sees("Faye Finance")


async def changes_asked(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Edit and resubmit", on="“Less, please.”")
    await people.rita.presses("Preview", amount="1100")
    await people.rita.presses("Submit for approval")
    await sees(people.mark, "What changed since the last time", "USD 1,100.00")


async def rejected(there: Upgraded, people: Seats) -> None:
    await opens(people.rita, number_of(there, "rejected"))
    await sees(people.rita, "Rejected by Mark Manager", "No money.")


async def delegated(there: Upgraded, people: Seats) -> None:
    await people.sam.presses("Pass it on", pass_on_to=mail_of(people.faye.person))
    await people.faye.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Faye Finance")
    await people.mark.presses("I am back")
    await sees(people.mark, "Sam Colleague is no longer the delegate")


async def delegate_chosen(there: Upgraded, people: Seats) -> None:
    await people.mark.presses("Save", stand_in_delegate=mail_of(people.faye.person))
    await sees(people.mark, "Faye Finance is your delegate")
    await people.mark.presses("I am back")
    await sees(people.mark, "Faye Finance is no longer the delegate")


async def replaced(there: Upgraded, people: Seats) -> None:
    await people.faye.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Faye Finance")
    await people.pat.presses("Undo for later questions")
    await sees(people.pat, "Faye Finance is no longer the delegate")


async def unreached(there: Upgraded, people: Seats) -> None:
    await people.mark.installs()
    await sees(people.mark, "Rita Requester asks you to approve this gig")
    await people.mark.presses("Approve USD 1,200")
    await sees(people.rita, "Approved by Mark Manager")


async def inbox(there: Upgraded, people: Seats) -> None:
    found = await people.mark.finds("Approve what is ticked")
    ticked: dict[str, Any] = {name: "true" for name in found[2] if name.startswith("pick_")}
    assert len(ticked) == 2
    await people.mark.presses_found(found, **ticked)
    await sees(people.mark, "2 gigs approved", "Gig for 100", "Gig for 200")


async def reviewing(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "declined: Too little.")
    await people.rita.presses("Off the shortlist")
    await people.rita.presses("Shortlist")
    await hires(people)


async def hires(people: Seats) -> None:
    """The first one of the newest list, up to the confirmation."""
    await people.rita.presses("Hire for", of={"verb": "choose_proposal"})
    await sees(people.rita, "Back to the proposals")


async def in_the_comparison(there: Upgraded, people: Seats) -> None:
    await people.rita.says("this one")
    await sees(people.rita, "I didn’t get that")
    await hires(people)


async def in_the_confirmation(there: Upgraded, people: Seats) -> None:
    await people.rita.says("yes")
    await sees(people.rita, "Hiring ")


async def offer_in_approval(there: Upgraded, people: Seats) -> None:
    await people.mark.presses("Approve the extra")
    await sees(people.rita, "Mark Manager approved the difference")


async def offer_declined(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Review proposals", on="declined the offer")
    await hires(people)


async def handed_in(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("See what was handed in")
    await people.rita.presses("", of={"verb": "accept_deliverable"})
    await sees(people.rita, "Accepted,")


async def sent_back(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("", of={"verb": "accept_deliverable"})
    await sees(people.rita, "Accepted,")


async def first_paid(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Send it back", reason_send_back="Bigger, please.")
    await sees(people.rita, "Bigger, please.")


async def extension(there: Upgraded, people: Seats) -> None:
    await people.mark.presses("Approve the extra USD 300")
    await sees(people.rita, "Mark Manager approved the extra money")


async def emergency(there: Upgraded, people: Seats) -> None:
    await people.pat.presses("It was in order")
    await sees(people.rita, "Pat Lead reviewed the emergency", "It was in order.")


async def in_the_closing(there: Upgraded, people: Seats) -> None:
    _, _, held = await people.rita.finds("Close the gig")
    assert held["rating"] == "4"
    await people.rita.presses("Close the gig", hire_again="no", requester_score="6", lesson="Say the size.")
    await sees(people.rita, "Please choose who may read", "Say the size.")  # not asked on the former form
    await people.rita.presses("Close the gig", audience="division")
    await sees(people.rita, "Closed. Thank you!", "Say the size.")


async def closed(there: Upgraded, people: Seats) -> None:
    await sees_in_history(people.rita, number_of(there, "closed"), "closed the gig", "paid a milestone")


async def cancelled(there: Upgraded, people: Seats) -> None:
    await opens(people.rita, number_of(there, "cancelled"))
    await sees(people.rita, "Withdrawn")


async def reopened(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Preview", title="An emblem")
    await people.rita.presses("Submit for approval")
    await sees(people.mark, "An emblem")


async def budget_used(there: Upgraded, people: Seats) -> None:
    await people.rita.says("post a gig")
    await people.rita.presses("Use this marketplace", marketplace="sandbox")
    centre = there.kept["cases"]["budget_used"]["cast"]
    typed = BRIEF | {"cost_centre": f"CC-{centre}", "amount": "3000"} | ANSWERED
    await people.rita.presses("Preview", **typed)
    await sees(people.rita, "left of USD 4,000.00")
    await people.mark.presses("Reject this gig", reason_reject_gig="Too much.")
    await sees(people.rita, "Rejected by Mark Manager")


async def channel(there: Upgraded, people: Seats) -> None:
    case = there.kept["cases"]["channel"]
    rita = people.rita.in_channel(case["channel"], case["team"])
    heads = [
        chat for chat in there.stage.teams.messages if chat.startswith(f"{case['channel']};messageid=17")
    ]
    assert heads
    await people.rita.presses("Yes, withdraw")  # of a card that had no room for a reason: it is asked for now
    await sees(people.rita, "Why? Approvers read this")
    await people.rita.presses("Yes, withdraw", reason_withdraw_gig="No longer needed.")
    await until(
        lambda: any("Withdrawn" in str(card) for head in heads for card in there.stage.teams.cards_in(head)),
        lambda: "the channel's card does not follow its gig",
    )
    await rita.presses("Stop following")
    await sees(rita, "I no longer post gigs here")


async def accounts(there: Upgraded, people: Seats) -> None:
    await people.pat.says("marketplaces")
    await sees(people.pat, "We change accounts.", "Contoso GmbH")
    await people.pat.presses("Resume", of={"market": "upwork"})
    await sees(people.pat, "Resumed.")
    await people.pat.presses("Disconnect", of={"market": "upwork"})
    await sees(people.pat, "Disconnected. I’ve forgotten the account.")


async def audited(there: Upgraded, people: Seats) -> None:
    page = ""
    for _ in range(2):
        status, page = await there.stage.opens(there.kept["cases"]["audited"]["link"])
        assert status == 200
        assert "The history is proved." in page
    assert "opened" in page, page


async def posting_refused(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Edit and resubmit", on="Logos are not allowed")
    await people.rita.presses("Preview", title="An emblem")
    await people.rita.presses("Submit for approval")
    await sees(people.mark, "What changed since the last time")


async def listing_left_open(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Show the gig", on="The listing is still on Sandbox marketplace")
    await sees(people.rita, "Withdrawn", "did not close the listing")


async def moved_and_left_open(there: Upgraded, people: Seats) -> None:
    number = number_of(there, "moved_and_left_open")
    await opens(people.rita, number)
    await people.rita.presses("I have closed it")
    await people.rita.sees_no_more("I have closed it")


async def needs_a_person(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("It is not there, try again")
    await sees(people.rita, "proposals to compare")
