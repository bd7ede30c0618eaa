"""What every directory promises, whoever keeps it: the people file and Graph are asked the same things."""

import pytest

from directory.people_file import read_people_file
from gigs.people import Person, PersonKey
from tests.support.entra import SISTER_TENANT, TENANT
from tests.support.graph import User, a_directory

RITA, MARK, FAYE, ZOE, PIA = (f"11111111-aaaa-4bbb-8ccc-00000000000{number}" for number in range(1, 6))
FINANCE, BOARD = (f"99999999-aaaa-4bbb-8ccc-00000000000{number}" for number in range(1, 3))


def key(object_id, tenant=TENANT):
    return PersonKey(tenant=tenant, object_id=object_id)


FILE = f"""
tenant: {TENANT}
people:
  - {{object_id: {RITA}, name: Rita O'Hara, email: rita.o'hara+x@contoso.example, department: Design, manager: {MARK},
     cost_centres: [DES-100], time_zone: Europe/Berlin, entity: Contoso GmbH, country: DE}}
  - {{object_id: {MARK}, name: Mark, email: mark@contoso.example, manager: {ZOE}, groups: [creative-board]}}
  - {{object_id: {FAYE}, name: Faye, email: Faye@contoso.example, roles: [finance], groups: [creative-board],
     time_zone: America/New_York, country: us}}
  - {{object_id: {ZOE}, name: Zoe, email: zoe@contoso.example, active: false, roles: [finance], groups: [creative-board]}}
  - {{object_id: {PIA}, name: Pia, email: pia@contoso.example}}
"""

USERS = [
    User(
        RITA,
        "Rita O'Hara",
        mail="rita.o'hara+x@contoso.example",
        user_principal_name="rita@contoso.onmicrosoft.com",
        department="Design",
        company_name="Contoso GmbH",
        usage_location="DE",
        employee_org_data={"division": None, "costCenter": "DES-100"},
        manager=MARK,
        zone="W. Europe Standard Time",
    ),
    User(MARK, "Mark", user_principal_name="mark@contoso.example", manager=ZOE, country="Germany"),
    User(FAYE, "Faye", mail="Faye@contoso.example", country="us", zone="America/New_York"),
    User(ZOE, "Zoe", mail="zoe@contoso.example", account_enabled=False),
    User(PIA, "Pia", mail="pia@contoso.example", zone="Customized Time Zone"),
]


@pytest.fixture(params=["people file", "graph"])
async def contoso(request, tmp_path, graph, clock):
    """The same company in both."""
    if request.param == "people file":
        file = tmp_path / "people.yaml"
        file.write_text(FILE)
        yield read_people_file(file)
        return
    graph.add(*USERS)
    graph.groups = {FINANCE: [FAYE, ZOE], BOARD: [FAYE, ZOE, MARK]}
    async with a_directory(graph, clock, {"finance": FINANCE}) as ours:
        yield ours


async def test_a_person_is_told_with_everything_that_approvals_need(contoso):
    assert await contoso.person(key(RITA)) == Person(
        key=key(RITA),
        name="Rita O'Hara",
        email="rita.o'hara+x@contoso.example",
        department="Design",
        entity="Contoso GmbH",
        country="DE",
        cost_centres=("DES-100",),
        manager=key(MARK),
        time_zone="Europe/Berlin",
    )


async def test_what_is_not_known_of_a_person_is_empty(contoso):
    assert await contoso.person(key(PIA)) == Person(key=key(PIA), name="Pia", email="pia@contoso.example")


async def test_ids_and_addresses_are_found_whatever_their_case(contoso):
    faye = await contoso.person(key(FAYE))
    assert await contoso.person(key(FAYE.upper(), TENANT.upper())) == faye
    assert await contoso.by_address(TENANT.upper(), " FAYE@Contoso.example ") == faye
    assert (faye.country, faye.time_zone) == ("US", "America/New_York")


async def test_an_address_with_a_quote_and_a_plus_is_found(contoso):
    found = await contoso.by_address(TENANT, "rita.o'hara+x@contoso.example")
    assert found.key == key(RITA)


@pytest.mark.parametrize(
    "address",
    ["nobody@contoso.example", "", "mark", "x' or mail ne '", "a@b\r\nc", "@" * 400, "zoe@contoso.example"],
)
async def test_an_address_of_nobody_finds_nobody(contoso, address):
    assert await contoso.by_address(TENANT, address) is None


@pytest.mark.parametrize(
    "object_id",
    ["11111111-aaaa-4bbb-8ccc-000000000099", "", "me", "../groups", f"{RITA}/manager", f"{RITA}?", "ü"],
)
async def test_an_id_of_nobody_finds_nobody(contoso, object_id):
    assert await contoso.person(key(object_id)) is None


async def test_somebody_who_left_is_not_found_and_may_still_be_a_manager(contoso):
    assert (await contoso.person(key(MARK))).manager == key(ZOE)
    assert await contoso.person(key(ZOE)) is None


async def test_nobody_is_found_in_another_tenant(contoso):
    assert await contoso.person(key(RITA, SISTER_TENANT)) is None
    assert await contoso.by_address(SISTER_TENANT, "mark@contoso.example") is None
    assert list(await contoso.group(SISTER_TENANT, "finance")) == []


@pytest.mark.parametrize("text", ["Faye", "fay", "FAYE@contoso", "Fayr", " faye, "])
async def test_a_search_finds_whoever_may_be_meant(contoso, text):
    assert await contoso.person(key(FAYE)) in await contoso.search(TENANT, text)


@pytest.mark.parametrize("text", ["Zoe", '" OR "displayName:', "", "O'Hara\r\n", "x" * 300, "@"])
async def test_a_search_brings_nobody_who_has_left_and_breaks_at_nothing(contoso, text):
    assert ZOE not in {person.key.object_id for person in await contoso.search(TENANT, text)}


async def test_a_search_in_another_tenant_finds_nobody(contoso):
    assert list(await contoso.search(SISTER_TENANT, "Faye")) == []


async def test_a_role_is_a_group_of_everybody_active_who_has_it(contoso):
    faye = await contoso.person(key(FAYE))
    assert faye.roles == {"finance"}
    assert list(await contoso.group(TENANT, "Finance")) == [faye]
    assert (await contoso.person(key(MARK))).roles == frozenset()


async def test_a_group_has_the_same_people_in_the_same_order_each_time(contoso, request):
    name = BOARD if "graph" in request.node.name else "creative-board"
    expected = [await contoso.person(key(MARK)), await contoso.person(key(FAYE))]
    assert [list(await contoso.group(TENANT, name)) for _ in range(2)] == [expected] * 2


@pytest.mark.parametrize("name", ["", "no-such-group", "99999999-aaaa-4bbb-8ccc-000000000099", "../users"])
async def test_a_group_that_is_not_there_is_empty(contoso, name):
    assert list(await contoso.group(TENANT, name)) == []
