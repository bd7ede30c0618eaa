"""Which marketplaces a requester may choose from, what the form asks for them, and which one a brief is aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gigs.brief import BY_POLICY, Brief, BriefForm, Visibility
from gigs.check_brief import EXTRA_FIELDS, check_brief
from gigs.errors import BriefIncomplete
from gigs.people import Person
from policy.case import Case
from policy.markets import choose, may_choose
from policy.policy import Policy
from ports.accounts import Account, AccountState
from ports.marketplace import Capability, ExtraField, Marketplace, PostRequest
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.listing.post_gig import post_request

OUR_REFERENCE = N_("(a reference of ours)")
"""In a preview, where the reference of the listing will stand."""

_ON_THE_FORM = {"rate": "amount", "description": "outcome"}
"""Where the form asks for what a request calls something else."""


class Choosing(Protocol):
    """Between what is chosen, and by which rules."""

    @property
    def markets(self) -> Mapping[str, Marketplace]:
        """By name."""

    @property
    def policy(self) -> Policy:
        """The one for new submissions."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """`Choosing`, narrowed to those marketplaces that a tenant can post a new gig to: set up, and connected."""

    markets: Mapping[str, Marketplace]
    policy: Policy


async def reachable(context: Context, tenant: str) -> Reachable:
    """What this tenant can choose from now."""
    need = context.connecting.authorities
    accounts: Sequence[Account] = ()
    if need:
        accounts = await context.store.run(lambda tx: tx.accounts.of(tenant))
    connected = {one.marketplace for one in accounts if one.state is AccountState.CONNECTED}
    there = {one.name: one for one in offered(context) if one.name not in need or one.name in connected}
    return Reachable(markets=there, policy=context.policy)


def offered(there: Choosing) -> tuple[Marketplace, ...]:
    """The marketplaces that a new gig can be posted to."""
    return tuple(one for one in there.markets.values() if Capability.POST in one.capabilities)


def choices(there: Choosing) -> tuple[tuple[str, str], ...]:
    """What the form offers, as (name, title); the policy's choice comes first, where it has one between several."""
    named = tuple((one.name, one.title) for one in offered(there))
    by_policy = len(named) > 1 and may_choose(there.policy, [name for name, _ in named])
    return ((BY_POLICY, _("Let the policy choose")), *named) if by_policy else named


def asked_by(there: Choosing, name: str) -> frozenset[ExtraField]:
    """What the form asks for this choice; for the policy's, whatever one that it may choose asks for."""
    if name == BY_POLICY:
        named = may_choose(there.policy, [one.name for one in offered(there)])
        return frozenset[ExtraField]().union(*(there.markets[one].asks for one in named))
    return there.markets[name].asks if name in there.markets else frozenset()


def with_former(there: Choosing, typed: BriefForm, former: BriefForm, drawn_for: str) -> BriefForm:
    """What was typed, with what the form did not ask for as it was before: nothing typed is lost on the way.

    `drawn_for` is the choice that the form was drawn for; the first step, which asks for nothing else, has none. Where
    there is only one marketplace it is chosen.
    """
    named = choices(there)
    only = named[0][0] if len(named) == 1 else ""
    if not drawn_for and typed.model_copy(update={"marketplace": ""}).is_blank:
        return former.model_copy(update={"marketplace": only or typed.marketplace})
    hidden = set(EXTRA_FIELDS) - asked_by(there, drawn_for or typed.marketplace)
    kept = {name: getattr(former, name) for name in hidden if not getattr(typed, name)}
    return typed.model_copy(update=kept | {"marketplace": only or typed.marketplace})


def checked(there: Choosing, form: BriefForm, today: date) -> Brief:
    """The brief that was typed, with the fields that the chosen marketplace asks for. Raises BriefIncomplete."""
    return check_brief(
        form,
        today=today,
        marketplaces=[name for name, _ in choices(there)],
        questions=[question.id for question in there.policy.questions],
        asked=asked_by(there, form.marketplace),
    )


def aimed(there: Choosing, case: Case) -> tuple[Case, str]:
    """The case at a marketplace of its own, and why the policy chose it: empty where the requester did.

    Raises BriefIncomplete where no rule of the policy chooses one, or where the one chosen could not keep it private.
    """
    if case.brief.marketplace != BY_POLICY:
        return case, ""
    found = choose(there.policy, case, [one.name for one in offered(there)])
    market = there.markets[found.name]
    if ExtraField.VISIBILITY not in market.asks and case.brief.visibility is not Visibility.PUBLIC:
        told = _(
            "The policy chooses {marketplace}, where every listing is public. "
            "Please choose “Public”, or another marketplace."
        ).format(marketplace=market.title)
        raise BriefIncomplete({"visibility": told})
    brief = case.brief.model_copy(update={"marketplace": found.name} | _not_asked(case.brief, market.asks))
    return case.model_copy(update={"brief": brief}), found.because


def _not_asked(brief: Brief, asks: frozenset[ExtraField]) -> dict[str, object]:
    """Empty values for what was typed and this marketplace does not ask for."""
    empty = Brief.model_fields
    unasked = set(EXTRA_FIELDS) - asks - {ExtraField.VISIBILITY}
    return {name: empty[name].default for name in unasked if getattr(brief, name)}


def fitting(context: Context, who: Person, brief: Brief) -> PostRequest:
    """What will be posted, but for its reference. Raises BriefIncomplete with what would surely be refused there."""
    request = post_request(brief, reference=_(OUR_REFERENCE))
    problems = context.market(who.key.tenant, brief.marketplace).problems(request)
    if problems:
        raise BriefIncomplete({_ON_THE_FORM.get(name, name): said for name, said in problems.items()})
    return request
