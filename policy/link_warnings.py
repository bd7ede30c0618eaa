"""What is remarked on a brief's links: those that a freelancer probably can't open, or that may show more than was said."""

from gigs.brief import Brief, DataTier
from gigs.links import host_of, is_internal
from policy.policy import Policy
from translation.catalogue import _


def link_warnings(policy: Policy, brief: Brief) -> tuple[str, ...]:
    """A sentence for each link on a host inside the company."""
    said = _("A freelancer may not be able to open “{link}”: {host} is inside the company.")
    more = _("It may also hold more than the data tier “General” allows.")
    told = f"{said} {more}" if brief.data_tier is DataTier.GENERAL else said
    return tuple(
        told.format(link=link.title, host=host_of(link.url))
        for link in brief.links
        if is_internal(link.url, policy.internal_hosts)
    )
