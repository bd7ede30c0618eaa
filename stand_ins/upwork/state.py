"""What this stand-in has beside the sandbox, and what may be odd about it. Tests set whatever they need."""

from collections import Counter
from datetime import timedelta

from aiohttp import web

from stand_ins.upwork.scopes import SCOPES

ORGANIZATION = "1234567890123456789"
COMPANY = "Contoso"


class UpworkState:
    """`checkout` is how long an activated milestone is still shown as not funded."""

    def __init__(self) -> None:
        self.checkout = timedelta()
        self.scopes = set(SCOPES.values())
        self.blind: set[str] = set()
        """`Type.field` that answer with an error instead: partial data."""
        self.instead: list[web.Response] = []
        """What is answered next instead of doing anything."""
        self.afterwards: list[web.Response] = []
        """What is answered next in place of a result, when everything has been done."""
        self.loses: list[set[str]] = []
        """Which flags of the next creates and updates are false."""
        self.holds_open = False
        """An update that should close a post is accepted and does nothing."""
        self.holes = False
        """Pages have edges and nodes that are null, and counts are wrong."""
        self.cents = False
        """rawValue of milestones is in cents, as one client's mocks show it."""
        self.odd_money: str | None = None
        """What displayValue says instead of the truth."""
        self.inflates = 1
        """Milestones of a new offer are worth so many times what was sent."""
        self.shrinks_page: int | None = None
        """At most so many elements on a page."""
        self.companies = [
            {"title": COMPANY, "organizationId": ORGANIZATION, "organizationType": "Business", "organizationLegacyType": "Client"},
            {"title": "Rita Reyes", "organizationId": "99", "organizationType": "SoleProprietor", "organizationLegacyType": "Vendor"},
        ]  # fmt: skip
        self.honours_keys = False
        """The same idempotencyKey again makes no second offer. Documented and unverified, so nothing may rely on it."""
        self.by_the_hour = False
        """Offers and contracts are for hourly work: without milestones and without a sum."""
        self.lacks: set[str] = set()
        """Labels that the catalogue does not have any more."""
        self.versions: Counter[str] = Counter()
        self.descriptions: dict[str, str] = {}
        """Reference of an offer by API -> its description."""
        self.used: set[str] = set()
        """Every `Type.field` that was selected."""
        self.asked: list[str] = []
        """The root fields of every operation that was executed."""
