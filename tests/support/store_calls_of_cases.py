"""The store's calls about case studies and champions, for `tests.support.store_calls`."""

from collections.abc import AsyncIterator, Awaitable
from typing import Any

from gigs.case_study import CaseStudy, propose, publish
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from ports.case_storage import CasesWanted
from ports.champions import Champion
from ports.summary_storage import Reader
from ports.tips import TipsState
from store.sql import SqlTransaction
from tests.support.builders import RITA, TENANT, a_gig
from tests.support.clock import NOON
from tests.support.filled import GIGS


async def case_studies(tx: SqlTransaction) -> AsyncIterator[tuple[str, Awaitable[Any]]]:
    """Each method once."""
    gig = a_gig(GigState.CLOSED).model_copy(update={"number": GIGS * 3})
    summary = summary_of(gig, Sharing(audience=Audience.EVERYBODY))
    await tx.summaries.put(summary)
    study = CaseStudy(tenant=TENANT, gig=gig.number, author=RITA.key, changed_at=NOON)
    yield "case_studies.add", tx.case_studies.add(study, summary)
    saved = study.model_copy(update={"version": 1})
    yield "case_studies.save", tx.case_studies.save(saved, publish(propose(saved, NOON), NOON))
    for is_lead in (False, True):
        reader = Reader(person=RITA.key, division="Marketing", is_lead=is_lead)
        yield "case_studies.of_gig", tx.case_studies.of_gig(reader, gig.number)
        for wanted in (CasesWanted(), CasesWanted(domain=summary.domain)):
            yield "case_studies.published", tx.case_studies.published(reader, wanted, 9)
        yield "case_studies.proposed", tx.case_studies.proposed(reader, 5)
        yield "case_studies.own", tx.case_studies.own(reader, 5)
    yield "tips.put", tx.tips.put(RITA.key, TipsState.OFF)
    yield "tips.wanted", tx.tips.wanted(RITA.key)
    yield "champions.put", tx.champions.put(Champion(person=RITA.key, name=RITA.name))
    yield "champions.get", tx.champions.get(RITA.key)
    yield "champions.shown", tx.champions.shown(TENANT, 9)
