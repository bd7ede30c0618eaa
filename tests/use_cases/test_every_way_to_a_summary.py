"""People x tiers x audiences x every way there is: whoever may not read a summary never meets it; planted leaks are found."""

from dataclasses import replace

import pytest

from gigs.brief import DataTier
from gigs.summary import Audience, Sharing, summary_of
from gigs.talent import Talent, Worked, found_by
from tests.support.builders import FAYE, MARK, RITA, TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.support.playbook import small_playbook
from tests.support.talent import a_key
from tests.use_cases.company import employ
from tests.use_cases.taught import MIA as MIA_OF_NOBODY
from tests.use_cases.taught import STRANGER
from tests.use_cases.test_case_studies import published
from tests.use_cases.test_history_names import journey
from tests.use_cases.ways_to_a_summary import TEMPLATE, WAYS, is_exported, met_by
from tests.use_cases.world import PAT, SAM
from use_cases.closing.share_summary import share_summary

EVERYBODY = Sharing(audience=Audience.EVERYBODY, named=True, brief=True)
DIVISION = EVERYBODY.model_copy(update={"audience": Audience.DIVISION})
WITHDRAWN = Sharing(withdrawn=True)
MIA, FINN, LEA = (person.model_copy(update={"manager": MARK.key}) for person in (MIA_OF_NOBODY, FAYE, PAT))
"""Colleagues who can submit a gig of their own: of the requester's department, of another, and a lead."""
READERS = {
    "everybody": (EVERYBODY, DataTier.GENERAL, {MIA, SAM, FINN, LEA}),
    "withdrawn": (WITHDRAWN, DataTier.GENERAL, set()),
    "my division": (DIVISION, DataTier.GENERAL, {MIA, LEA}),
    "leads": (EVERYBODY.model_copy(update={"audience": Audience.LEADS}), DataTier.GENERAL, {LEA}),
    "confidential": (EVERYBODY, DataTier.CONFIDENTIAL, {LEA}),
    "highly confidential": (EVERYBODY, DataTier.HIGHLY_CONFIDENTIAL, {LEA}),
}
"""What was chosen -> who may read it, in words of their own rather than the product's."""


@pytest.fixture
async def closed(world):
    """Rita's gig, with a lesson, a freelancer of the pool, a template and a published case study."""
    for person in (MIA, FINN, LEA, STRANGER):
        employ(world, person)
    world.context = replace(world.context, playbook=small_playbook)
    await journey(world)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    await published(world)
    await chosen(world, EVERYBODY, DataTier.GENERAL)
    return world


async def chosen(world, sharing, tier):
    async with one_by_one(world.context.store) as tx:
        gig = await tx.gigs.get(TENANT, 1)
        one = summary_of(gig, sharing).model_copy(update={"tier": tier, "template": TEMPLATE})
        await tx.summaries.put(one)
        words = found_by("sandbox", one.domain, one.skills)
        key = a_key()
        talent = Talent(key=key, name="Amara Okafor", words_at=NOON)
        await tx.talents.put(talent, Worked(key=key, gig=1, proposal="L1-P1", words=words))


async def leaks(world):
    """(what was chosen, who, the ways) for everybody who meets it and may not, or may and misses a way."""
    found = []
    for name, (sharing, tier, readers) in READERS.items():
        await chosen(world, sharing, tier)
        met = {who: await met_by(world, who) for who in (MIA, SAM, FINN, LEA, STRANGER)}
        should = {who: set(WAYS) if who in readers else set() for who in met}
        found += [(name, who.name, ways) for who, ways in met.items() if ways != should[who]]
        if await is_exported(world) is not (name == "everybody"):
            found.append((name, "the export", {"export"}))
    return found


async def test_whoever_may_not_read_it_meets_it_in_no_way_and_whoever_may_in_all(closed):
    assert await leaks(closed) == []


class Leaky:
    """A store whose transactions are broken by `broken`."""

    def __init__(self, store, broken):
        self._store, self._broken = store, broken

    async def run(self, work, *arguments, **named):
        async def leaked(tx):
            return await work(Broken(tx, self._broken), *arguments, **named)

        return await self._store.run(leaked)


class Broken:
    """A transaction, or a repository of one, whose attributes are broken by `broken`."""

    def __init__(self, whole, broken):
        self._whole, self._broken = whole, broken

    def __getattr__(self, name):
        return self._broken(name, getattr(self._whole, name))


READ = {"summaries", "similarity", "case_studies"}


def across_divisions(name, there):
    """Takes every reader for one of the requester's department."""
    if name in READ:
        return Broken(there, _in_marketing)
    return there


def _in_marketing(_name, ask):
    async def answered(first, *more):
        is_reader = hasattr(first, "division") and hasattr(first, "is_lead")
        return await ask(first.model_copy(update={"division": "Marketing"}) if is_reader else first, *more)

    return answered


def withdrawn_is_shown(name, there):
    """Forgets to take away what is withdrawn."""
    return Broken(there, _keeps) if name == "summaries" else there


def _keeps(name, ask):
    async def answered(first, *more):
        if name == "put" and first.sharing.withdrawn:
            return None
        return await ask(first, *more)

    return answered


HELD_AGAIN = {"ask them", "copy their brief", "a freelancer", "a case study", "the page of a case study"}
"""Ways that ask again whether this person may, so that a store that errs doesn't leak through them."""


@pytest.mark.parametrize(
    ("planted", "chosen_now", "leaked"),
    [
        (across_divisions, "my division", set(WAYS) - HELD_AGAIN),
        (withdrawn_is_shown, "withdrawn", set(WAYS)),
    ],
    ids=["a leak across divisions", "a withdrawn summary still shown"],
)
async def test_a_planted_leak_is_found_in_every_way(closed, planted, chosen_now, leaked):
    closed.context = replace(closed.context, store=Leaky(closed.store, planted))
    found = {who: met for name, who, met in await leaks(closed) if name == chosen_now}
    assert found[SAM.name] == leaked
