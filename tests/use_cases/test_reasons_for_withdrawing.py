"""Whatever is withdrawn is withdrawn for a reason, which the approvers it concerns are told, and which stays on record."""

import pytest

from cards.approval import approval_card
from cards.gig import gig_card
from cards.notices import notice_card
from gigs.errors import GigError, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryKind
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.support.card_text import text_of
from tests.use_cases.company import BORIS, LENA, notices, open_for_business
from tests.use_cases.test_extension import BANDS, extends
from tests.use_cases.test_withdrawing_offers import offered
from use_cases.delivering.withdraw_extension import withdraw_extension
from use_cases.offering.withdraw_offer import withdraw_offer
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig

WHY = "A colleague does it after all."


async def entries(world, kind):
    said = await world.store.run(lambda tx: tx.histories.of(RITA.key.tenant, 1))
    return [one.entry.facts.reason for one in said if one.entry.kind is kind]


async def page(world, who):
    return await show_gig(world.context, who, 1)


async def told(world, who):
    """The notices of a withdrawal that this person got, as they are read."""
    found = notices(world, who, NoticeKind.WITHDRAWN)
    return [text_of(notice_card(one, await page(world, who))) for one in found]


async def test_an_approver_who_was_asked_reads_why_the_gig_was_withdrawn(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    await withdraw_gig(world.context, RITA, 1, reason=WHY)
    await withdraw_gig(world.context, RITA, 1, reason="Another press, another reason.")
    await world.work()
    (notice,) = await told(world, MARK)
    assert f"{RITA.name} withdrew this gig" in notice
    assert f"“{WHY}”" in notice
    assert f"“{WHY}”" in text_of(approval_card(await page(world, MARK)))
    assert WHY in text_of(gig_card(await page(world, RITA)))
    assert await entries(world, EntryKind.GIG_WITHDRAWN) == [WHY]


async def test_nothing_is_withdrawn_without_a_reason(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    with pytest.raises(OutOfOrder, match="short reason"):
        await withdraw_gig(world.context, RITA, 1, reason="")
    assert (await world.gig()).state is GigState.IN_APPROVAL


@pytest.mark.parametrize(
    ("reason", "told"), [("\u200b \n\u202e", "short reason"), ("Because. " * 9000, "too long: 1,000 at most")]
)
async def test_a_reason_that_nobody_could_read_withdraws_nothing(world, reason, told):
    await world.meets(RITA, MARK)
    await world.submitted()
    with pytest.raises(GigError, match=told):
        await withdraw_gig(world.context, RITA, 1, reason=reason)
    assert (await world.gig()).state is GigState.IN_APPROVAL


async def test_what_is_invisible_in_a_reason_is_kept_nowhere(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    gig = await withdraw_gig(world.context, RITA, 1, reason=f" \u202e{WHY}\u0000 ")
    await world.work()
    (notice,) = notices(world, MARK, NoticeKind.WITHDRAWN)
    assert gig.note == notice.facts.reason == WHY
    assert await entries(world, EntryKind.GIG_WITHDRAWN) == [WHY]


async def test_the_approver_of_more_money_reads_why_it_is_not_asked_for_any_more(world):
    open_for_business(world, BANDS)
    await world.meets(RITA, MARK, BORIS, LENA)
    await world.at_work()
    await extends(world)
    gig = await world.gig()
    revision, approver = gig.revision, gig.open_approvals[0].approver
    with pytest.raises(OutOfOrder, match="short reason"):
        await withdraw_extension(world.context, RITA, 1, revision=revision, reason="")
    await withdraw_extension(world.context, RITA, 1, revision=revision, reason=WHY)
    await world.work()
    (notice,) = await told(world, approver)
    assert "withdrew the request for USD 300.00 more" in notice
    assert f"“{WHY}”" in text_of(approval_card(await page(world, approver)))
    assert await entries(world, EntryKind.EXTENSION_WITHDRAWN) == [WHY]


async def test_the_reason_for_withdrawing_an_offer_stands_on_the_gig_and_in_its_history(world):
    await offered(world)
    with pytest.raises(OutOfOrder, match="short reason"):
        await withdraw_offer(world.context, RITA, 1, reason="")
    await withdraw_offer(world.context, RITA, 1, reason=WHY)
    await world.work()
    gig = await world.gig()
    assert (gig.note, gig.withdrawing_because) == (f"It was withdrawn: {WHY}", "")
    assert await entries(world, EntryKind.OFFER_WITHDRAWAL_REQUESTED) == [WHY]
    assert await told(world, MARK) == []  # the money for the gig stands as it was approved


async def test_a_gig_of_an_earlier_release_is_withdrawn_without_a_reason_and_reads_so(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    await withdraw_gig(world.context, RITA, 1, reason=WHY)
    gig = await world.gig()
    stored = gig.model_dump(mode="json")
    stored["note"] = ""
    del stored["withdrawing_because"]
    for one in stored["approvals"]:
        del one["ended_because"]
    old = (await page(world, MARK)).model_copy(update={"gig": Gig.model_validate(stored)})
    read = text_of(approval_card(old))
    assert f"Withdrawn by {RITA.name}" in read
    assert "“" not in read.split("There’s nothing left to decide.")[0].split("Withdrawn by")[1]
