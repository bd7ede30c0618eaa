"""What a requester tells a colleague of a closed gig: what they ticked, never a freelancer, nothing of what isn't general."""

import json

import pytest

from cards.kit.elements import wire
from cards.tell_colleague import card_to_forward, text_to_copy
from gigs.brief import DataTier
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize_summary import reader
from use_cases.publishing.tell_colleague import Told, tell_colleague

EVERYTHING = {one.value: "true" for one in Told}


def drawn(about):
    return json.dumps([wire(card_to_forward(about)), wire(text_to_copy(about))], ensure_ascii=False)


async def test_only_what_is_ticked_is_told(world):
    await journey(world)
    gig = await world.gig()
    nothing = await tell_colleague(world.context, RITA, 1, {"tell_cost": "false", "tell_everything": "true"})
    assert nothing.chosen == ()
    assert gig.title not in drawn(nothing)
    some = await tell_colleague(world.context, RITA, 1, {"tell_title": "true", "tell_lesson": "true"})
    assert some.chosen == (Told.TITLE, Told.LESSON)
    assert gig.title in drawn(some)
    assert "Ask early." in drawn(some)
    assert str(gig.contract.released) not in drawn(some)
    everything = drawn(await tell_colleague(world.context, RITA, 1, EVERYTHING))
    assert str(gig.contract.released) in everything
    assert gig.contract.freelancer not in everything


async def test_the_card_has_no_buttons_so_that_it_works_wherever_it_is_forwarded(world):
    await journey(world)
    card = wire(card_to_forward(await tell_colleague(world.context, RITA, 1, EVERYTHING)))
    assert "actions" not in card
    assert "post a gig" in json.dumps(card)


async def test_of_a_gig_whose_data_is_not_general_nothing_is_told(world):
    await journey(world)
    async with one_by_one(world.store) as tx:
        summary = await tx.summaries.of_gig(reader(RITA), 1)
        await tx.summaries.put(summary.model_copy(update={"tier": DataTier.CONFIDENTIAL}))
    about = await tell_colleague(world.context, RITA, 1, EVERYTHING)
    assert (about.choices, about.chosen) == ((), ())
    assert summary.title not in drawn(about)


async def test_only_its_owner_tells_and_only_once_it_is_closed(world):
    await world.reviewing()
    with pytest.raises(OutOfOrder, match="isn’t closed yet"):
        await tell_colleague(world.context, RITA, 1, EVERYTHING)


async def test_nobody_else_tells(world):
    await journey(world)
    for person, refusal in ((PAT, NotAllowed), (MARK, NotAllowed), (SAM, GigNotFound)):
        with pytest.raises(refusal):
            await tell_colleague(world.context, person, 1, EVERYTHING)
