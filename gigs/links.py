"""Links of a brief: what a freelancer should look at, each a title and an https address."""

import re
from collections.abc import Collection, Sequence
from ipaddress import IPv6Address, ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AnyUrl, TypeAdapter, UrlConstraints, ValidationError

from gigs.length import excess
from gigs.value import Value
from translation.catalogue import _

MOST_LINKS = 5
LONGEST_TITLE = 80
LONGEST_ADDRESS = 1000

_COMPANY = ("sharepoint.com", "sharepoint.us", "teams.microsoft.com", "teams.cloud.microsoft")
"""Where companies keep their own: a link there opens for guests only when somebody shared it with them."""
_NETWORK = ("local", "localhost", "localdomain", "internal", "intranet", "corp", "lan", "home", "home.arpa")
"""Ends of names that only a network of one's own knows."""
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}:/|www\.)\S*", re.IGNORECASE)
_AROUND_A_TITLE = " \t:|-–—<>()"
_READS: TypeAdapter[AnyUrl] = TypeAdapter(
    Annotated[AnyUrl, UrlConstraints(allowed_schemes=["https"], host_required=True)]
)


class Link(Value):
    """`url` is https, ASCII, without a name or password, spelled as browsers do."""

    title: str
    url: str


def read_link(line: str) -> Link:
    """A title and an address, in any order; without a title, the address's host. Raises ValueError with a sentence."""
    found = _ADDRESS.findall(line)
    if not found:
        said = _("“{text}” has no link. Write the title, then the link, starting with https://.")
        raise ValueError(said.format(text=line[:60]))
    if found[1:]:
        raise ValueError(_("Please write one link per line."))
    title = " ".join(line.replace(found[0], " ").split()).strip(_AROUND_A_TITLE)
    if told := excess(title, LONGEST_TITLE):
        raise ValueError(_("Please shorten the title of a link: {limit}").format(limit=told))
    url = _address(found[0].rstrip(">,;"))
    return Link(title=title or host_of(url), url=url)


def _address(typed: str) -> str:
    try:
        read = _READS.validate_python(typed)
    except ValidationError as wrong:
        said = _("“{link}” can’t be used. Links have to start with https://.")
        raise ValueError(said.format(link=typed[:60])) from wrong
    if read.username or read.password:
        raise ValueError(_("Please leave the name and password out of the link; anybody could read them."))
    if told := excess(str(read), LONGEST_ADDRESS):
        raise ValueError(_("Please use a shorter link: {limit}").format(limit=told))
    return str(read)


def host_of(url: str) -> str:
    """Without the dot that a name may end with."""
    return (urlsplit(url).hostname or "").rstrip(".")


def is_internal(url: str, hosts: Collection[str] = ()) -> bool:
    """Whether only the company's own people can be expected to open it: by its host, or by `hosts` and what is below them."""
    host = host_of(url)
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or _is_below(host, (*_COMPANY, *_NETWORK, *hosts))
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return not (mapped or address).is_global


def _is_below(host: str, ends: Collection[str]) -> bool:
    return any(f".{host}".endswith(f".{end.casefold()}") for end in ends)


def as_lines(links: Sequence[Link], between: str = " ") -> str:
    """One line each, as somebody would type them."""
    return "\n".join(f"{one.title}{between}{one.url}" for one in links)
