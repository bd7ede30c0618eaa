"""Our app is added for people who never opened it, where an administrator permits it; against a Graph of our own."""

import pytest

from directory.connecting import installing
from entra.app_token import msal_grants
from gigs.people import PersonKey
from ports.jobs import TryLater
from tests.directory.staff import MARK
from tests.support.entra import APP_ID, TENANT
from tests.support.graph import Fault

PERMITTED = "TeamsAppInstallation.ReadWriteSelfForUser.All"
KEY = PersonKey(tenant=TENANT, object_id=MARK)


@pytest.fixture
async def installer(graph, staff, clock):
    graph.permissions.add(PERMITTED)
    scope = f"{graph.url}/.default"
    grant = msal_grants(APP_ID, "a secret", TENANT, scope, http_client=graph.entra.msal_client())
    async with installing(grant, graph.url, TENANT, graph.catalog_app, now=clock.now) as ours:
        yield ours


async def test_the_app_is_added_once(installer, graph):
    assert await installer.install(KEY) is True
    assert await installer.install(KEY) is False

    assert graph.installed == [MARK]


async def test_without_permission_nothing_is_added_and_the_log_says_why(installer, graph, caplog):
    graph.permissions.remove(PERMITTED)

    assert await installer.install(KEY) is False

    assert graph.installed == []
    assert "graph does not let us add the app" in caplog.text


@pytest.mark.parametrize(
    "key",
    [
        PersonKey(tenant="another", object_id=MARK),
        PersonKey(tenant=TENANT, object_id="../groups"),
        PersonKey(tenant=TENANT, object_id="1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f9999"),
    ],
)
async def test_nobody_else_gets_it(installer, graph, key):
    assert await installer.install(key) is False
    assert graph.installed == []


async def test_while_graph_is_away_it_is_tried_later(installer, graph):
    graph.faults.append(Fault(status=503, times=9))

    with pytest.raises(TryLater) as later:
        await installer.install(KEY)

    assert later.value.counts
