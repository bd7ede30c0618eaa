"""The history of a gig: append-only entries, each carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Self

import orjson
from pydantic import Field, TypeAdapter, model_validator

from gigs.history_facts import FACTS
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import PersonKey
from gigs.value import Value

GENESIS = "0" * 64


class Entry(Value):
    """What happened to a gig, and when: a closed kind and typed facts. `actor` None is nobody of the tenant.

    Whoever it names is named by reference; their names lie beside it (`Said`), and what people read is made of both
    when it is shown (`use_cases.showing.history_text`).
    """

    at: datetime
    actor: PersonKey | None = None
    kind: EntryKind
    facts: EntryFacts = EntryFacts()

    @model_validator(mode="after")
    def _only_its_facts(self) -> Self:
        facts = self.facts
        given = {name for name in facts.model_fields_set if getattr(facts, name) is not None}
        if strange := given - FACTS[self.kind]:
            raise ValueError(f"{self.kind} has no {', '.join(sorted(strange))}")
        return self

    def sealed(self) -> dict[str, Any]:
        """What the hash is over. What is absent is left out, so that a fact of a later release changes nothing here."""
        return self.model_dump(mode="json", exclude_none=True)

    def references(self) -> frozenset[str]:
        """Everybody it names, as they stand beside it."""
        facts = self.facts
        people = [self.actor and self.actor.object_id, facts.person, facts.to, facts.instead_of]
        freelancers = [facts.freelancer, *(facts.freelancers or ())]
        return frozenset(
            [
                *(person_ref(one) for one in (*people, *(facts.people or ())) if one),
                *(freelancer_ref(one) for one in freelancers if one),
            ]
        )


class WrittenEntry(Value):
    """An entry of a release before kinds: it stays sealed, and is shown, in the words it was written in."""

    at: datetime
    actor: PersonKey | None
    name: str
    verb: str
    detail: str = ""

    def sealed(self) -> dict[str, Any]:
        """What the hash is over: all of it, as it always was."""
        return self.model_dump(mode="json")

    def references(self) -> frozenset[str]:
        """Nobody: its names are part of it."""
        return frozenset()


AnyEntry = Entry | WrittenEntry

_READS: TypeAdapter[AnyEntry] = TypeAdapter(AnyEntry)


class Said(Value):
    """An entry with the names that lie beside it, by reference. Whoever is missing has no name here (any more)."""

    entry: AnyEntry
    names: Mapping[str, str] = Field(default_factory=dict)


class ChainedEntry(Value):
    """An entry in its place in the chain of one gig."""

    number: int
    entry: AnyEntry
    former_hash: str
    hash: str


class Head(Value):
    """The last entry of a history: kept beside it, so that an end that was cut off is noticed."""

    number: int
    hash: str


def person_ref(object_id: str) -> str:
    """How somebody of the tenant is named beside an entry."""
    return f"person:{object_id}"


def freelancer_ref(proposal_id: str) -> str:
    """How whoever made this proposal is named beside an entry."""
    return f"freelancer:{proposal_id}"


def document_of(entry: AnyEntry) -> str:
    """The entry as it is stored: what is sealed, and nothing else."""
    return json.dumps(entry.sealed(), ensure_ascii=False, separators=(",", ":"))


def entry_in(document: str) -> AnyEntry:
    """The entry in a stored document, of either form. Raises ValueError."""
    return _READS.validate_json(document)


def chain(entry: AnyEntry, number: int, former_hash: str) -> ChainedEntry:
    """The entry sealed behind the one with `former_hash`; the first has GENESIS before it."""
    digest = hashlib.sha256(_canonical([number, former_hash, entry.sealed()])).hexdigest()
    return ChainedEntry(number=number, entry=entry, former_hash=former_hash, hash=digest)


def sealed_in(document: str, number: int, former_hash: str, sealed: str) -> dict[str, Any] | None:
    """What a stored entry says, if `sealed` is the hash of just that; told from its text alone, in a tenth of the time.

    That is proof. None says nothing yet: only `chain` knows how an entry of any release was sealed.
    """
    try:
        content = orjson.loads(document)
        whole = [number, former_hash, content]
        # The quicker of the two writes printable ASCII as `chain` does, and escapes nothing else; DEL is not printable.
        is_plain = document.isascii() and "\x7f" not in document
        text = orjson.dumps(whole, option=orjson.OPT_SORT_KEYS) if is_plain else _canonical(whole)
    except ValueError:
        return None
    return content if hashlib.sha256(text).hexdigest() == sealed else None


def _canonical(whole: list[Any]) -> bytes:
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def broken_at(entries: Iterable[ChainedEntry]) -> int | None:
    """The number of the first entry that was changed, removed or inserted; None when the chain holds."""
    former, expected = GENESIS, 1
    for sealed in entries:
        if sealed.number != expected or chain(sealed.entry, expected, former) != sealed:
            return expected
        former, expected = sealed.hash, expected + 1
    return None
