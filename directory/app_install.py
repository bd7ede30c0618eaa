"""Adds our app for people who never opened it, through Microsoft Graph. An Installer port.

From Microsoft's reference: "Add app to user" (201 when it was added, 409 when they have it) and its permission
TeamsAppInstallation.ReadWriteSelfForUser.All, which lets an app add itself and no other.
"""

import logging

from directory.graph_calls import GraphCalls
from directory.graph_people import guid
from gigs.people import PersonKey
from ports.directory import DirectoryUnavailable
from ports.jobs import TryLater

log = logging.getLogger(__name__)


class GraphInstaller:
    """For the people of one tenant. `catalog_app_id` is the app's id in the organisation's catalogue."""

    def __init__(self, calls: GraphCalls, tenant: str, catalog_app_id: str) -> None:
        self._calls = calls
        self._tenant = tenant.lower()
        self._catalog_app_id = catalog_app_id

    async def install(self, person: PersonKey) -> bool:
        """An administrator who gave no permission is told by the log."""
        object_id = guid(person.object_id)
        if object_id is None or person.tenant.lower() != self._tenant:
            return False
        app = self._calls.address(f"/appCatalogs/teamsApps/{self._catalog_app_id}")
        try:
            answer = await self._calls.post(
                f"/users/{object_id}/teamwork/installedApps", {"teamsApp@odata.bind": app}
            )
        except DirectoryUnavailable as away:
            raise TryLater("Microsoft Graph is away") from away
        if answer.status not in (200, 201, 204, 409):
            log.warning(
                "graph does not let us add the app", extra={"status": answer.status, "code": answer.code}
            )
        return answer.status in (200, 201, 204)
