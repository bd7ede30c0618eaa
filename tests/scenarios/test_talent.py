"""In chat: somebody is found in the talent pool and invited again, and a do-not-hire mark stops a hire until it's lifted."""

import asyncio

import pytest

from gigs.people import PersonKey
from gigs.summary import Audience, Sharing
from marketplace.sandbox.cast import CAST
from tests.scenarios.steps import all_proposals, approve, hire, submit, within
from tests.support.builders import RITA, a_proposal
from tests.support.entra import TENANT
from tests.support.talent import a_key, worked_with

pytestmark = pytest.mark.asyncio(loop_scope="module")
WHY = "Handed in somebody else’s work."


async def knows(stage, people, who, sharing=None):
    """Rita has closed a gig with this proposal's freelancer."""
    someone = people.rita.person
    owner = RITA.model_copy(
        update={"key": PersonKey(tenant=TENANT, object_id=someone.object_id), "name": someone.name}
    )
    key = a_key(who.freelancer_id, tenant=TENANT)
    store = stage.product.context.store
    await worked_with(store, key, who.freelancer, owner=owner, sharing=sharing, skills=("Rebus drawing",))
    return key


def of_cast(one):
    """Somebody of the sandbox, who sent no proposal."""
    return a_proposal(freelancer_id=one.id, freelancer=one.name)


async def test_a_marked_freelancer_is_not_hired_until_the_mark_is_lifted(stage, people):
    await submit(people)
    await people.pat.installs()
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    key = await knows(stage, people, chosen)

    await people.pat.says(f"talent {chosen.freelancer}")
    await people.pat.sees("Talent pool", chosen.freelancer, "1 gig", "would hire again: 1 of 1")
    await people.pat.presses("Open this freelancer", of={"freelancer": key.freelancer})
    await people.pat.presses("Mark “do-not-hire”", reason_mark_freelancer=WHY)
    await people.pat.sees("Marked “do-not-hire”", WHY)

    await people.rita.presses("Review proposals")
    await people.rita.sees("Marked “do-not-hire”", WHY, "Please ask Pat")
    forged = {"gig": gig.number, "proposal": chosen.id, "revision": gig.revision}
    await people.rita.forges("choose_proposal", forged, "1")
    await people.rita.sees("is marked “do-not-hire”, so I can’t make an offer")

    await people.pat.presses("Lift the mark", reason_lift_mark="It was a misunderstanding.")
    await people.pat.sees("They can be hired again")
    await people.rita.says(f"status {gig.number}")
    await people.rita.presses("Review")
    await hire(people.rita, chosen)
    await people.rita.sees(f"{chosen.freelancer} accepted")


async def test_somebody_who_worked_here_is_found_by_a_skill_invited_and_answers(stage, people):
    await submit(people)
    gig = await approve(stage, people)
    there = {one.freelancer_id for one in await all_proposals(stage, people, gig)}
    who = next(one for one in CAST if one.id not in there)
    await knows(stage, people, of_cast(who))
    await people.rita.says("talent rebus")
    await people.rita.sees(who.name)
    await people.rita.presses("Open this freelancer", of={"freelancer": who.id})
    await people.rita.presses("Send the invitation", invite_gig=str(gig.number), invite_letter="Once more?")
    await people.rita.sees(f"The invitation to gig {gig.number} is on its way.")
    for _ in range(100):
        if who.id in {one.freelancer_id for one in await stage.proposals(gig)}:
            break
        await asyncio.sleep(0.1)
    await people.rita.says(f"status {gig.number}")
    await people.rita.presses("Review")
    await people.rita.sees(f"{who.name}\n★")


async def test_a_colleague_finds_nobody_of_what_is_not_shared_with_them(stage, people):
    await people.rita.installs()
    await people.sam.installs()
    who = CAST[0]
    key = await knows(stage, people, of_cast(who), Sharing())
    await people.sam.says("talent rebus")
    await people.sam.sees("Nobody fits.")
    for verb in (
        "show_freelancer",
        "read_freelancer",
        "mark_freelancer",
        "forget_freelancer",
        "ask_for_mark",
    ):
        await people.sam.forges(
            verb, {"market": key.marketplace, "freelancer": key.freelancer, "reason": "x"}, "1"
        )
    assert who.name not in people.sam.seen()
    await knows(stage, people, of_cast(who), Sharing(audience=Audience.EVERYBODY, named=True))
    await people.sam.says("talent rebus")
    await people.sam.sees(who.name, "1 gig")
    await people.sam.presses("Open this freelancer", of={"freelancer": who.id})
    await people.sam.presses("Ask the programme leads", reason_ask_for_mark="Was late.")
    await people.sam.sees("Asked")
