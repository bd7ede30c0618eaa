"""Which Bot Connector addresses we talk to: nothing else ever gets our token or our texts."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

TEAMS_HOSTS = frozenset({"smba.trafficmanager.net"})
"""Teams' public cloud. Government clouds have hosts of their own, for example smba.infra.gcc.teams.microsoft.com."""

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

_REMEMBERED = 1024


class ForeignServiceUrl(ValueError):
    """An address outside the allow-list, or not an address at all."""


@dataclass(frozen=True, slots=True)
class ServiceUrls:
    """The allow-list. `hosts` are reached over https on the standard port; `loopback` adds this machine over http,
    any port, for the Agents Playground and tests."""

    hosts: frozenset[str] = TEAMS_HOSTS
    loopback: bool = False
    _seen: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def checked(self, url: str) -> str:
        """The address in one spelling (host in lower case, no slash at the end), or ForeignServiceUrl."""
        known = self._seen.get(url)
        if known is not None:
            return known
        spelled = self._spelled(url)
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[url] = spelled
        return spelled

    def _spelled(self, url: str) -> str:
        if not url.isascii() or not url.isprintable() or any(c in url for c in " \\?#@%"):
            raise ForeignServiceUrl("not a plain address")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise ForeignServiceUrl("not an address") from error
        if ".." in parts.path:
            raise ForeignServiceUrl("path goes upwards")
        path = parts.path.rstrip("/")
        if parts.scheme == "https" and host in self.hosts and port in (None, 443):
            return f"https://{host}{path}"
        if self.loopback and parts.scheme == "http" and host in LOOPBACK_HOSTS:
            named = f"[{host}]" if ":" in host else host
            return f"http://{named}{'' if port is None else f':{port}'}{path}"
        raise ForeignServiceUrl("host is not on the allow-list")


def local_service_urls() -> ServiceUrls:
    """Only this machine: what the Agents Playground uses."""
    return ServiceUrls(hosts=frozenset(), loopback=True)
