"""What a company's network asks of whatever goes out: its proxies and its certificate authorities.

HTTPS_PROXY, HTTP_PROXY and NO_PROXY choose the way, in either case of letters, the small ones first. SSL_CERT_FILE,
SSL_CERT_DIR, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE name authorities, which are trusted beside the system's.
"""

import os
import ssl
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Final

from yarl import URL

AUTHORITIES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

Address = IPv4Address | IPv6Address

Authorities = tuple[tuple[str, str], ...]
"""The name of a variable, and a file or a folder that it names."""


class EnvironmentWrong(OSError):
    """We must not start: a variable names something that cannot be used. The message is for the operator; it has the
    variable's name and not a proxy's address, which may hold a password."""


class Proxies:
    """The proxies of an environment. Raises EnvironmentWrong for one that isn't a plain HTTP proxy's address: TLS within
    TLS fails in CPython 3.11 with errors that quote the proxy's password."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._proxies = {scheme: _proxy(environment, f"{scheme}_proxy") for scheme in ("http", "https")}
        listed = _value(environment, "no_proxy").lower().split(",")
        self._direct = tuple(entry for each in listed if (entry := each.strip().lstrip(".")))

    def way_to(self, url: URL) -> URL | None:
        """The proxy to use, with its user and password if it has some; None for the direct way.

        This machine is always reached directly, whatever NO_PROXY says.
        """
        proxy = self._proxies.get(url.scheme)
        if proxy is None:
            return None
        host = (url.raw_host or "").lower().rstrip(".")
        if _is_here(host) or any(_means(entry, host, url.port) for entry in self._direct):
            return None
        return proxy


def named_authorities(environment: Mapping[str, str]) -> Authorities:
    """What the environment names: one path to a variable, or several as in PATH."""
    return tuple(
        (name, path) for name in AUTHORITIES for path in environment.get(name, "").split(os.pathsep) if path
    )


def trusting(named: Authorities) -> ssl.SSLContext:
    """A new context that trusts the system's authorities and these; making it takes a tenth of a second.

    Raises EnvironmentWrong for a file or folder that isn't there, and for a file without a certificate.
    """
    made = ssl.create_default_context()
    made.set_alpn_protocols(("http/1.1",))
    for path, name in {Path(place).resolve(): name for name, place in named}.items():
        try:
            _trust(made, path)
        except OSError as wrong:  # an ssl.SSLError is one too
            raise EnvironmentWrong(f"{name} names {path}, where I cannot read any certificate.") from wrong
    # OpenSSL by itself takes SSL_CERT_FILE and SSL_CERT_DIR in place of the system's: here they go together.
    systems = ssl.get_default_verify_paths()
    for usual in (systems.openssl_cafile, systems.openssl_capath):
        with suppress(OSError):
            _trust(made, Path(usual))
    return made


def _trust(context: ssl.SSLContext, path: Path) -> None:
    if path.is_dir():
        context.load_verify_locations(capath=path)
    else:
        context.load_verify_locations(cafile=path)


def _value(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, environment.get(name.upper(), "")).strip()


def _proxy(environment: Mapping[str, str], name: str) -> URL | None:
    text = _value(environment, name)
    if not text:
        return None
    try:
        proxy = URL(text if "://" in text else f"http://{text}")
    except ValueError:
        proxy = URL()
    if proxy.scheme != "http" or not proxy.raw_host:
        raise EnvironmentWrong(
            f"{name.upper()} must be the address of a proxy that speaks plain HTTP, such as "
            "http://proxy.example:8080; https:// goes through it in a tunnel. No other kind can be used."
        )
    return proxy


def _address(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_here(host: str) -> bool:
    address = _address(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def _is_in(address: Address, entry: str) -> bool:
    try:
        return address in ip_network(entry, strict=False)
    except ValueError:
        return False


def _means(entry: str, host: str, port: int | None) -> bool:
    """Whether this entry of NO_PROXY means this host: all, a network, or a name with what is below it, perhaps of one
    port only."""
    address = _address(host)
    if entry == "*" or (address and _is_in(address, entry)):
        return True
    whole = f"{host}:{port}"
    ending = entry if ":" in entry else f"{entry}:{port}"
    return whole == ending or (address is None and whole.endswith(f".{ending}"))
