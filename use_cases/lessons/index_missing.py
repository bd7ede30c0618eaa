"""(periodic) Summaries of an earlier release are indexed, so that they're found like all others."""

from use_cases.context import Context

PAGE = 100


async def index_missing(context: Context) -> int:
    """A page in each transaction, until none is left; how many."""
    indexed = page = await context.store.run(lambda tx: tx.similarity.index_missing(PAGE))
    while page == PAGE:
        page = await context.store.run(lambda tx: tx.similarity.index_missing(PAGE))
        indexed += page
    return indexed
