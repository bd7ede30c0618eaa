"""A hint: what could be better about a brief, the words it is about, and how one press mends it."""

from datetime import date
from enum import StrEnum

from gigs.money import Money
from gigs.value import Value


class Kind(StrEnum):
    """What could be better, the most useful first."""

    PERSONAL = "personal"
    """Personal data that would become public."""
    CUSTOMER = "customer"
    """A customer's name that would become public."""
    LANGUAGE = "language"
    """Another language than the marketplace's."""
    UNCHECKABLE = "uncheckable"
    """No acceptance criterion, or none that can be checked."""
    UNCOUNTED = "uncounted"
    """Deliverables that can't be counted."""
    BUDGET = "budget"
    """A budget unlike that of similar gigs here."""
    DUE = "due"
    """A due date unlike that of similar gigs here."""
    SCOPE = "scope"
    """Nothing is said to be out of scope."""
    VAGUE = "vague"
    """Words that everybody reads differently."""
    SKILLS = "skills"
    """More skills than one freelancer has."""


class Mend(StrEnum):
    """What one press does about it."""

    REMOVE = "remove"
    """Takes the words out."""
    MASK = "mask"
    """Puts a placeholder in place of the words."""
    INSERT = "insert"
    """Adds the beginning of a line, which the requester completes on the form."""
    KEEP_FIRST = "keep_first"
    """Keeps the first few."""
    USE = "use"
    """Takes what is usual for similar gigs here."""
    OPEN = "open"
    """Only opens the form at the field: what is right, nobody but the requester can say."""


class Behind(Value):
    """One of the similar gigs behind a hint, which its reader may know of."""

    gig: int
    title: str


class Usual(Value):
    """What similar gigs here were like: of how many, the middle half of them, and the one in the middle.

    `money` is there for a budget, `days` of work for a due date, each as (low, middle, high); `due` is the day on which this
    work would end if it took as long as the one in the middle.
    """

    count: int
    money: tuple[Money, Money, Money] | None = None
    days: tuple[int, int, int] | None = None
    due: date | None = None
    behind: tuple[Behind, ...] = ()


class Hint(Value):
    """One remark about one field of the form.

    `words` are those that it is about, as they were typed. `about` is a mark of the text that it is about: a hint that was
    dismissed stays so until that text changes. `language` is the one that was found, `wanted` those of the marketplace.
    """

    kind: Kind
    field: str
    mend: Mend
    about: str
    words: tuple[str, ...] = ()
    usual: Usual | None = None
    language: str = ""
    wanted: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A brief has at most one hint of a kind for each field."""
        return f"{self.kind}.{self.field}"
