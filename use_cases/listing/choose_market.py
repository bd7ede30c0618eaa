"""Which marketplaces a requester may choose from, what the form asks for them, and which one a brief is aimed at."""

from collections.abc import Sequence
from dataclasses import replace

from gigs.brief import BY_POLICY, Brief, BriefForm, Visibility
from gigs.check_brief import ASKED_BY_SOME, check_brief
from gigs.errors import BriefIncomplete
from gigs.people import Person
from policy.case import Case
from policy.markets import choose, may_choose
from ports.accounts import Account, AccountState
from ports.marketplace import Ask, Capability, Marketplace, PostRequest
from use_cases.listing.post_gig import post_request
from use_cases.outside import Outside

OUR_REFERENCE = "(a reference of ours)"
"""In a preview, where the reference of the listing will stand."""

_ON_THE_FORM = {"rate": "amount", "description": "outcome"}
"""Where the form asks for what a request calls something else."""


async def reachable(outside: Outside, tenant: str) -> Outside:
    """The same outside with only those marketplaces that this tenant can post a new gig to: set up, and connected."""
    need = outside.connecting.authorities
    accounts: Sequence[Account] = ()
    if need:
        async with outside.store.transaction() as tx:
            accounts = await tx.accounts.of(tenant)
    connected = {one.marketplace for one in accounts if one.state is AccountState.CONNECTED}
    there = {one.name: one for one in offered(outside) if one.name not in need or one.name in connected}
    return replace(outside, markets=there)


def offered(outside: Outside) -> tuple[Marketplace, ...]:
    """The marketplaces that a new gig can be posted to."""
    return tuple(one for one in outside.markets.values() if Capability.POST in one.capabilities)


def choices(outside: Outside) -> tuple[tuple[str, str], ...]:
    """What the form offers, as (name, title); the policy's choice comes first, where it has one between several."""
    there = tuple((one.name, one.title) for one in offered(outside))
    by_policy = len(there) > 1 and may_choose(outside.policy, [name for name, _ in there])
    return ((BY_POLICY, "Let the policy choose"), *there) if by_policy else there


def asked_by(outside: Outside, name: str) -> frozenset[Ask]:
    """What the form asks for this choice; for the policy's, whatever one that it may choose asks for."""
    if name == BY_POLICY:
        named = may_choose(outside.policy, [one.name for one in offered(outside)])
        return frozenset[Ask]().union(*(outside.markets[one].asks for one in named))
    return outside.markets[name].asks if name in outside.markets else frozenset()


def with_former(outside: Outside, typed: BriefForm, former: BriefForm, drawn_for: str) -> BriefForm:
    """What was typed, with what the form did not ask for as it was before: nothing typed is lost on the way.

    `drawn_for` is the choice that the form was drawn for; the first step, which asks for nothing else, has none. Where
    there is only one marketplace it is chosen.
    """
    there = choices(outside)
    only = there[0][0] if len(there) == 1 else ""
    if not drawn_for and typed.model_copy(update={"marketplace": ""}).is_blank:
        return former.model_copy(update={"marketplace": only or typed.marketplace})
    hidden = set(ASKED_BY_SOME) - asked_by(outside, drawn_for or typed.marketplace)
    kept = {name: getattr(former, name) for name in hidden if not getattr(typed, name)}
    return typed.model_copy(update=kept | {"marketplace": only or typed.marketplace})


def checked(outside: Outside, who: Person, form: BriefForm) -> Brief:
    """The brief that was typed, with the fields that the chosen marketplace asks for. Raises BriefIncomplete."""
    return check_brief(
        form,
        today=outside.today(who),
        marketplaces=[name for name, _ in choices(outside)],
        questions=[question.id for question in outside.policy.questions],
        asked=asked_by(outside, form.marketplace),
    )


def aimed(outside: Outside, case: Case) -> tuple[Case, str]:
    """The case at a marketplace of its own, and why the policy chose it: empty where the requester did.

    Raises BriefIncomplete where no rule of the policy chooses one, or where the one chosen could not keep it private.
    """
    if case.brief.marketplace != BY_POLICY:
        return case, ""
    found = choose(outside.policy, case, [one.name for one in offered(outside)])
    there = outside.markets[found.name]
    if Ask.VISIBILITY not in there.asks and case.brief.visibility is not Visibility.PUBLIC:
        told = f"The policy chooses {there.title}, where every listing is public. Please choose “Public”, or another marketplace."
        raise BriefIncomplete({"visibility": told})
    brief = case.brief.model_copy(update={"marketplace": found.name} | _not_asked(case.brief, there.asks))
    return case.model_copy(update={"brief": brief}), found.because


def _not_asked(brief: Brief, asks: frozenset[Ask]) -> dict[str, object]:
    """Empty values for what was typed and this marketplace does not ask for."""
    empty = Brief.model_fields
    unasked = set(ASKED_BY_SOME) - asks - {Ask.VISIBILITY}
    return {name: empty[name].default for name in unasked if getattr(brief, name)}


def fitting(outside: Outside, who: Person, brief: Brief) -> PostRequest:
    """What will be posted, but for its reference. Raises BriefIncomplete with what would surely be refused there."""
    request = post_request(brief, reference=OUR_REFERENCE)
    problems = outside.market(who.key.tenant, brief.marketplace).problems(request)
    if problems:
        raise BriefIncomplete({_ON_THE_FORM.get(name, name): said for name, said in problems.items()})
    return request
