"""Calls of the store's repositories of summaries, of what they're found by, and of lessons."""

from collections.abc import AsyncIterator, Awaitable
from typing import Any

from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from ports.lessons import Curated
from ports.summary_storage import Reader, SummariesWanted
from similar.nearness import terms
from store.sql import SqlTransaction
from tests.support.builders import MARK, RITA, TENANT, a_gig
from tests.support.clock import NOON

Calls = AsyncIterator[tuple[str, Awaitable[Any]]]


async def calls_of_summaries(tx: SqlTransaction) -> Calls:
    """Each way of reading them, by somebody and by a lead."""
    summary = summary_of(a_gig(GigState.CLOSED), Sharing(audience=Audience.EVERYBODY))
    yield "summaries.put", tx.summaries.put(summary)
    for is_lead in (False, True):
        reader = Reader(person=RITA.key, division="Marketing", is_lead=is_lead)
        yield "summaries.of_gig", tx.summaries.of_gig(reader, summary.gig)
        yield "summaries.of_gigs", tx.summaries.of_gigs(reader, [summary.gig])
        for wanted in (
            SummariesWanted(),
            SummariesWanted(domain=summary.domain),
            SummariesWanted(division="Marketing"),
            SummariesWanted(template="presentation"),
        ):
            yield "summaries.newest", tx.summaries.newest(reader, wanted, 11)


async def calls_of_lessons(tx: SqlTransaction) -> Calls:
    """What is found by words, and what became of lessons."""
    words = terms("Slides for the offsite", "slides", "Ten slides")
    for reader in (
        Reader(person=MARK.key, division="division-2", is_lead=False),
        Reader(person=MARK.key, division="", is_lead=True),
    ):
        yield "similarity.likely", tx.similarity.likely(reader, words)
        yield "similarity.with_words", tx.similarity.with_words(reader, words.title, 11)
    summary = summary_of(a_gig(GigState.CLOSED), Sharing(withdrawn=True))
    yield "summaries.put", tx.summaries.put(summary)
    yield "summaries.put", tx.summaries.put(summary.model_copy(update={"gig": 2}))
    yield "similarity.index_missing", tx.similarity.index_missing(1)
    curated = Curated(tenant=TENANT, gig=2, do_again="Samples first", by=MARK.key, at=NOON)
    yield "lessons.put", tx.lessons.put(curated)
    yield "lessons.curated", tx.lessons.curated(TENANT, [2, 4])
    yield "lessons.show", tx.lessons.show(RITA.key, [2, 4], 6, NOON)
    yield "lessons.help", tx.lessons.help(RITA.key, 2, NOON)
    yield "lessons.helped", tx.lessons.helped(RITA.key, [2, 4])
    yield "lessons.worth", tx.lessons.worth(TENANT, [2, 4])
