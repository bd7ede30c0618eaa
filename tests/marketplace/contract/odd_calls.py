"""The calls of a provider, each on a gig that is far enough for it, answered again and again with something odd in the answer."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from gigs.contract import Contract, MilestoneState
from gigs.proposal import Proposal
from ports.marketplace import Capability, MarketplaceError
from tests.marketplace.contract.odd_answers import MISSING, ODD, OF_EACH_KIND, mutated, paths_of
from tests.support.providers import Stage, a_post, an_offer, begun
from tests.support.replaying import Exchange, Replaying

TEXT = "Could you start on Monday?"
PAID = frozenset({MilestoneState.SUBMITTED, MilestoneState.RELEASED})
_CLEAN_ID = re.compile(r"[\w.~:=+/-]{1,200}", re.ASCII)


@dataclass
class Ground:
    """A gig with its first part handed in, and another with proposals only, each with what a call needs to name them."""

    stage: Stage
    transport: Replaying
    listing: str
    chosen: Proposal
    contract: Contract
    other: str
    open: Proposal

    @property
    def market(self) -> Any:
        return self.stage.market


async def a_ground(stage: Stage, transport: Replaying) -> Ground:
    listing = await stage.market.post(a_post())
    other = await stage.market.post(a_post("FC-CCCCCCCCCC", title="Second deck"))
    stage.pass_time(30)
    found = await stage.market.proposals(listing.id)
    chosen = next(one for one in found if not stage.declines(one))
    contract = await stage.market.offer(an_offer(listing.id, chosen))
    stage.pass_time(5)
    contract = await begun(stage, await stage.market.contract(contract.id, contract), 0)
    stage.pass_time(6)
    if Capability.MESSAGE in stage.market.capabilities:
        await stage.market.message(listing.id, chosen.id, TEXT)
    second = next(one for one in await stage.market.proposals(other.id) if not stage.declines(one))
    return Ground(stage, transport, listing.id, chosen, contract, other.id, second)


Call = Callable[[Ground], Awaitable[Any]]


async def _release(on: Ground) -> Any:
    part = on.contract.milestones[0]
    return await on.market.release(on.contract.id, part.id, part.amount, "FC-R1")


async def _send_back(on: Ground) -> Any:
    return await on.market.send_back(on.contract.id, on.contract.milestones[0].id, "The old logo.")


async def _fund(on: Ground) -> Any:
    return await on.market.fund(on.contract.id, on.contract.milestones[1], "FC-FUND1")


READS: dict[str, Call] = {
    "contract": lambda on: on.market.contract(on.contract.id, on.contract),
    "contract that nobody knew": lambda on: on.market.contract(on.contract.id),
    "find_offer": lambda on: on.market.find_offer(an_offer(on.listing, on.chosen)),
    "find_listing": lambda on: on.market.find_listing("FC-AAAAAAAAAA"),
    "is_invited": lambda on: on.market.is_invited(on.listing, on.chosen.freelancer_id),
    "has_message": lambda on: on.market.has_message(on.listing, on.chosen.id, TEXT),
}
WRITES: dict[str, tuple[Capability, Call]] = {
    "post": (Capability.POST, lambda on: on.market.post(a_post("FC-DDDDDDDDDD", title="Third deck"))),
    "offer": (Capability.OFFER, lambda on: on.market.offer(an_offer(on.other, on.open, "FC-EEEEEEEEEE"))),
    "message": (Capability.MESSAGE, lambda on: on.market.message(on.other, on.open.id, TEXT)),
    "shortlist": (Capability.SHORTLIST, lambda on: on.market.shortlist(on.other, on.open.id)),
    "invite": (Capability.INVITE, lambda on: on.market.invite(on.other, on.open.freelancer_id, TEXT)),
    "decline": (Capability.DECLINE, lambda on: on.market.decline(on.other, on.open.id, "Too dear.")),
    "fund": (Capability.FUND, _fund),
    "send_back": (Capability.SEND_BACK, _send_back),
    "release": (Capability.RELEASE, _release),
}
"""In an order in which none spoils the next."""


MAY_BE = {
    ("proposalRoom", "null"),  # there is no room before the first message
    ("message", "null"),  # a file, or something that Upwork itself has noted in the room
    ("award_status", "null"),  # a bid that was never awarded
    ("award_status", "missing"),
    ("threads", "a list"),  # no thread yet: writing begins one with the same freelancer
    ("type", "empty text"),  # a thread about something else
    ("type", "text"),
}
"""(field, odd) where their documents say that it means just this."""


THEIR_WORDS = frozenset({"other_reason"})
"""What people write over there: a payment on Freelancer.com that a person made has no words of ours."""
CATALOGUES = ("ontology", "reasons(", "engagementDuration")
"""Queries of what is only chosen from: where nothing fits, our own words are sent, or none."""


def could_be_an_id(odd: Any) -> bool:
    """Once it is cleaned; nobody can tell it from the real one."""
    return (
        isinstance(odd, str | int)
        and not isinstance(odd, bool)
        and bool(_CLEAN_ID.fullmatch(str(odd).replace("\0", "")))
    )


def is_write(exchange: Exchange) -> bool:
    """Whether this request changed something over there."""
    query = (json.loads(exchange.sent)[0] or {}).get("query", "") if "graphql" in exchange.url else ""
    return query.lstrip().startswith("mutation") if query else exchange.method != "GET"


@dataclass
class Tried:
    """How many changes were tried, how many of them ended the call with an error, and what nobody may rely on."""

    changes: int
    failed: int
    troubles: list[str]


async def try_all(on: Ground, call: Call, judge: Callable[[Any, Any, Any], str]) -> Tried:
    """Makes the call once for each odd thing in each place of each answer to it. `judge(sound, found, odd)` names a trouble."""
    transport = on.transport
    transport.replays, transport.of = False, None
    await on.stage.reopen()
    transport.seen.clear()
    sound = await call(on)
    transport.replays = True
    exchanges = {one.asked: one for one in transport.seen}
    written = {one.asked for one in transport.seen if is_write(one)}
    tried = Tried(0, 0, [])
    for exchange in exchanges.values():
        if any(word in exchange.sent for word in CATALOGUES):
            continue
        transport.of = exchange.asked
        for path in paths_of(exchange.body):
            for what in OF_EACH_KIND:
                odd = ODD[what]
                if odd is MISSING and isinstance(path[-1], int):
                    continue  # a shorter list isn't odd
                is_fine = (path[-1], what) in MAY_BE or path[-1] in THEIR_WORDS
                is_fine |= path[-1] == "id" and could_be_an_id(odd)
                transport.change = partial(mutated, path=path, odd=odd)
                transport.seen.clear()
                await on.stage.reopen()
                tried.changes += 1
                try:
                    found = await call(on)
                    trouble = "" if is_fine else judge(sound, found, odd)
                except MarketplaceError:
                    tried.failed += 1
                    trouble = ""
                wrong = [
                    one.sent[:300] + one.url
                    for one in transport.seen
                    if is_write(one) and one.asked not in written
                ]
                if wrong and not (is_fine or could_be_an_id(odd)):
                    trouble = f"{trouble} wrote {wrong}"
                if trouble:
                    tried.troubles.append(f"{'.'.join(map(str, path))} {what}: {trouble}")
    transport.of = None
    return tried


def a_reading(sound: Any, found: Any, odd: Any) -> str:
    """What may not come out of a reading."""
    if found is None or isinstance(found, bool):
        lost = sound is not found and not isinstance(odd, str) and odd not in ([], {}, 7)
        return "said not to be there" if lost else ""
    text = found.model_dump_json()
    if "\\u0000" in text or "\x1b" in text:
        return "a text that no database can hold"
    if not isinstance(found, Contract):
        return ""
    amounts = [found.total, *(one.amount for one in found.milestones)]
    if any(not 0 < one.amount < 10**12 for one in amounts):
        return f"amounts that nobody can mean: {amounts}"
    known = {one.id: one for one in sound.milestones}
    further = [
        one.id
        for one in found.milestones
        if one.state in PAID and (one.id not in known or known[one.id].state is not one.state)
    ]
    if further or (found.state is not sound.state and found.state.value in {"completed", "active"}):
        return f"further than it is: {further} {found.state}"
    if found.id != sound.id or (found.proposal_id and not _CLEAN_ID.fullmatch(found.proposal_id)):
        return f"another contract: {found.id} {found.proposal_id}"
    return ""


def a_writing(_sound: Any, found: Any, _odd: Any) -> str:
    """What may not come out of a call that writes."""
    if found is None:
        return ""
    text = found.model_dump_json()
    return "a text that no database can hold" if "\\u0000" in text or "\x1b" in text else ""
