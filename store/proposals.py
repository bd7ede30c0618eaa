"""Freelancers' proposals, by gig."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.proposal import Proposal
from store import rows, translate
from store.connection import Connection

_proposal = rows.proposal
_OF = (
    select(_proposal.c.document)
    .where(_proposal.c.tenant == bindparam("tenant"), _proposal.c.gig == bindparam("number"))
    .order_by(_proposal.c.received_at, _proposal.c.id)
)
_INSERT = upsert(_proposal)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "gig", "id"], set_={"document": _INSERT.excluded.document}
)


class SqlProposals:
    """`ports.storage.Proposals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, tenant: str, number: int) -> Sequence[Proposal]:
        """In the order they arrived; a replaced one keeps its place."""
        found = await self._connection.execute(_OF, {"tenant": tenant, "number": number})
        return [Proposal.model_validate_json(document) for document in found.scalars()]

    async def put(self, tenant: str, number: int, proposals: Sequence[Proposal]) -> None:
        """Inserts or replaces."""
        if proposals:
            await self._connection.execute(
                _PUT, [translate.proposal_row(tenant, number, proposal) for proposal in proposals]
            )
