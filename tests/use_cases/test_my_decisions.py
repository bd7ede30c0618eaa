"""An approver looks up what they decided, and nobody looks up what somebody else did."""

from cards.my_decisions import my_decisions_card
from gigs.approval import Decision, Purpose
from gigs.gig import GigState
from tests.support.builders import MARK, RITA, usd
from tests.support.card_text import text_of
from tests.support.histories import saying
from tests.use_cases.company import open_for_business, submit
from tests.use_cases.world import PAT
from use_cases.showing.my_decisions import SHOWN, my_decisions


async def mine(world, who=MARK, first=0):
    return await my_decisions(world.context, who, first)


async def test_each_answer_is_there_once_as_it_was_given_the_newest_first(world):
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    await world.decides(gig, Decision.CHANGES_ASKED, reason="Shorter, please.")
    world.clock.advance(60)
    again = await world.submitted(title="Another gig")
    await world.decides(again, Decision.APPROVED)
    newest, oldest = (await mine(world)).decided
    assert (newest.verdict, newest.title, newest.reason) == (Decision.APPROVED, again.title, "")
    assert (oldest.gig, oldest.verdict, oldest.reason) == (
        gig.number,
        Decision.CHANGES_ASKED,
        "Shorter, please.",
    )
    assert (oldest.amount, oldest.purpose) == (usd(1200), Purpose.POST)
    read = text_of(my_decisions_card(await mine(world), world.clock.now()))
    assert "“Shorter, please.”" in read
    assert "Changes requested" in read


async def test_a_title_stays_what_it_was_when_the_gig_is_changed_afterwards(world):
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    await world.decides(gig, Decision.CHANGES_ASKED, reason="Shorter, please.")
    held = await world.gig(gig.number)
    renamed = held.checked_brief.model_copy(update={"title": "Renamed"})

    async def rename(tx):
        return await tx.gigs.save(held, held.model_copy(update={"brief": renamed}), saying("renamed"))

    await world.store.run(rename)
    (one,) = (await mine(world)).decided
    assert one.title == gig.title != "Renamed"


async def test_nobody_sees_what_somebody_else_decided(world):
    await world.meets(RITA, MARK, PAT)
    await world.decides(await world.submitted(), Decision.APPROVED)
    elsewhere = MARK.model_copy(update={"key": MARK.key.model_copy(update={"tenant": "fabrikam"})})
    for other in (RITA, PAT, elsewhere):
        assert (await mine(world, other)).decided == ()


async def test_a_long_list_is_turned_page_by_page_and_opens_what_may_still_be_seen(world):
    open_for_business(world)
    await world.meets(RITA, MARK)
    asked = MARK
    for number in range(SHOWN + 2):
        gig = await submit(world, title=f"Gig number {number}")
        asked = gig.open_approvals[0].approver
        await world.decides(gig, Decision.REJECTED, who=asked, reason="No money.")
        world.clock.advance(1)
    assert (await world.gig(1)).state is GigState.REJECTED
    first = await mine(world, asked)
    second = await mine(world, asked, first.following)
    assert (len(first.decided), len(second.decided), second.following) == (SHOWN, 2, 0)
    assert first.opens == {one.gig for one in first.decided}
