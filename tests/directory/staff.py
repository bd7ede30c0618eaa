"""The people in the Graph of these tests."""

import pytest

from gigs.people import PersonKey
from ports.directory import DirectoryUnavailable
from tests.support.entra import TENANT

RITA, MARK, FAYE, GUY = (f"11111111-aaaa-4bbb-8ccc-00000000000{number}" for number in range(1, 5))
LEADS, INNER = (f"99999999-aaaa-4bbb-8ccc-00000000000{number}" for number in range(1, 3))
SENTENCE = "I cannot reach your company's directory right now. Please try again in a few minutes."
BATCH = "POST /v1.0/$batch"
HOUR = 3600


def key(object_id):
    return PersonKey(tenant=TENANT, object_id=object_id)


async def unavailable(asked):
    with pytest.raises(DirectoryUnavailable) as told:
        await asked
    assert str(told.value) == SENTENCE
