"""Links that a freelancer probably can't open are remarked on, and so is what they may show; nothing is stopped."""

import pytest

from gigs.brief import DataTier
from gigs.links import Link
from policy.case import Case
from policy.link_warnings import link_warnings
from policy.plan import plan
from policy.policy_file import PolicyWrong, parse_policy
from tests.support.builders import RITA, a_brief
from tests.support.policies import a_policy

DECK = Link(title="Last year’s deck", url="https://contoso.sharepoint.com/sites/x/deck.pptx")
WIKI = Link(title="Wiki", url="https://wiki.contoso.example/brand")
SITE = Link(title="Our site", url="https://example.com/")
POLICY = "name: p\ncurrency: USD\nrates: {USD: 1}\nbands: [{steps: [{ask: manager}]}]\n"


def test_a_link_inside_the_company_is_remarked_on_and_under_the_lowest_tier_what_it_may_hold():
    general = link_warnings(a_policy(), a_brief(links=(DECK, SITE)))
    inside = "A freelancer may not be able to open “Last year’s deck”: contoso.sharepoint.com is inside the company."
    assert general == (f"{inside} It may also hold more than the data tier “General” allows.",)
    confidential = a_brief(links=(DECK,), data_tier=DataTier.CONFIDENTIAL)
    (told,) = link_warnings(a_policy(), confidential)
    assert told == inside


def test_the_policy_names_more_hosts_that_are_internal():
    brief = a_brief(links=(WIKI,))
    assert link_warnings(parse_policy(POLICY, "p"), brief) == ()
    named = parse_policy(POLICY + "internal_hosts: [Contoso.example]\n", "p")
    assert "wiki.contoso.example is inside the company" in link_warnings(named, brief)[0]


def test_the_plan_says_it_to_requester_and_approver_and_blocks_nothing():
    brief = a_brief(links=(DECK,))
    planned = plan(a_policy(), Case(brief=brief, requester=RITA, amount=brief.budget))
    assert "Last year’s deck" in planned.warnings[0]
    assert planned.blocks == ()


@pytest.mark.parametrize("host", ["https://intranet.contoso.com", "contoso.com/wiki", "*.contoso.com", ""])
def test_what_is_no_host_is_told_with_its_line(host):
    with pytest.raises(PolicyWrong, match=r"line 5: .*isn’t the name of a host"):
        parse_policy(POLICY + f'internal_hosts: ["{host}"]\n', "p")
