from pathlib import Path

import pytest

from config.formats import ROOT
from config.settings import PLAYGROUND_TENANT
from directory.people_file import PeopleFileWrong, read_people_file
from gigs.people import PersonKey

RITA = "1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1001"
MARK = "1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1002"
FAYE = "1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1003"


def problems_of(path: Path, text: str) -> tuple[str, ...]:
    path.write_text(text)
    with pytest.raises(PeopleFileWrong) as wrong:
        read_people_file(path)
    return wrong.value.problems


@pytest.fixture
def file(tmp_path):
    return tmp_path / "people.yaml"


def key(object_id, tenant=PLAYGROUND_TENANT):
    return PersonKey(tenant=tenant, object_id=object_id)


async def test_the_shipped_file_has_ritas_line_of_managers():
    people = read_people_file(ROOT / "directory" / "people.yaml")
    rita, mark, faye = [await people.person(key(each)) for each in (RITA, MARK, FAYE)]
    assert rita.name == "Rita Requester"
    assert rita.manager == mark.key
    assert mark.manager == faye.key
    assert faye.manager is None


async def test_ids_are_found_whatever_their_case():
    people = read_people_file(ROOT / "directory" / "people.yaml")
    assert await people.person(key(RITA.upper(), PLAYGROUND_TENANT.upper())) is not None


async def test_nobody_is_found_in_another_tenant():
    people = read_people_file(ROOT / "directory" / "people.yaml")
    assert await people.person(key(RITA, "another-tenant")) is None


def test_every_problem_is_named_with_its_person_and_field(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: nowhere, time_zone: Mars/Olympus}
  - {object_id: b, name: Bob, email: bob@x, rolls: [legal]}
  - {object_id: c, email: c@x}
  - 7
"""
    problems = problems_of(file, text)
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["Ann", "email"],
        ["Ann", "time_zone"],
        ["Bob", "rolls"],
        ["entry 3", "name"],
        ["entry 4", "must be a person with fields, not 7."],
    ]


def test_two_people_cannot_have_one_id(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: ann@x}
  - {object_id: A, name: Bob, email: bob@x}
"""
    assert problems_of(file, text) == ("Bob: object_id: Ann has the same one.",)


def test_a_manager_must_be_in_the_file(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: ann@x, manager: b}
  - {object_id: b, name: Bob, email: bob@x, manager: gone}
"""
    assert problems_of(file, text) == ("Bob: manager: nobody in this file has the object_id gone.",)


def test_a_line_of_managers_must_end(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: ann@x, manager: b}
  - {object_id: b, name: Bob, email: bob@x, manager: a}
"""
    first, second = problems_of(file, text)
    assert first == "Ann: manager: the line of managers never ends: Ann -> Bob -> Ann."
    assert second.startswith("Bob: manager:")


def test_a_manager_in_another_tenant_is_no_manager(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: ann@x, manager: b}
  - {tenant: other, object_id: b, name: Bob, email: bob@x}
"""
    assert problems_of(file, text) == ("Ann: manager: nobody in this file has the object_id b.",)


@pytest.mark.parametrize(
    "text", ["", "7", "people: []", "tenant: t\npeople: {}", "tenant: [", "tenant: t\npeople: 1\nmore: 2"]
)
def test_a_file_of_another_shape_is_refused(file, text):
    assert len(problems_of(file, text)) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PeopleFileWrong, match="cannot be read"):
        read_people_file(tmp_path / "nowhere.yaml")


SMALL = """
tenant: t
people:
  - {object_id: a, name: Ann, email: Ann@x, roles: [legal], groups: [Board], country: de, entity: X GmbH}
  - {object_id: b, name: Bob, email: bob@x, manager: z, groups: [board, legal]}
  - {object_id: z, name: Zoe, email: zoe@x, active: false, roles: [legal]}
  - {tenant: other, object_id: a, name: Abe, email: ann@x, groups: [board]}
"""


async def test_somebody_who_left_is_found_by_nothing_and_may_still_be_a_manager(file):
    file.write_text(SMALL)
    people = read_people_file(file)
    assert (await people.person(key("b", "t"))).manager == key("z", "t")
    assert await people.person(key("z", "t")) is None
    assert await people.by_address("t", "zoe@x") is None
    assert "Zoe" not in [each.name for each in await people.group("t", "legal")]


async def test_a_group_is_a_role_or_a_name_of_its_own_in_the_order_of_the_file(file):
    file.write_text(SMALL)
    people = read_people_file(file)
    assert [each.name for each in await people.group("t", "BOARD")] == ["Ann", "Bob"]
    assert [each.name for each in await people.group("T", "legal")] == ["Ann", "Bob"]
    assert [each.name for each in await people.group("other", "board")] == ["Abe"]


async def test_a_group_of_ones_own_naming_gives_nobody_a_role(file):
    file.write_text(SMALL)
    assert (await read_people_file(file).person(key("b", "t"))).roles == frozenset()


async def test_the_file_tells_who_employs_somebody_and_where(file):
    file.write_text(SMALL)
    ann = await read_people_file(file).by_address("t", " ANN@x ")
    assert (ann.entity, ann.country, ann.time_zone) == ("X GmbH", "DE", "UTC")


async def test_people_without_a_time_zone_have_that_of_the_company(file):
    file.write_text(SMALL)
    assert (await read_people_file(file, "Asia/Tokyo").person(key("a", "t"))).time_zone == "Asia/Tokyo"


def test_two_people_of_a_tenant_cannot_have_one_address(file):
    text = """
tenant: t
people:
  - {object_id: a, name: Ann, email: ann@x}
  - {object_id: b, name: Bob, email: ANN@x}
  - {tenant: other, object_id: c, name: Cid, email: ann@x}
"""
    assert problems_of(file, text) == ("Bob: email: Ann has the same one.",)


@pytest.mark.parametrize("country", ["Germany", "D", "49", "no"])
def test_a_country_is_two_letters_and_norway_is_written_in_quotes(file, country):
    text = f"tenant: t\npeople:\n  - {{object_id: a, name: Ann, email: ann@x, country: {country}}}"
    (problem,) = problems_of(file, text)
    assert problem.startswith("Ann: country:")
    assert ("in quotes" in problem) == (country == "no")
