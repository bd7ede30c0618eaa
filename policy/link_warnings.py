"""What is remarked on a brief's links: those that a freelancer probably can't open, or that may show more than was said."""

from gigs.brief import Brief, DataTier
from gigs.links import host_of, is_internal
from policy.policy import Policy


def link_warnings(policy: Policy, brief: Brief) -> tuple[str, ...]:
    """A sentence for each link on a host inside the company."""
    more = (
        " It may also hold more than the data tier “General” allows."
        if brief.data_tier is DataTier.GENERAL
        else ""
    )
    return tuple(
        f"A freelancer may not be able to open “{link.title}”: {host_of(link.url)} is inside the company.{more}"
        for link in brief.links
        if is_internal(link.url, policy.internal_hosts)
    )
