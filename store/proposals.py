"""Freelancers' proposals, by gig."""

from collections.abc import Mapping, Sequence

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
_MADE_BY = (
    select(_proposal.c.gig, _proposal.c.document)
    .where(_proposal.c.tenant == bindparam("of_tenant"), _proposal.c.document.contains(bindparam("named")))
    .order_by(_proposal.c.gig, _proposal.c.id)
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

    async def made_by(self, tenant: str, freelancer_id: str) -> Mapping[int, Sequence[str]]:
        """By what stands in the document: an id is seldom looked for, and no index is kept for it."""
        found = await self._connection.execute(_MADE_BY, {"of_tenant": tenant, "named": freelancer_id})
        theirs: dict[int, list[str]] = {}
        for row in found:
            proposal = Proposal.model_validate_json(row.document)
            if freelancer_id and proposal.freelancer_id == freelancer_id:
                theirs.setdefault(row.gig, []).append(proposal.id)
        return theirs

    async def put(self, tenant: str, number: int, proposals: Sequence[Proposal]) -> None:
        """Inserts or replaces."""
        if proposals:
            await self._connection.execute(
                _PUT, [translate.proposal_row(tenant, number, proposal) for proposal in proposals]
            )
