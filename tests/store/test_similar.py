"""The index of words: whoever may not read a summary doesn't find it, and what is found is the same on both databases."""

from sqlalchemy import text

from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from similar.nearness import terms
from similar.words import terms_of
from tests.store.test_summaries import COLLEAGUE, LEAD, MARKETING, PEOPLE, kept
from tests.support.builders import a_gig
from tests.support.cases import every_case
from tests.support.one_by_one import one_by_one
from use_cases.permissions.authorize_summary import can_read, reader


def a_summary(gig, title, **more):
    sharing = more.pop("sharing", Sharing(audience=Audience.EVERYBODY))
    closed = a_gig(GigState.CLOSED, requester=MARKETING)
    return summary_of(closed, sharing).model_copy(update={"gig": gig, "title": title, **more})


async def put(store, *summaries):
    async with one_by_one(store) as tx:
        for one in summaries:
            await tx.summaries.put(one)


async def found(store, person, title, limit=200):
    async with one_by_one(store) as tx:
        return [one.gig for one in await tx.similarity.likely(reader(person), terms(title), limit)]


async def test_nobody_finds_what_they_may_not_read(store):
    summaries = await kept(store)
    title, lesson = summaries[0].title, summaries[0].do_again
    with every_case() as case:
        for person in PEOPLE:
            allowed = {one.gig for one in summaries if can_read(person, one) and not one.sharing.withdrawn}
            with case(person.name):
                assert set(await found(store, person, title)) == allowed
                async with one_by_one(store) as tx:
                    told = await tx.similarity.with_words(reader(person), terms_of(lesson), 200)
                assert set(told) == allowed


async def test_what_shares_most_comes_first_and_of_as_many_the_newest(store):
    await put(
        store,
        a_summary(1, "Sales deck for the trade fair"),
        a_summary(2, "Sales training"),
        a_summary(3, "Deck for the board"),
        a_summary(4, "Sales deck for the trade fair"),
        a_summary(5, "Something else"),
    )
    assert await found(store, COLLEAGUE, "Deck for our sales team at the trade fair") == [4, 1, 3, 2]
    assert await found(store, COLLEAGUE, "Deck for our sales team at the trade fair", 2) == [4, 1]
    assert await found(store, COLLEAGUE, "") == []


async def test_of_a_word_that_many_have_the_newest_are_looked_at(store):
    await put(store, *(a_summary(number, "Deck") for number in range(1, 161)))
    looked_at = await found(store, COLLEAGUE, "Deck")
    assert looked_at == list(range(160, 10, -1))


async def test_withdrawing_or_narrowing_it_takes_effect_at_once(store):
    await put(store, a_summary(1, "Sales deck"))
    assert await found(store, COLLEAGUE, "Sales deck") == [1]
    await put(store, a_summary(1, "Sales deck", sharing=Sharing(audience=Audience.LEADS)))
    assert await found(store, COLLEAGUE, "Sales deck") == []
    assert await found(store, LEAD, "Sales deck") == [1]
    await put(store, a_summary(1, "Sales deck", sharing=Sharing(withdrawn=True)))
    assert await found(store, LEAD, "Sales deck") == []
    await put(
        store, a_summary(1, "Sales deck", sharing=Sharing(audience=Audience.DIVISION), division="Marketing")
    )
    assert await found(store, COLLEAGUE, "Sales deck") == [1]


async def test_a_lesson_is_found_by_its_own_words(store):
    lessons = {"do_again": "Send the brand guide first", "do_differently": ""}
    await put(
        store, a_summary(1, "Sales deck", **lessons), a_summary(2, "Logo", do_again="", do_differently="")
    )
    async with one_by_one(store) as tx:
        assert await tx.similarity.with_words(reader(COLLEAGUE), terms_of("brand guide"), 9) == [1]
        assert await tx.similarity.with_words(reader(COLLEAGUE), terms_of("logos"), 9) == [2]
    assert await found(store, COLLEAGUE, "brand guide") == []


async def test_the_longest_words_of_a_stranger_are_kept(store):
    await put(store, a_summary(1, "x" * 5000 + " " + "ア" * 3000, division="d" * 9000))
    assert await found(store, COLLEAGUE, "x" * 5000) == [1]


async def test_summaries_of_an_earlier_release_are_indexed_after_the_start(store):
    await put(store, a_summary(1, "Sales deck"), a_summary(2, "Sales deck for the board"))

    async def as_before(tx):
        for statement in (
            "DELETE FROM summary_mark",
            "DELETE FROM summary_words",
            "INSERT INTO summary_to_index (tenant, gig) SELECT tenant, gig FROM summary",
        ):
            await tx.connection.execute(text(statement))

    async def a_page(tx):
        return await tx.similarity.index_missing(1)

    await store.run(as_before)
    assert await found(store, COLLEAGUE, "Sales deck") == []
    assert [await store.run(a_page) for _ in range(3)] == [1, 1, 0]
    assert set(await found(store, COLLEAGUE, "Sales deck")) == {1, 2}
