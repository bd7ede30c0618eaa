"""The brief: what is wanted, as typed into the form and as checked."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from gigs.links import Link
from gigs.money import Money
from gigs.people import PersonKey
from gigs.value import Frozen, FrozenDict, Value

BY_POLICY = "policy"
"""In place of a marketplace's name on a form: the policy chooses it once the brief is complete."""
_NOT_SHOWN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_PIECE = 1000
_SYLLABLE = frozenset(map(chr, range(0x1160, 0x1200)))
"""Vowels and final consonants of Korean, which belong to what is before them."""


def clean(text: str) -> str:
    """Normalised (NFC) and without control, bidirectional and invisible characters; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text.strip()
    shown = _NOT_SHOWN.sub("", _LINE_BREAK.sub("\n", text))
    return _normalised(shown).strip()


def _normalised(text: str) -> str:
    """In pieces: normalising takes the square of the time that a run of accents is long."""
    if text.isascii():
        return text
    pieces, start = [], 0
    while start < len(text):
        end, latest = min(start + _PIECE, len(text)), min(start + 2 * _PIECE, len(text))
        while end < latest and (unicodedata.category(text[end])[0] == "M" or text[end] in _SYLLABLE):
            end += 1
        pieces.append(unicodedata.normalize("NFC", text[start:end]))
        start = end
    return "".join(pieces)


class Category(StrEnum):
    """What kind of work it is. Providers map these to their own catalogues."""

    DESIGN = "design"
    WRITING = "writing"
    TRANSLATION = "translation"
    PRESENTATION = "presentation"
    RESEARCH = "research"
    MARKETING = "marketing"
    SOFTWARE = "software"
    VIDEO = "video"
    OTHER = "other"


class PriceType(StrEnum):
    """How the work is paid."""

    FIXED = "fixed"
    HOURLY = "hourly"


class DataTier(StrEnum):
    """How sensitive the data is that the freelancer would see."""

    GENERAL = "general"
    CONFIDENTIAL = "confidential"
    HIGHLY_CONFIDENTIAL = "highly_confidential"


class Visibility(StrEnum):
    """Who can see the listing on the marketplace."""

    PUBLIC = "public"
    INVITE_ONLY = "invite_only"


class Experience(StrEnum):
    """How experienced the freelancer should be, where a marketplace asks."""

    ENTRY = "entry"
    INTERMEDIATE = "intermediate"
    EXPERT = "expert"


class BriefForm(Value):
    """What was typed, field by field, however wrong: kept so that nothing typed is ever lost.

    `answers` are those to the policy's own questions: id of the question -> `yes` or `no`.
    """

    title: str = ""
    outcome: str = ""
    deliverables: str = ""
    acceptance: str = ""
    category: str = ""
    skills: str = ""
    price_type: str = ""
    amount: str = ""
    hours: str = ""
    currency: str = ""
    start: str = ""
    due: str = ""
    data_tier: str = ""
    cost_centre: str = ""
    visibility: str = ""
    marketplace: str = ""
    purchase_order: str = ""
    emergency: str = ""
    experience: str = ""
    weekly_hours: str = ""
    screening: str = ""
    links: str = ""
    answers: Frozen[str, str] = Field(default_factory=FrozenDict)

    @property
    def is_blank(self) -> bool:
        """True when nobody has typed or chosen anything yet."""
        return not any(self.model_dump().values())


class Unsettled(Value):
    """A text for a field of the form that another window had changed meanwhile; `field` is the name of its input,
    `version` the one of the gig to which it came too late."""

    field: str
    text: str
    by: PersonKey
    name: str
    at: datetime
    version: int


_ADDED_LATER = frozenset({"experience", "weekly_hours", "screening", "links"})
"""Left out of a fingerprint while empty: an approval given before they existed still holds."""


class Brief(Value):
    """A complete brief. `rate` is what was asked for: the whole price when fixed, the price of an hour when hourly.

    `emergency` is the reason why it cannot wait, empty when it can; `answers` those to the policy's questions.
    `experience`, `weekly_hours` and `screening` (questions to the freelancers) are there where the marketplace asks.
    `links` are for the freelancer, and public with the listing.
    """

    title: str
    outcome: str
    deliverables: tuple[str, ...]
    acceptance: str
    category: Category
    skills: tuple[str, ...]
    price_type: PriceType
    rate: Money
    hours: int | None
    start: date
    due: date
    data_tier: DataTier
    cost_centre: str
    visibility: Visibility
    marketplace: str
    purchase_order: str = ""
    emergency: str = ""
    experience: Experience | None = None
    weekly_hours: int | None = None
    screening: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    answers: Frozen[str, bool] = Field(default_factory=FrozenDict)

    @property
    def budget(self) -> Money:
        """The most this brief may cost in all: what an approver approves."""
        return self.rate.times(Decimal(self.hours)) if self.hours is not None else self.rate

    def fingerprint(self, fields: Collection[str] = ()) -> str:
        """SHA-256 over these fields, over all where none are named; an approval holds for exactly this."""
        held = self.model_dump(mode="json", include=set(fields) or None)
        held = {name: value for name, value in held.items() if value or name not in _ADDED_LATER}
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
