"""Freelancers whom the organisation worked with: who they are, the words they're found by, and the mark “do-not-hire”."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from gigs.contract import Contract
from gigs.people import PersonKey
from gigs.proposal import Proposal
from gigs.value import Value

MARK_LASTS = timedelta(days=730)
"""A mark ends by itself after this time; setting it again begins it anew."""
MOST_WORDS = 40
"""By which one piece of work is found."""
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_WITHOUT_BLANKS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SHORT = 3


class FreelancerKey(Value):
    """A freelancer as one marketplace knows them. Two marketplaces never tell whether they know the same person."""

    tenant: str
    marketplace: str
    freelancer: str

    # Compared and counted as often as a PersonKey.
    def __hash__(self) -> int:
        return hash((self.tenant, self.marketplace, self.freelancer))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FreelancerKey) and (self.freelancer, self.marketplace, self.tenant) == (
            other.freelancer,
            other.marketplace,
            other.tenant,
        )

    @property
    def fingerprint(self) -> str:
        """What a mark is kept under: it's found again by whoever has the id, and the id can't be read from it."""
        told = f"{self.tenant}\0{self.marketplace}\0{self.freelancer}"
        return hashlib.sha256(told.encode()).hexdigest()


class Talent(Value):
    """What is kept of one freelancer. `name` is empty where it may not be kept (any more). `words_at` is when it was
    last read from the marketplace, and `url` the page of theirs.
    """

    key: FreelancerKey
    name: str = ""
    url: str = ""
    words_at: datetime | None = None


class Worked(Value):
    """One closed gig with a freelancer: `proposal` is theirs on that gig, `words` what the gig is found by."""

    key: FreelancerKey
    gig: int
    proposal: str
    words: frozenset[str] = frozenset()


class DoNotHire(Value):
    """A mark that stops every hire of a freelancer. `by` set it, and is whom to ask about it.

    `key` is None and `reason` empty once the freelancer was forgotten: then only somebody who meets them again, under the same
    id, finds the mark. One that was lifted is kept until it would have ended.
    """

    tenant: str
    fingerprint: str
    key: FreelancerKey | None
    reason: str
    by: PersonKey
    by_name: str
    set_at: datetime
    ends_at: datetime
    lifted_at: datetime | None = None
    lifted_by: PersonKey | None = None
    lifted_because: str = ""

    def stops(self, now: datetime) -> bool:
        """Whether nobody may be hired under it at this moment."""
        return self.lifted_at is None and now < self.ends_at


def freelancer_of(tenant: str, marketplace: str, proposal: Proposal) -> FreelancerKey | None:
    """None where the marketplace didn't say who it is, and for somebody who was forgotten: a name identifies nobody."""
    if not proposal.freelancer_id:
        return None
    return FreelancerKey(tenant=tenant, marketplace=marketplace, freelancer=proposal.freelancer_id)


def invited(key: FreelancerKey) -> str:
    """How a history names somebody who was invited, and may have sent no proposal yet."""
    return f"invited:{key.freelancer}"


def contracted(contract: Contract, proposals: Iterable[Proposal]) -> Proposal | None:
    """The proposal behind a contract; None where it was never read here."""
    return next((one for one in proposals if one.id == contract.proposal_id), None)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text as they're compared: without accents, case or a plural's s; pairs of signs where a script has no blanks."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFC", "".join(one for one in bare if not unicodedata.combining(one)))
    found: dict[str, None] = {}
    for word in _WORD.findall(plain):
        found |= dict.fromkeys(_pieces(word[:_LONGEST_WORD]))
    return tuple(found)


def _pieces(word: str) -> list[str]:
    if _WITHOUT_BLANKS.search(word):
        return [word[place : place + 2] for place in range(max(len(word) - 1, 1))]
    return [word[:-1] if len(word) > _SHORT and word.endswith("s") and not word.endswith("ss") else word]


def domain_word(domain: str) -> str:
    """What everything of this domain is found by; no word that somebody types is like it."""
    return f"domain:{domain}"


def market_word(marketplace: str) -> str:
    """The same for a marketplace."""
    return f"market:{marketplace}"


def found_by(marketplace: str, domain: str, skills: Iterable[str]) -> frozenset[str]:
    """The words of one piece of work: its marketplace, domain and skills, but nobody's name."""
    marks = (market_word(marketplace), domain_word(domain))
    typed = (word for text in (marketplace, domain, *skills) for word in words_in(text))
    return frozenset(list(dict.fromkeys((*marks, *typed)))[:MOST_WORDS])
