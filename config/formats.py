"""The formats a setting can have, each as a type that refuses what is malformed and tidies what is not."""

import base64
import binascii
import ipaddress
import re
import zoneinfo
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

ROOT = Path(__file__).resolve().parent.parent
"""The checkout. Relative paths in settings start here, wherever the product is started from."""

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED_GUID = re.compile(rf"[a-z][a-z0-9_-]*={GUID.pattern}")
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
NAMED_SECONDS = re.compile(r"[a-z][a-z0-9_-]*=[1-9]\d{0,4}")
HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def is_loopback(host: str) -> bool:
    """True for names and addresses that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _words(value: Any) -> Any:
    return tuple(re.findall(r"[^,\s]+", value)) if isinstance(value, str) else value


def _guid(value: str) -> str:
    lowered = value.lower()
    if lowered and not GUID.fullmatch(lowered):
        raise ValueError(value)
    return lowered


def _guids(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_guid(value) for value in values)


def _named_guids(values: tuple[str, ...]) -> tuple[str, ...]:
    lowered = tuple(value.lower() for value in values)
    names = [value.partition("=")[0] for value in lowered]
    if len(set(names)) < len(names) or not all(NAMED_GUID.fullmatch(value) for value in lowered):
        raise ValueError(values)
    return lowered


def _time_zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(value) from error
    return value


def _host_names(values: tuple[str, ...]) -> tuple[str, ...]:
    lowered = tuple(value.lower() for value in values)
    if not all(HOST_NAME.fullmatch(value) for value in lowered):
        raise ValueError(values)
    return lowered


def _url(value: str) -> str:
    """The address without a slash at its end. Plain http only to this machine, where the tests' servers are."""
    parts = urlsplit(value)
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if value and not (secure and parts.hostname and not parts.username):
        raise ValueError(value)
    return value.rstrip("/")


def _database(value: str) -> str:
    """SQLite's path made absolute; PostgreSQL's address as it is."""
    if value.startswith("sqlite:///") and value != "sqlite:///":
        return f"sqlite:///{ROOT / value.removeprefix('sqlite:///')}"
    if value.startswith("postgresql://") and urlsplit(value).path.strip("/"):
        return value
    raise ValueError("no database address we know")


def _from_root(value: Path) -> Path:
    return ROOT / value


def _folder_from_root(value: str) -> str:
    return str(ROOT / value) if value else ""


def keys_of(text: str) -> dict[str, bytes]:
    """The keys in `ID=KEY` pairs between commas or spaces, by id, in order. Raises ValueError, which quotes none."""
    keys: dict[str, bytes] = {}
    for pair in _words(text):
        name, _, encoded = pair.partition("=")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if name in keys or not NAME.fullmatch(name) or len(key) != 32:
            raise ValueError("no key we know")
        keys[name] = key
    return keys


def _token_keys(value: SecretStr) -> SecretStr:
    keys_of(value.get_secret_value())
    return value


def _named_seconds(values: tuple[str, ...]) -> tuple[str, ...]:
    names = [value.partition("=")[0] for value in values]
    if len(set(names)) < len(names) or not all(NAMED_SECONDS.fullmatch(value) for value in values):
        raise ValueError(values)
    return values


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
Guid = Annotated[str, AfterValidator(_guid)]
Guids = Annotated[Words, AfterValidator(_guids)]
NamedGuids = Annotated[Words, AfterValidator(_named_guids)]
TokenKeys = Annotated[SecretStr, AfterValidator(_token_keys)]
NamedSeconds = Annotated[Words, AfterValidator(_named_seconds)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
HostNames = Annotated[Words, AfterValidator(_host_names)]
Url = Annotated[str, AfterValidator(_url)]
Database = Annotated[str, AfterValidator(_database)]
RootedPath = Annotated[Path, AfterValidator(_from_root)]
RootedFolder = Annotated[str, AfterValidator(_folder_from_root)]
"""Empty for none."""
