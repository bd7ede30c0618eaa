"""Who is who from a YAML file: the directory of the embedded default, where no Microsoft Graph is connected."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from directory.time_zones import is_zone
from gigs.people import Person, PersonKey

Role = Literal["approver", "finance", "legal", "programme_lead"]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: ten times as fast, which a start with thousands of people notices."""


class PeopleFileWrong(Exception):
    """The file cannot be used. `problems` has one sentence each, naming the person and the field."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{path} cannot be used:" + "".join(f"\n  - {problem}" for problem in problems))


def _known_zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError(f"{name!r} is no time zone we know; write one like Europe/Berlin")
    return name


def _country(code: object) -> object:
    """In capitals. YAML reads an unquoted NO, which is Norway, as false."""
    if code is False:
        raise ValueError("write 'NO' in quotes; YAML takes the bare word for false")
    return code.upper() if isinstance(code, str) else code


Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(str.lower)]
"""An id from Entra, compared without regard to case; opaque otherwise."""

Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$"), BeforeValidator(_country)]
GroupName = Annotated[str, Field(min_length=1, max_length=256), AfterValidator(str.strip)]


class Colleague(BaseModel):
    """One person as the file describes them. `manager` is an object id in the same tenant, None at the top.

    Somebody who is not `active` is found by nobody, but may still be named as a manager. `country` is ISO 3166, two
    letters; `entity` the legal entity that employs them; `groups` any names by which policies ask for people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tenant: Id
    object_id: Id
    name: Annotated[str, Field(min_length=1, max_length=256)]
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=256)]
    department: str = ""
    entity: str = ""
    country: Country = ""
    active: bool = True
    manager: Id | None = None
    cost_centres: tuple[str, ...] = ()
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    roles: frozenset[Role] = frozenset()
    groups: tuple[GroupName, ...] = ()

    def is_in(self, group: str) -> bool:
        """True for a role of theirs as well as for a group."""
        return group.casefold() in {name.casefold() for name in (*self.roles, *self.groups)}


class PeopleFile:
    """The people in one file, read once; a changed file counts from the next start on. A Directory port."""

    def __init__(self, people: Iterable[Colleague]) -> None:
        self._active = [each for each in people if each.active]
        self._people = {(each.tenant, each.object_id): _person(each) for each in self._active}
        self._ids = {(each.tenant, each.email.casefold()): each.object_id for each in self._active}

    async def person(self, key: PersonKey) -> Person | None:
        """None for somebody the file does not know, or who is not active."""
        return self._people.get((key.tenant.lower(), key.object_id.lower()))

    async def by_address(self, tenant: str, address: str) -> Person | None:
        """The active person with this e-mail address."""
        object_id = self._ids.get((tenant.lower(), address.strip().casefold()))
        return None if object_id is None else self._people[tenant.lower(), object_id]

    async def search(self, tenant: str, text: str) -> Sequence[Person]:
        """Everybody active: a file is small. Nobody for no words."""
        if not text.strip():
            return ()
        return tuple(person for (theirs, _), person in self._people.items() if theirs == tenant.lower())

    async def group(self, tenant: str, name: str) -> Sequence[Person]:
        """Everybody active with this word in `roles` or `groups`, in the order of the file."""
        within = [each for each in self._active if each.tenant == tenant.lower() and each.is_in(name.strip())]
        return tuple(self._people[each.tenant, each.object_id] for each in within)


def _person(colleague: Colleague) -> Person:
    manager = colleague.manager
    return Person(
        key=PersonKey(tenant=colleague.tenant, object_id=colleague.object_id),
        name=colleague.name,
        email=colleague.email,
        department=colleague.department,
        entity=colleague.entity,
        country=colleague.country,
        cost_centres=colleague.cost_centres,
        manager=PersonKey(tenant=colleague.tenant, object_id=manager) if manager else None,
        time_zone=colleague.time_zone,
        roles=frozenset(colleague.roles),
    )


def read_people_file(path: Path, time_zone: str = "UTC") -> PeopleFile:
    """Reads and checks the whole file; blocking, for start-up.

    Shape: `tenant`, then `people`, a list with the fields of Colleague. A person may have a `tenant` of their own.
    `time_zone` is for people who have none in the file.
    Raises PeopleFileWrong with every problem at once.
    """
    entries, tenant = _entries(path)
    people: list[Colleague] = []
    problems: list[str] = []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            problems.append(f"entry {number}: must be a person with fields, not {entry!r}.")
            continue
        try:
            people.append(Colleague.model_validate({"tenant": tenant, "time_zone": time_zone} | entry))
        except ValidationError as error:
            who = entry.get("name") or f"entry {number}"
            problems += (f"{who}: {_field(detail['loc'])}: {detail['msg']}." for detail in error.errors())
    if not problems:
        problems = [*_doubles(people), *_bad_managers(people)]
    if problems:
        raise PeopleFileWrong(path, problems)
    return PeopleFile(people)


def _entries(path: Path) -> tuple[list[Any], Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - either loader is a safe one
    except OSError as error:
        raise PeopleFileWrong(path, [f"it cannot be read: {error.strerror}."]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PeopleFileWrong(path, [f"it is not YAML: {error}"]) from error
    if not isinstance(content, dict) or set(content) - {"tenant", "people"} or not content.get("people"):
        raise PeopleFileWrong(path, ["it must have `tenant` and `people`, a list with at least one person."])
    if not isinstance(content["people"], list):
        raise PeopleFileWrong(path, ["`people` must be a list."])
    return content["people"], content.get("tenant")


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _doubles(people: Sequence[Colleague]) -> list[str]:
    """People with the id or the address of somebody before them in the same tenant."""
    problems = []
    for field in ("object_id", "email"):
        seen: dict[tuple[str, str], Colleague] = {}
        for person in people:
            first = seen.setdefault((person.tenant, getattr(person, field).casefold()), person)
            if first is not person:
                problems.append(f"{person.name}: {field}: {first.name} has the same one.")
    return problems


def _bad_managers(people: Sequence[Colleague]) -> list[str]:
    """Managers who are not in the file, and circles of people who manage each other."""
    by_id = {(person.tenant, person.object_id): person for person in people}
    problems = []
    for person in people:
        line, passed = [person], {person.object_id}
        while (above := line[-1].manager) is not None:
            boss = by_id.get((person.tenant, above))
            if boss is None:
                if len(line) == 1:
                    problems.append(f"{person.name}: manager: nobody in this file has the object_id {above}.")
                break
            if above in passed:
                if boss is person:
                    circle = " -> ".join(each.name for each in [*line, boss])
                    problems.append(f"{person.name}: manager: the line of managers never ends: {circle}.")
                break
            line.append(boss)
            passed.add(above)
    return problems
