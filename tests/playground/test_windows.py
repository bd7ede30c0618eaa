import json
from pathlib import Path

import pytest
import yaml

from config.formats import ROOT
from config.settings import PLAYGROUND_TENANT
from directory.people_file import read_people_file
from gigs.people import PersonKey
from playground.launch import WINDOWS

RECORDINGS = sorted((ROOT / "tests" / "fixtures" / "playground").glob("*_*.json"))


def window(name: str) -> dict:
    return yaml.safe_load((ROOT / "playground" / name / ".m365agentsplayground.yml").read_text())


@pytest.fixture(params=[each.name for each in WINDOWS])
def seat(request):
    return window(request.param)


def test_a_window_has_exactly_five_others_and_one_more_channel(seat):
    assert len(seat["users"]) == 5
    assert len(seat["team"]["channels"]) == 1


async def test_a_windows_people_are_those_of_the_people_file(seat):
    people = read_people_file(ROOT / "directory" / "people.yaml")
    everybody = [seat["currentUser"], *seat["users"]]
    assert seat["tenantId"] == PLAYGROUND_TENANT
    assert len({each["aadObjectId"] for each in everybody}) == 6
    for each in everybody:
        person = await people.person(PersonKey(tenant=seat["tenantId"], object_id=each["aadObjectId"]))
        assert person is not None
        assert (person.name, person.email) == (each["name"], each["email"])


def test_all_windows_know_the_same_six_people_and_the_same_bot():
    first, *others = (window(each.name) for each in WINDOWS)
    everybody = {user["id"] for user in [first["currentUser"], *first["users"]]}
    for other in others:
        assert other["bot"] == first["bot"]
        assert {user["id"] for user in [other["currentUser"], *other["users"]]} == everybody
    assert len({seat["currentUser"]["id"] for seat in (first, *others)}) == len(WINDOWS)


def test_no_conversation_is_in_two_windows():
    places = [
        place
        for seat in (window(each.name) for each in WINDOWS)
        for place in (
            seat["personalChat"]["id"],
            seat["groupChat"]["id"],
            seat["team"]["id"],
            seat["team"]["channels"][0]["id"],
        )
    ]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_what_was_recorded_fits_the_files_of_today(path: Path):
    body = json.loads(path.read_text())["body"]
    seats = [window(each.name) for each in WINDOWS]
    assert body["conversation"]["tenantId"] == PLAYGROUND_TENANT
    assert body["from"]["aadObjectId"] in {seat["currentUser"]["aadObjectId"] for seat in seats}
    assert body["recipient"]["id"] == seats[0]["bot"]["id"]
