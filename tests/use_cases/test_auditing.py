"""A lead audits a gig and hands out a link; whoever opens it sees that gig, and the history says that they did."""

import asyncio
from dataclasses import replace

import pytest
from itsdangerous import URLSafeTimedSerializer

from dashboard.links import SignedLinks
from gigs.errors import GigNotFound, NoLinks, NotAllowed
from ports.links import AuditLink
from tests.support.builders import FAYE, MARK, RITA
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import LINK_KEY, PAT, SAM
from use_cases.audit.audit_gig import audit_gig
from use_cases.audit.open_link import open_link
from use_cases.audit.trail import trail_of
from use_cases.context import Unlinked
from use_cases.showing.history_text import shown

LEAD = frozenset({"programme_lead"})
DAY = 24 * 3600


def token_of(audited):
    return audited.address.rpartition("/")[2]


def link_of(world, audited):
    return world.context.links.read(token_of(audited))


async def said(world, number=1):
    async with one_by_one(world.store) as tx:
        said = [shown(one) for one in (await tx.histories.part(RITA.key.tenant, number, 50)).entries]
    return [f"{one.who} {one.what}" for one in said]


async def test_a_lead_learns_that_the_history_is_proved_and_gets_a_link(world):
    await world.approved()
    audited = await audit_gig(world.context, PAT, 1)
    assert audited.trail.fault is None
    assert len(audited.trail.entries) == len(await said(world))
    assert audited.address.startswith("https://connector.example/audit/")
    assert (await said(world))[-1] == "Pat Lead created a read-only link for an auditor"


async def test_the_link_shows_its_gig_and_its_opening_is_in_the_history(world):
    await world.approved()
    audited = await audit_gig(world.context, PAT, 1)
    trail = await open_link(world.context, link_of(world, audited))
    assert trail.gig.number == 1
    assert trail.fault is None
    assert (await said(world))[-1] == "An auditor’s link was opened"


async def test_only_the_first_opening_of_a_link_and_day_is_written(world):
    await world.submitted()
    first = link_of(world, await audit_gig(world.context, PAT, 1))
    second = link_of(world, await audit_gig(world.context, PAT, 1))
    await asyncio.gather(*(open_link(world.context, first) for _ in range(4)))
    await open_link(world.context, second)
    assert (await said(world)).count("An auditor’s link was opened") == 2
    world.clock.advance(DAY)
    await open_link(world.context, first)
    assert (await said(world)).count("An auditor’s link was opened") == 3


@pytest.mark.parametrize("who", [RITA, MARK, FAYE, SAM], ids=lambda who: who.name)
@pytest.mark.parametrize("number", [1, 99])
async def test_nobody_else_gets_one_and_learns_whether_there_is_such_a_gig(world, who, number):
    await world.submitted()
    before = await said(world)
    with pytest.raises(NotAllowed, match=r"Only a programme lead can audit gigs\."):
        await audit_gig(world.context, who, number)
    assert await said(world) == before


async def test_a_lead_gets_none_for_a_gig_of_their_own(world):
    await world.submitted()
    with pytest.raises(NotAllowed, match="Another programme lead"):
        await audit_gig(world.context, RITA.model_copy(update={"roles": LEAD}), 1)


async def test_a_lead_who_was_an_approver_gets_one(world):
    await world.approved()
    audited = await audit_gig(world.context, MARK.model_copy(update={"roles": LEAD}), 1)
    assert audited.trail.fault is None


async def test_a_lead_of_another_tenant_and_one_who_asks_for_a_draft_find_nothing(world):
    await world.previewed()
    for lead in (PAT, PAT.model_copy(update={"key": PAT.key.model_copy(update={"tenant": "fabrikam"})})):
        with pytest.raises(GigNotFound):
            await audit_gig(world.context, lead, 1)


async def test_without_a_key_the_lead_is_told_what_an_operator_has_to_set(world):
    await world.submitted()
    before = await said(world)
    with pytest.raises(NoLinks, match="LINK_KEY"):
        await audit_gig(replace(world.context, links=Unlinked()), PAT, 1)
    assert await said(world) == before


async def test_a_link_ends_when_its_maker_is_no_lead_any_more_or_gone(world):
    await world.submitted()
    link = link_of(world, await audit_gig(world.context, PAT, 1))
    world.people.known[PAT.key] = PAT.model_copy(update={"roles": frozenset()})
    with pytest.raises(GigNotFound):
        await open_link(world.context, link)
    del world.people.known[PAT.key]
    with pytest.raises(GigNotFound):
        await open_link(world.context, link)


async def test_a_long_history_is_read_whole(world):
    await world.submitted()
    async with one_by_one(world.store) as tx:
        for number in range(1, 1010):
            await tx.histories.add(RITA.key.tenant, 1, saying(str(number), world.clock.now()))
        trail = await trail_of(tx, await tx.gigs.get(RITA.key.tenant, 1))
    assert trail.fault is None
    assert len(trail.entries) > 1009


LINK = AuditLink(id="link-1", tenant="contoso", gig=1, by="pat")


def links(world, key=LINK_KEY):
    return SignedLinks(key, "https://connector.example", world.clock)


def a_token(world, **more):
    return links(world, **more).address(LINK).rpartition("/")[2]


async def test_a_token_is_valid_for_fourteen_days_and_not_a_second_longer(world):
    token = a_token(world)
    world.clock.advance(14 * DAY)
    assert links(world).read(token) == LINK
    world.clock.advance(1)
    assert links(world).read(token) is None


async def test_a_token_of_another_key_purpose_or_shape_is_none(world):
    other = URLSafeTimedSerializer(LINK_KEY, salt="another purpose").dumps(LINK.model_dump())
    salt = "freelance-connector.audit-link.1"
    shapeless = URLSafeTimedSerializer(LINK_KEY, salt=salt).dumps({"gig": 1})
    for token in (a_token(world, key="x" * 32), other, shapeless, "", ".", "a.b.c", "x" * 5000, "ü.ü.ü"):
        assert links(world).read(token) is None


async def test_no_character_of_a_token_can_be_changed(world):
    token = a_token(world)
    body, rest = token[: token.index(".")], token[token.index(".") :]
    for at in range(len(body)):
        forged = body[:at] + ("A" if body[at] != "A" else "B") + body[at + 1 :] + rest
        assert links(world).read(forged) is None
