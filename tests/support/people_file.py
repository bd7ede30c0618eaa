"""The people of a test tenant, written as a people file: Rita asks, Mark decides, Faye decides about Mark, Pat leads."""

from pathlib import Path

from tests.support.connector import Person
from tests.support.entra import TENANT

RITA = Person("11111111-aaaa-4bbb-8ccc-000000000001", "Rita Requester")
MARK = Person("22222222-aaaa-4bbb-8ccc-000000000002", "Mark Manager")
FAYE = Person("33333333-aaaa-4bbb-8ccc-000000000003", "Faye Finance")
PAT = Person("44444444-aaaa-4bbb-8ccc-000000000004", "Pat Lead")
SAM = Person("55555555-aaaa-4bbb-8ccc-000000000005", "Sam Colleague")
STRANGER = Person("99999999-aaaa-4bbb-8ccc-000000000009", "Nobody We Know")

_ENTRY = """
  - object_id: {id}
    name: {name}
    email: {mail}@example.test
    department: Marketing
    manager: {manager}
    cost_centres: [MKT-100]
    roles: [{role}]
"""


def write_people(path: Path) -> Path:
    """The file at `path`."""
    managers = {RITA: MARK, MARK: FAYE, FAYE: None, PAT: FAYE, SAM: MARK}
    text = f"tenant: {TENANT}\npeople:"
    for person, manager in managers.items():
        text += _ENTRY.format(
            id=person.object_id,
            name=person.name,
            mail=person.name.split()[0].lower(),
            manager=manager.object_id if manager else "null",
            role="programme_lead" if person is PAT else "",
        )
    path.write_text(text)
    return path
