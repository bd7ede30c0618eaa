"""pip for a Python that came without it, as on a bare Debian: its wheel, from where pip would look, checked by our hash."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import ssl
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

from tasks.pip_settings import PipSettings

PIN = Path(__file__).with_name("pip.txt")
"""The one version that is taken, in pip's own format."""
ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.5, text/html;q=0.1"
LONGEST_PAGE, LARGEST_WHEEL = 20_000_000, 20_000_000


class NoPip(Exception):
    """pip could not be fetched; the text says what each place answered."""


def fetch_pip(folder: Path, settings: PipSettings, pin: Path = PIN) -> Path:
    """pip's wheel, in this folder. Raises NoPip."""
    version, wanted = read_pin(pin)
    name = f"pip-{version}-py3-none-any.whl"
    try:
        fetch = Fetch(settings)
    except OSError as error:
        raise NoPip(f"the certificates in {settings.certificates} cannot be read") from error
    troubles = []
    for place in fetch.places():
        try:
            wheel = fetch.read(fetch.find(place, name), LARGEST_WHEEL)
        except (OSError, ValueError, http.client.HTTPException) as error:
            troubles.append(f"{shown(place)} {said(error)}")
            continue
        if hashlib.sha256(wheel).hexdigest() == wanted:
            (folder / name).write_bytes(wheel)
            return folder / name
        troubles.append(f"{shown(place)} has a {name} that is not the one we know: its sha256 is wrong")
    raise NoPip("; ".join(troubles) or "pip is configured to use no index")


def read_pin(pin: Path) -> tuple[str, str]:
    """The version and the sha256 of its wheel."""
    found = re.fullmatch(r"pip==([\w.]+) --hash=sha256:([0-9a-f]{64})", pin.read_text().strip())
    if found is None:
        raise NoPip(f"{pin} does not name one version and its hash")
    return found[1], found[2]


def shown(place: str) -> str:
    """An address for the terminal, without the password that may be in it."""
    parts = urlsplit(place)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def said(error: Exception) -> str:
    """The end of a sentence about a place."""
    if isinstance(error, urllib.error.HTTPError):
        return f"answers {error.code}"
    if isinstance(error, ValueError):
        return str(error)
    return f"is out of reach ({getattr(error, 'reason', '') or type(error).__name__})"


class Fetch:
    """Reads pages and files as pip would: through its proxy, with its certificates and passwords."""

    def __init__(self, settings: PipSettings) -> None:
        self._settings = settings
        proxies = {"http": settings.proxy, "https": settings.proxy} if settings.proxy else None
        self._proxies = urllib.request.ProxyHandler(proxies)
        self._checked = ssl.create_default_context(cafile=settings.certificates or None)
        self._unchecked = ssl._create_unverified_context()  # noqa: S323, SLF001 (trusted-host says so; our hash still counts)

    def places(self) -> Iterator[str]:
        """Pages, and addresses of folders, on which the wheel may be named; folders of this machine first."""
        for link in self._settings.links:
            yield link if "://" in link else Path(link).expanduser().resolve().as_uri()
        for index in self._settings.indexes:
            yield f"{index.rstrip('/')}/pip/"

    def find(self, place: str, name: str) -> str:
        """The address of the file with this name. Raises ValueError where it is not."""
        if urlsplit(place).scheme == "file":
            return self._find_here(place, name)
        body, kind, at = self._get(place, LONGEST_PAGE)
        links = _json_links(body) if kind.endswith("+json") else _html_links(body)
        for link in links:
            address = urldefrag(urljoin(at, link)).url
            if unquote(urlsplit(address).path).rpartition("/")[2] == name:
                return self._with_password(address, place)
        raise ValueError(f"has no {name}")

    def _find_here(self, place: str, name: str) -> str:
        """In a folder of this machine: the file itself, or a page that names it."""
        folder = Path(urllib.request.url2pathname(urlsplit(place).path))
        if (folder / name).is_file():
            return (folder / name).as_uri()
        page = folder / "index.html" if folder.is_dir() else folder
        if page.is_file():
            for link in _html_links(page.read_bytes()):
                address = urldefrag(urljoin(page.as_uri(), link)).url
                if unquote(address).endswith(f"/{name}"):
                    return address
        raise ValueError(f"has no {name}")

    def read(self, address: str, most: int) -> bytes:
        return self._get(address, most)[0]

    def _get(self, address: str, most: int) -> tuple[bytes, str, str]:
        """Content, its type, and where it was found in the end."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https", "file"):
            raise ValueError("is neither http, https nor a file")
        request = urllib.request.Request(shown(address), headers={"Accept": ACCEPT})  # noqa: S310 (looked at above)
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            request.add_unredirected_header("Authorization", f"Basic {b64encode(pair.encode()).decode()}")
        with self._opener(parts).open(request, timeout=self._settings.seconds) as answer:
            body: bytes = answer.read(most + 1)
            if len(body) > most:
                raise ValueError("is too large")
            return body, answer.headers.get_content_type(), answer.url

    def _opener(self, parts: SplitResult) -> urllib.request.OpenerDirector:
        hosts = {parts.hostname or "", parts.netloc.rpartition("@")[2]}
        context = self._unchecked if hosts & self._settings.trusted else self._checked
        return urllib.request.build_opener(self._proxies, urllib.request.HTTPSHandler(context=context))

    @staticmethod
    def _with_password(address: str, place: str) -> str:
        """A file on the same host as its page is fetched with the page's password."""
        file, page = urlsplit(address), urlsplit(place)
        same = (file.scheme, file.netloc) == (page.scheme, page.netloc.rpartition("@")[2])
        return file._replace(netloc=page.netloc).geturl() if same else address


def _json_links(body: bytes) -> list[str]:
    """Addresses on a page as of PEP 691. Raises ValueError for anything else."""
    try:
        return [str(file["url"]) for file in json.loads(body)["files"]]
    except (KeyError, TypeError) as error:
        raise ValueError("has a page that is no list of files") from error


def _html_links(body: bytes) -> list[str]:
    """Addresses on a page as of PEP 503."""
    page = _Links()
    page.feed(body.decode("utf-8", "replace"))
    return page.links


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
