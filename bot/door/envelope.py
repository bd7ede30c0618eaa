"""What must be true of an activity before anyone looks at what it says: channel, serviceUrl, tenant."""

from collections.abc import Mapping
from typing import Any, Final

from bot.connector.service_urls import ForeignServiceUrl, ServiceUrls
from bot.door.rejected import Rejected

CHANNEL: Final = "msteams"
_MAX_ID: Final = 1024


def checked_envelope(
    body: Mapping[str, Any], claimed_service_url: str | None, tenants: Mapping[str, str], urls: ServiceUrls
) -> tuple[str, str]:
    """The tenant (as the allow-list spells it) and the serviceUrl (in one spelling); raises Rejected.

    `tenants` maps lower-case ids to their spelling. `claimed_service_url` is what the token was issued for; None only
    where there is no token, in local mode.
    """
    if not _is_id(body.get("type")) or not _is_id(_within(body, "conversation", "id")):
        raise Rejected(400, "not an activity")
    if body.get("channelId") != CHANNEL:
        raise Rejected(403, "not the Teams channel")
    if body.get("deliveryMode") not in (None, "normal"):
        raise Rejected(403, "delivery mode not served")
    return _tenant(body, tenants), _service_url(body, claimed_service_url, urls)


def _service_url(body: Mapping[str, Any], claimed: str | None, urls: ServiceUrls) -> str:
    sent = body.get("serviceUrl")
    if not isinstance(sent, str) or not sent:
        raise Rejected(403, "no serviceUrl")
    try:
        spelled = urls.checked(sent)
        if claimed is not None and urls.checked(claimed) != spelled:
            raise Rejected(403, "serviceUrl differs from the token's")
    except ForeignServiceUrl as error:
        raise Rejected(403, "serviceUrl is foreign") from error
    return spelled


def _tenant(body: Mapping[str, Any], tenants: Mapping[str, str]) -> str:
    named = [_within(body, "channelData", "tenant", "id"), _within(body, "conversation", "tenantId")]
    given = {value.lower() if isinstance(value, str) else "" for value in named if value not in (None, "")}
    if not given:
        raise Rejected(403, "no tenant")
    if len(given) > 1:
        raise Rejected(403, "tenants disagree")
    tenant = tenants.get(given.pop())
    if tenant is None:
        raise Rejected(403, "tenant not served")
    return tenant


def _within(value: Any, *path: str) -> Any:
    for step in path:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MAX_ID
