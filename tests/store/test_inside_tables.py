"""Skills that people named, and whom a gig with colleagues concerns, on both databases."""

from datetime import timedelta

from gigs.colleagues_first import accept, lower_hand, pick, raise_hand
from gigs.gig import GigState
from gigs.inside import Consent
from ports.inside_storage import Part
from tests.support.builders import MARK, NADIA, RITA, TENANT, a_draft, a_gig, a_hand, a_person
from tests.support.clock import NOON
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one

BOSS = a_person("Bea Boss")


async def numbers(tx, person, part):
    return [gig.number for gig in await tx.hands.gigs_of(person.key, part, 5)]


async def test_a_gig_is_found_by_whoever_it_concerns_and_by_nobody_once_it_does_not(store):
    async with one_by_one(store) as tx:
        draft = await tx.gigs.add(a_draft(number=0), "d")
        offered = a_gig(GigState.OFFERED_INSIDE, number=draft.number, version=draft.version)
        gig = await tx.gigs.save(draft, offered, saying("So."))
        asked = a_hand(NADIA, hours=12, consent=Consent.ASKED, asked=BOSS)
        gig = await tx.gigs.save(gig, raise_hand(gig, asked), saying("So."))
        assert await numbers(tx, NADIA, Part.HAND) == await numbers(tx, BOSS, Part.HOURS) == [gig.number]

        gig = await tx.gigs.save(gig, lower_hand(gig, NADIA.key, NOON), saying("So."))
        assert await numbers(tx, NADIA, Part.HAND) == await numbers(tx, BOSS, Part.HOURS) == []

        gig = await tx.gigs.save(gig, raise_hand(gig, a_hand(NADIA)), saying("So."))
        gig = await tx.gigs.save(gig, pick(gig, NADIA.key, NOON), saying("So."))
        assert await numbers(tx, NADIA, Part.WORK) == [gig.number]
        assert await numbers(tx, NADIA, Part.HAND) == []
        await tx.gigs.save(gig, accept(gig, NOON), saying("So."))
        assert await numbers(tx, NADIA, Part.WORK) == []


async def test_skills_are_found_in_any_spelling_and_only_in_their_tenant(store):
    other = a_person("Otto Other", tenant="fabrikam")
    async with one_by_one(store) as tx:
        await tx.skills.put(RITA.key, ["Video-Editing", "video editing", "German"], NOON)
        await tx.skills.put(MARK.key, ["ＶＩＤＥＯ　editing"], NOON + timedelta(hours=1))
        await tx.skills.put(other.key, ["Video editing"], NOON)
        assert await tx.skills.who_has(TENANT, "VIDEO EDITING", 5) == [MARK.key, RITA.key]
        assert await tx.skills.who_has(TENANT, "VIDEO EDITING", 1) == [MARK.key]
        assert await tx.skills.of(RITA.key) == ["German", "Video-Editing"]
        await tx.skills.put(RITA.key, ["German"], NOON)
        assert await tx.skills.who_has(TENANT, "video editing", 5) == [MARK.key]


async def test_skills_that_nobody_named_again_are_deleted_and_the_others_stay(store):
    async with one_by_one(store) as tx:
        await tx.skills.put(RITA.key, ["German"], NOON)
        await tx.skills.put(MARK.key, ["German"], NOON + timedelta(days=1))
        deleted = await tx.skills.delete_old(NOON + timedelta(hours=1), 10)
        assert len(deleted.keys) == 1
        assert await tx.skills.who_has(TENANT, "german", 5) == [MARK.key]
