"""People as the tenant knows them. Who somebody is comes from the authenticated envelope, never from a card."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gigs.value import Value


class PersonKey(Value):
    """(tenant id, Entra object id): the only identity that carries authority."""

    tenant: str
    object_id: str

    def __str__(self) -> str:
        return f"{self.tenant}/{self.object_id}"

    # Compared hundreds of times in a turn: the two fields, without asking pydantic for the rest.
    def __eq__(self, other: object) -> bool:
        return isinstance(other, PersonKey) and (self.object_id, self.tenant) == (
            other.object_id,
            other.tenant,
        )

    def __hash__(self) -> int:
        return hash((self.tenant, self.object_id))


class Person(Value):
    """One person as the directory describes them. Everything but the key is for display and routing.

    `entity` is the legal entity that employs them; `country` an ISO 3166 code, whose public holidays they keep.
    """

    key: PersonKey
    name: str
    email: str = ""
    department: str = ""
    entity: str = ""
    country: str = ""
    cost_centres: tuple[str, ...] = ()
    manager: PersonKey | None = None
    time_zone: str = "UTC"
    roles: frozenset[str] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone; UTC for one that nobody knows, so that no calendar stands still for it."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")
