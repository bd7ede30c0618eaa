"""What became of the work that release 0.1 had only begun, and which case of its fixture goes on how."""

import asyncio

from tests.scenarios.steps import Seats, sees_in_history
from tests.support.release_0_1 import Upgraded
from tests.upgrade.journeys import (
    Journey,
    accounts,
    advised,
    audited,
    budget_used,
    cancelled,
    changes_asked,
    channel,
    closed,
    delegate_chosen,
    delegated,
    draft,
    emergency,
    escalated,
    expired,
    extension,
    first_paid,
    first_step,
    handed_in,
    hires,
    in_the_closing,
    in_the_comparison,
    in_the_confirmation,
    in_the_form,
    in_the_preview,
    inbox,
    listing_left_open,
    moved_and_left_open,
    needs_a_person,
    number_of,
    offer_declined,
    offer_in_approval,
    opens,
    passed_on,
    posting_refused,
    rejected,
    reminded,
    reopened,
    replaced,
    reviewing,
    second_step,
    sees,
    sent_back,
    unreached,
)


async def sees_proposals(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "to compare\nShortlist")


async def work_is_sent_back(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "Not our colours.")


async def offer_goes_out(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "accepted", "please review it")


async def hears_of_changes(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "Mark Manager requested changes", "“Less.”")


async def hears_of_the_no(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "Rejected by Mark Manager", "“No.”")


async def hears_of_the_end(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "Everything is delivered and paid")


async def hears_of_more_money(there: Upgraded, people: Seats) -> None:
    await sees(people.mark, "asks you to approve USD 300.00 more for work under way")
    await people.mark.presses("Approve the extra USD 300")
    await sees(people.rita, "Mark Manager approved the extra money")


async def takes_the_offer_back(there: Upgraded, people: Seats) -> None:
    await opens(people.rita, number_of(there, "hiring"))
    await people.rita.presses("Yes, withdraw it", reason_withdraw_offer="No longer needed.")
    await sees(people.rita, "Review")


async def is_taken_back(there: Upgraded, people: Seats) -> None:
    await sees(people.rita, "taken back")


async def withdraws(there: Upgraded, people: Seats) -> None:
    await opens(people.rita, number_of(there, "listed"))
    await people.rita.presses("Yes, withdraw", reason_withdraw_gig="No longer needed.")
    await sees(people.rita, "Withdrawn")


async def hires_again(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("Review proposals")
    await hires(people)


async def work_is_accepted(there: Upgraded, people: Seats) -> None:
    await people.rita.presses("", of={"verb": "accept_deliverable"})
    await sees(people.rita, "Accepted,")


async def work_was_paid(there: Upgraded, people: Seats) -> None:
    """The press was the old release's, the payment is ours."""
    await sees(people.rita, "Accepted,", "released")


def reads(case: str, *texts: str) -> Journey:
    """Opens the gig, and reads there what came of it."""

    async def journey(there: Upgraded, people: Seats) -> None:
        await sees_in_history(people.rita, number_of(there, case), *texts)

    return journey


AT_THEIR_CARDS: dict[str, Journey] = {
    journey.__name__: journey
    for journey in (
        *(expired, escalated, reminded, draft, in_the_form, in_the_preview, first_step, second_step, advised),
        *(
            passed_on,
            changes_asked,
            rejected,
            delegated,
            delegate_chosen,
            replaced,
            unreached,
            inbox,
            reviewing,
        ),
        *(in_the_comparison, in_the_confirmation, offer_in_approval, offer_declined),
        *(handed_in, sent_back, first_paid, extension, emergency),
        *(in_the_closing, closed, cancelled, reopened, budget_used, channel, accounts, audited),
        *(posting_refused, listing_left_open, moved_and_left_open, needs_a_person),
    )
} | {
    "listed": withdraws,
    "posting_inflight": sees_proposals,
    "posting_promised": sees_proposals,
    "offer_promised": offer_goes_out,
    "release_promised": work_was_paid,
    "send_back_promised": work_is_sent_back,
    "fund_promised": work_is_accepted,
    "answer_pending": hears_of_changes,
    "no_pending": hears_of_the_no,
    "last_payment": hears_of_the_end,
    "extension_pending": hears_of_more_money,
    "hiring": takes_the_offer_back,
    "taking_back": is_taken_back,
    "message_promised": reads("message_promised", "asked a freelancer"),
    "verdicts_promised": reads("verdicts_promised", "shortlisted a proposal", "Too dear."),
    "closing_promised": reads("closing_promised", "Withdrawn", "closed the listing"),
    "rating_promised": reads("rating_promised", "published the rating"),
    "excess_turned_down": hires_again,
    "offer_refused": hires_again,
    "message_refused": hires_again,
    "extension_turned_down": work_is_accepted,
    "release_refused": work_is_accepted,
    "send_back_refused": work_is_accepted,
    "emergency_reviewed": reads(
        "emergency_reviewed", "reviewed it and has a concern", "It could have waited."
    ),
}
"""case of the fixture -> what its people do first, or read of what went on without them."""


async def all_at_once(there: Upgraded, journeys: dict[str, Journey], at_once: int = 4) -> dict[str, str]:
    """What went wrong, by case; nothing stops the others."""
    gate = asyncio.Semaphore(at_once)

    async def go(case: str, journey: Journey) -> None:
        async with gate:
            await journey(there, there.people(case))

    gone = [go(case, journey) for case, journey in journeys.items()]
    ended = await asyncio.gather(*gone, return_exceptions=True)
    return {
        case: f"{type(trouble).__name__}: {trouble}"[:1500]
        for case, trouble in zip(journeys, ended, strict=True)
        if trouble is not None
    }
