"""The people of a test tenant, written as a people file: Rita asks, Mark decides, Faye decides about Mark, Pat leads."""

from dataclasses import dataclass
from pathlib import Path

from tests.support.connector import Person
from tests.support.entra import TENANT
from tests.support.graph import User

RITA = Person("11111111-aaaa-4bbb-8ccc-000000000001", "Rita Requester")
MARK = Person("22222222-aaaa-4bbb-8ccc-000000000002", "Mark Manager")
FAYE = Person("33333333-aaaa-4bbb-8ccc-000000000003", "Faye Finance")
PAT = Person("44444444-aaaa-4bbb-8ccc-000000000004", "Pat Lead")
SAM = Person("55555555-aaaa-4bbb-8ccc-000000000005", "Sam Colleague")
STRANGER = Person("99999999-aaaa-4bbb-8ccc-000000000009", "Nobody We Know")

_ENTRY = """
  - object_id: {id}
    name: {name}
    email: {mail}
    department: Marketing
    manager: {manager}
    cost_centres: [MKT-100]
    roles: [{role}]
"""


@dataclass(frozen=True)
class Cast:
    """The five of them once more, as other people: tests that share a running product do not meet each other."""

    rita: Person
    mark: Person
    faye: Person
    pat: Person
    sam: Person

    @property
    def managers(self) -> dict[Person, Person | None]:
        """person -> their manager."""
        return {
            self.rita: self.mark,
            self.mark: self.faye,
            self.faye: None,
            self.pat: self.faye,
            self.sam: self.mark,
        }


FIRST = Cast(RITA, MARK, FAYE, PAT, SAM)


def a_cast(number: int) -> Cast:
    """Cast number 1 and so on; 0 is the first one."""
    everybody = (RITA, MARK, FAYE, PAT, SAM)
    return Cast(
        *(Person(f"{one.object_id[:24]}{number:011d}{one.object_id[-1]}", one.name) for one in everybody)
    )


def mail_of(person: Person) -> str:
    """Their address, which nobody of another cast has."""
    cast = int(person.object_id[24:-1])
    return f"{person.name.split()[0].lower()}{cast or ''}@example.test"


def write_people(path: Path, casts: int = 0) -> Path:
    """The file at `path`, with so many more casts."""
    managers: dict[Person, Person | None] = dict(FIRST.managers)
    for number in range(1, casts + 1):
        managers |= a_cast(number).managers
    text = f"tenant: {TENANT}\npeople:"
    for person, manager in managers.items():
        text += _ENTRY.format(
            id=person.object_id,
            name=person.name,
            mail=mail_of(person),
            manager=manager.object_id if manager else "null",
            role="programme_lead" if person.name == PAT.name else "",
        )
    path.write_text(text)
    return path


def users() -> list[User]:
    """The first cast as Graph has them."""
    return [
        User(
            person.object_id,
            person.name,
            mail=mail_of(person),
            department="Marketing",
            employee_org_data={"division": None, "costCenter": "MKT-100"},
            manager=manager.object_id if manager else None,
        )
        for person, manager in FIRST.managers.items()
    ]
