"""The talent pool tells of others' gigs exactly what their summaries tell the reader, and finds people by the words of these."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from gigs.brief import Category, DataTier
from gigs.errors import OutOfOrder, TooLong
from gigs.summary import Audience, Sharing, Summary
from gigs.talent import Talent, Worked, words_in
from tests.support.builders import FAYE, MARK, RITA, a_person, usd
from tests.support.cases import every_case
from tests.support.one_by_one import one_by_one
from tests.support.talent import a_key, worked_with
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM, a_world
from use_cases.closing.share_summary import share_summary, withdraw_summary
from use_cases.permissions.authorize_summary import can_read
from use_cases.reading.purge import purge
from use_cases.reading.read_freelancer import read_freelancer
from use_cases.talent.find_talent import AT_ONCE, SHOWN, TalentWanted, find_talent, show_talent
from use_cases.talent.talent_page import TalentEntry

EVERYBODY = Sharing(audience=Audience.EVERYBODY)
MIA = a_person("Mia Marketing").model_copy(update={"department": "Marketing"})
STAN = a_person("Stan Stranger", tenant="fabrikam", roles=frozenset({"programme_lead"})).model_copy(
    update={"department": "Marketing"}
)
PEOPLE = (RITA, FAYE, PAT, MIA, SAM, STAN)


async def found_by(world, who, text="", **wanted):
    """Everybody who is found, page after page."""
    entries: list[TalentEntry] = []
    first = 0
    while True:
        page = await find_talent(world.context, who, TalentWanted(text=text, **wanted), first)
        entries += page.entries
        if not page.following:
            return entries
        first = page.following


async def test_a_closed_gig_brings_its_freelancer_into_the_pool_with_what_the_summary_says(world):
    await world.meets(RITA, MARK)
    chosen = await journey(world)
    (one,) = await found_by(world, PAT)
    paid = (await world.gig()).contract.released
    assert (one.talent.name, one.gigs, one.rating, one.hire_again) == (
        chosen.freelancer,
        1,
        Decimal("5.0"),
        1,
    )
    assert (one.price, one.known_by, one.is_mine) == (paid, (), False)
    assert (await found_by(world, RITA))[0].is_mine
    assert await found_by(world, SAM) == []
    await share_summary(world.context, RITA, 1, {"audience": "everybody", "is_named": "true"})
    (one,) = await found_by(world, SAM)
    assert one.known_by == (RITA.name,)
    await withdraw_summary(world.context, RITA, 1)
    assert await found_by(world, SAM) == await found_by(world, PAT) == []
    with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
        await show_talent(world.context, SAM, one.key)


async def a_pool(world):
    """Gigs of every kind with four freelancers: who did each, and its summary."""
    owner = RITA.model_copy(update={"department": "Marketing"})
    told = []
    for place, (audience, tier, division, withdrawn) in enumerate(
        product(Audience, DataTier, ("Marketing", ""), (False, True))
    ):
        sharing = Sharing(audience=audience, withdrawn=withdrawn, named=True)
        key = a_key(f"F{place % 4}")
        one = await worked_with(
            world.store, key, f"Amara {place % 4}", owner=owner, sharing=sharing, co_owners=(FAYE,),
            tier=tier, division=division, rating=1 + place % 5, cost=usd(100 + place), hire_again=place % 2 == 0,
            by=f"Owner{place}",
        )  # fmt: skip
        told.append((key, one))
    return told


async def check_nobody_learns_more(world, told):
    """Everybody looks in every way, and opens everybody. Fails where what they learn isn't what they may read."""
    with every_case() as case:
        for who in PEOPLE:
            may: dict[str, list[Summary]] = {}
            for key, one in told:
                if can_read(who, one):
                    may.setdefault(key.freelancer, []).append(one)
            for text, wanted in (
                ("", {}),
                ("amara", {}),
                ("powerpoint", {}),
                ("", {"domain": Category.PRESENTATION}),
                ("", {"marketplace": "sandbox"}),
                ("powerpoint amara", {"marketplace": "sandbox"}),
            ):
                with case(f"{who.name} looks for {text} {wanted}"):
                    entries = await found_by(world, who, text, **wanted)
                    assert {one.key.freelancer: one.gigs for one in entries} == {
                        name: len(ones) for name, ones in may.items()
                    }
                    for one in entries:
                        known = sorted(may[one.key.freelancer], key=lambda each: -each.gig)
                        assert one.price == known[0].cost
                        assert one.hire_again == sum(each.hire_again for each in known)
                        assert set(one.known_by) <= {each.by for each in known}
            with case(f"{who.name} opens"):
                for name in ("F0", "F1", "F2", "F3"):
                    if name in may:
                        await show_talent(world.context, who, a_key(name, tenant=who.key.tenant))
                    else:
                        with pytest.raises(OutOfOrder):
                            await show_talent(world.context, who, a_key(name, tenant=who.key.tenant))


async def test_nobody_finds_counts_or_opens_more_than_the_summaries_they_may_read(world):
    await check_nobody_learns_more(world, await a_pool(world))


class Lying:
    """A store in which one way to read summaries answers everybody as if they were a programme lead."""

    def __init__(self, store, way):
        self._store, self._way = store, way

    async def run(self, work, *arguments, **named):
        async def lied_to(tx):
            return await work(LyingTransaction(tx, self._way), *arguments, **named)

        return await self._store.run(lied_to)


class LyingTransaction:
    def __init__(self, tx, way):
        self._tx = tx
        self.summaries = LyingSummaries(tx.summaries, way)

    def __getattr__(self, name):
        return getattr(self._tx, name)


class LyingSummaries:
    def __init__(self, summaries, way):
        self._summaries, self._way = summaries, way

    def __getattr__(self, name):
        async def answered(reader, *more):
            if name == self._way:
                reader = reader.model_copy(update={"is_lead": True})
            return await getattr(self._summaries, name)(reader, *more)

        return answered


async def test_a_planted_leak_is_found(world):
    told = await a_pool(world)
    world.context = replace(world.context, store=Lying(world.store, "of_gigs"))
    with pytest.raises(pytest.fail.Exception):
        await check_nobody_learns_more(world, told)


async def test_a_list_that_holds_too_much_leaks_nothing_because_each_summary_is_read_for_its_reader(world):
    told = await a_pool(world)
    world.context = replace(world.context, store=Lying(world.store, "newest"))
    await check_nobody_learns_more(world, told)


async def test_a_skill_of_a_gig_that_may_not_be_known_finds_nobody(world):
    await worked_with(world.store, a_key(), "Amara", sharing=EVERYBODY, skills=("PowerPoint",))
    await worked_with(world.store, a_key(), "Amara", sharing=Sharing(), skills=("Photoshop",))
    assert await found_by(world, SAM, "photoshop") == []
    (one,) = await found_by(world, SAM, "powerpoint")
    assert one.skills == ("PowerPoint",)
    assert [each.gigs for each in await found_by(world, PAT, "photoshop")] == [2]


async def test_words_are_found_whatever_their_accents_case_and_plural(world):
    await worked_with(
        world.store, a_key("F1"), "Tomáš Dvořák", sharing=EVERYBODY, skills=("Data Analysis", "Websites")
    )
    await worked_with(world.store, a_key("F2"), "田中 太郎", sharing=EVERYBODY, skills=("翻訳",))
    with every_case() as case:
        for text, names in (
            ("tomas", ["F1"]),
            ("DVORAK  tomáš", ["F1"]),
            ("website", ["F1"]),
            ("田中太郎", []),
            ("田中", ["F2"]),
            ("翻訳 太郎", ["F2"]),
            ("tomas 翻訳", []),
            ("tom", []),
            ("sandbox", ["F2", "F1"]),
            ("domain:presentation", []),
            ("'; DROP TABLE talent; --", []),
            ("\u202e\x00", ["F2", "F1"]),
        ):
            with case(text):
                assert [one.key.freelancer for one in await found_by(world, SAM, text)] == names
    with pytest.raises(TooLong):
        await find_talent(world.context, SAM, TalentWanted(text="x" * 101))


def test_the_words_of_a_text_are_bounded():
    assert max(map(len, words_in("x" * 5000))) == 40


async def test_everybody_stands_on_one_page_only_however_often_they_worked_for_us(world):
    for turn in range(3):
        for place in range(SHOWN + 2):
            await worked_with(
                world.store, a_key(f"F{place}"), "Amara", sharing=EVERYBODY, month=f"2026-0{turn + 1}"
            )
    found = [one.key.freelancer for one in await found_by(world, SAM)]
    assert sorted(found) == sorted(set(found))
    assert len(found) == SHOWN + 2
    assert {one.gigs for one in await found_by(world, SAM, "amara")} == {3}


async def test_a_search_costs_as_many_statements_whatever_there_is(world):
    for place in range(40):
        await worked_with(world.store, a_key(f"F{place}"), "Amara", sharing=Sharing())
    before = world.store.counted.statements
    assert (await find_talent(world.context, SAM, TalentWanted(text="amara"))).entries == ()
    assert world.store.counted.statements - before == 3
    assert AT_ONCE >= 40


async def test_a_word_that_nothing_has_ends_the_search_at_once_whatever_the_others_are(world):
    async with one_by_one(world.store) as tx:
        for gig in range(1, 2 * AT_ONCE):
            worked = Worked(key=a_key(), gig=gig, proposal="P1", words=frozenset({"figma"}))
            await tx.talents.put(Talent(key=a_key()), worked)
    page = await find_talent(world.context, PAT, TalentWanted(text="figma zzz"))
    assert (page.entries, page.following) == ((), 0)


async def test_where_words_may_be_kept_for_a_day_only_the_reference_stays_until_somebody_looks(tmp_path):
    async with a_world(tmp_path) as world:
        world.sandbox.keeps_for = timedelta(hours=24)
        await world.meets(RITA, MARK)
        chosen = await journey(world)
        assert (await found_by(world, PAT, chosen.freelancer))[0].talent.name == chosen.freelancer
        await world.pass_time(25 * 3600, step=3600)
        await purge(world.context)
        (one,) = await found_by(world, PAT)
        assert (one.talent.name, one.talent.words_at, one.gigs) == ("", None, 1)
        assert await found_by(world, PAT, chosen.freelancer) == []
        with pytest.raises(OutOfOrder):
            await read_freelancer(world.context, SAM, one.key)
        await read_freelancer(world.context, PAT, one.key)
        await world.read()
        assert (await show_talent(world.context, PAT, one.key)).talent.name == chosen.freelancer
        assert (await found_by(world, PAT, chosen.freelancer))[0].gigs == 1
        async with one_by_one(world.store) as tx:
            proposals = await tx.proposals.of(RITA.key.tenant, 1)
        assert next(each for each in proposals if each.id == chosen.id).freelancer == chosen.freelancer


async def test_the_skills_that_were_looked_for_come_first_however_many_there_are(world):
    many = (
        "Figma",
        "Prototyping",
        "Usability testing",
        "Excel",
        "Power Query",
        "SQL",
        "HTML and CSS",
        "InDesign",
    )
    await worked_with(world.store, a_key(), "Amara", sharing=EVERYBODY, skills=(*many, "PowerPoint"))
    (one,) = await found_by(world, SAM, "powerpoint")
    assert one.skills == ("PowerPoint", *many[:-1])
    (one,) = await found_by(world, SAM)
    assert one.skills == many
