"""Between rows and values: what is written beside each document, and how a value is read back."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from gigs.gig import Gig
from gigs.history import ChainedEntry, Head, document_of, entry_in
from gigs.money import Money
from gigs.proposal import Proposal
from ports.history_storage import StoredEntry
from ports.notices import CardCopy, Chat, Notice, NoticeState
from ports.operations import Operation
from ports.overview_storage import market_of, month_of

NOBODY = ""
"""Stands for "no person" in a column that may not be null; no object id is empty."""


GIGS_KEPT = 64
"""A change is followed by a dozen readings of the same gig: by the jobs, for each card, by everybody who looks at it. Each that is kept
is hundreds of objects more that the search for garbage goes through while nobody gets an answer."""


@lru_cache(maxsize=GIGS_KEPT)
def gig_of(document: str) -> Gig:
    """What a document says. The same document is the same value, which nobody can change, so it's read once."""
    return Gig.model_validate_json(document)


def gig_columns(gig: Gig) -> dict[str, Any]:
    """What changes with a save; the key and the draft key never do."""
    return {
        "requester": gig.requester.key.object_id,
        "state": gig.state.value,
        "version": gig.version,
        "revision": gig.revision,
        "title": gig.title,
        "changed_at": gig.changed_at,
        "team": gig.requester.department,
        "month": month_of(gig),
        "market": market_of(gig),
        "document": gig.model_dump_json(),
    }


def awaiting_rows(gig: Gig) -> list[dict[str, Any]]:
    """One row per person the gig waits for."""
    asked = {one.approver.key.object_id: one for one in gig.open_approvals}
    return [
        {
            "tenant": gig.tenant,
            "number": gig.number,
            "person": person,
            "asked_at": one.asked_at,
            "revision": one.revision,
            "step": one.step,
            "amount": f"{one.amount.amount:f}",
            "currency": one.amount.currency,
        }
        for person, one in asked.items()
    ]


def commitment_row(gig: Gig, held: Money) -> dict[str, Any]:
    """What a gig holds of its budgets; the amount as text, because a float would lose cents: `exact_sum` adds it up."""
    brief = gig.checked_brief
    return {
        "tenant": gig.tenant,
        "number": gig.number,
        "requester": gig.requester.key.object_id,
        "cost_centre": brief.cost_centre.casefold(),
        "purchase_order": brief.purchase_order.casefold(),
        "amount": f"{held.amount:f}",
        "currency": held.currency,
        "starts": brief.start,
        "at": gig.submitted_at or gig.changed_at,
    }


def history_row(tenant: str, gig: int, sealed: ChainedEntry) -> dict[str, Any]:
    """The entry as it stands in the chain."""
    return {
        "tenant": tenant,
        "gig": gig,
        "number": sealed.number,
        "at": sealed.entry.at,
        "document": document_of(sealed.entry),
        "former_hash": sealed.former_hash,
        "hash": sealed.hash,
    }


def chained_entry(row: Row[*tuple[Any, ...]]) -> ChainedEntry:
    """The entry with the hashes that were stored, right or wrong: judging them is `broken_at`'s."""
    return ChainedEntry(
        number=row.number,
        entry=entry_in(row.document),
        former_hash=row.former_hash,
        hash=row.hash,
    )


def stored(
    found: Sequence[Row[*tuple[Any, ...]]], names: Mapping[int, Mapping[str, str]]
) -> list[StoredEntry]:
    """Rows as they lie there, each with the head that stands beside its history, and the names of its gig."""
    heads: dict[tuple[int, str], Head] = {}
    nobody: Mapping[str, str] = {}
    entries = []
    for row in found:
        number, text = row.head_number, row.head_hash
        if number is None:
            head = None
        elif (head := heads.get((number, text))) is None:
            head = heads[number, text] = Head(number=number, hash=text)
        entries.append(
            StoredEntry(
                tenant=row.tenant,
                gig=row.gig,
                number=row.number,
                at=row.at,
                document=row.document,
                former_hash=row.former_hash,
                hash=row.hash,
                head=head,
                names=names.get(row.gig, nobody),
            )
        )
    return entries


def proposal_row(tenant: str, gig: int, proposal: Proposal) -> dict[str, Any]:
    """The proposal under its gig."""
    return {
        "tenant": tenant,
        "gig": gig,
        "id": proposal.id,
        "received_at": proposal.received_at,
        "document": proposal.model_dump_json(),
    }


def operation_row(operation: Operation) -> dict[str, Any]:
    """The operation with what it is guarded by and searched for."""
    return {
        "tenant": operation.tenant,
        "key": operation.key,
        "gig": operation.gig,
        "state": operation.state.value,
        "fence": operation.fence,
        "changed_at": operation.changed_at,
        "reference": operation.reference,
        "document": operation.model_dump_json(),
    }


def notice_row(notice: Notice) -> dict[str, Any]:
    """The notice; its state lives in the column from now on."""
    return {
        "tenant": notice.tenant,
        "id": notice.id,
        "gig": notice.gig,
        "person": notice.to.object_id if notice.to else NOBODY,
        "state": notice.state.value,
        "due_at": notice.created_at,
        "document": notice.model_dump_json(),
    }


def notice_of(row: Row[*tuple[Any, ...]]) -> Notice:
    """The notice in its present state."""
    notice = Notice.model_validate_json(row.document)
    return notice.model_copy(update={"state": NoticeState(row.state)})


def copy_row(copy: CardCopy) -> dict[str, Any]:
    """The card's copy; what it shows lives in the columns from now on."""
    return {
        "tenant": copy.tenant,
        "conversation_id": copy.conversation_id,
        "activity_id": copy.activity_id,
        "gig": copy.gig,
        "drawn_version": copy.drawn_version,
        "drawn_hash": copy.drawn_hash,
        "document": copy.model_dump_json(exclude={"drawn_hash"}),
    }


def copy_of(row: Row[*tuple[Any, ...]]) -> CardCopy:
    """The copy with what it shows now."""
    copy = CardCopy.model_validate_json(row.document)
    return copy.model_copy(update={"drawn_version": row.drawn_version, "drawn_hash": row.drawn_hash})


def chat_row(chat: Chat) -> dict[str, Any]:
    """The chat, alive: hearing from somebody is what revives them."""
    alive = chat.model_copy(update={"alive": True})
    return {
        "tenant": chat.tenant,
        "owner": chat.owner,
        "alive": True,
        "document": alive.model_dump_json(),
    }


def chat_of(row: Row[*tuple[Any, ...]]) -> Chat:
    """The chat, alive or buried."""
    return Chat.model_validate_json(row.document).model_copy(update={"alive": row.alive})
