"""Real marketplaces when a consent is missing, one is paused, refuses or is left for another, and when one calls us."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gigs.gig import GigState
from marketplace.sandbox import tables
from stand_ins.worksome.webhooks import Sender, body_of
from tests.scenarios.real import BRIEF, There, a_good_one, approved, at, posts, previews
from tests.scenarios.steps import hire
from tests.support.entra import TENANT
from tests.support.one_by_one import one_by_one
from tests.support.people_file import RITA
from tests.support.product import until
from tests.support.real_markets import REAL, browses, connects, consent_url

READS_EVERY = 0.5
"""Seconds between two looks at what is due to be read (assembly/periodic.py)."""


async def listings(there: There, name: str):
    """Every listing at one marketplace."""
    async with there.servers[name].sandbox.transaction() as (tx, _):
        return (await tx.execute(select(tables.listings))).all()


async def test_a_lead_who_says_no_has_connected_nothing_and_requesters_are_told_what_is_missing(tmp_path):
    async with at(tmp_path, *REAL, connected=False) as there:
        pat, rita = there.people.pat, there.people.rita
        for name, real in REAL.items():
            there.servers[name].consent.says_no = True
            await pat.says("marketplaces")
            await pat.presses(f"Connect {real.title}")
            url = consent_url(pat, real.title)
            status, page = await browses(there.stage, there.servers, name, url)
            assert status == 200
            assert "You declined" in page
            assert f"{real.title} is connected" not in pat.seen()
        async with one_by_one(there.stage.product.context.store) as tx:
            assert await tx.accounts.of(TENANT) == []

        await rita.says("post a gig")
        await rita.sees("Marketplace: None is connected yet. A programme lead has to connect one")
        await rita.presses("Preview", **BRIEF)
        assert "Please choose a marketplace" not in rita.seen()
        await rita.presses("Save draft")
        await rita.sees("Your draft is saved")
        there.servers["upwork"].consent.says_no = False
        await connects(there.stage, there.servers, pat, "upwork")
        await rita.presses("Continue")
        await rita.presses("Preview", experience="", weekly_hours="", visibility="public")
        await rita.sees("Public on Upwork")


async def test_a_consent_that_ends_in_the_middle_of_a_gig_is_given_again_and_the_gig_goes_on(tmp_path, name):
    async with at(tmp_path, name) as there:
        rita, pat = there.people.rita, there.people.pat
        await posts(there)
        gig = await approved(there)
        chosen = a_good_one(gig, await there.proposals(gig))
        there.server.consent.revoke()
        await pat.sees(f"{there.title} needs your consent again", "Gigs there are on hold until then.")

        await rita.presses("Review proposals")
        await hire(rita, chosen)
        gig = await there.gig()
        assert gig.state is GigState.HIRING
        assert await there.on_site.contracts() == []
        await rita.says(f"status {gig.number}")
        waits = f"{there.title} is unavailable for now"
        await rita.sees(waits, "A programme lead has to connect our account there first.")
        await pat.presses(f"Connect {there.title} again")
        url = consent_url(pat, there.title)
        status, _ = await browses(there.stage, there.servers, name, url)
        assert status == 200
        await rita.sees(f"{chosen.freelancer} accepted")
        await until(lambda: waits not in rita.on_phone().seen(), rita.on_phone().seen)
        assert len(await there.on_site.contracts()) == 1
        assert len(await listings(there, name)) == 1
        assert pat.on_phone().seen().count("needs your consent again") == 1


@pytest.fixture(params=REAL)
def name(request):
    return request.param


async def test_a_marketplace_paused_before_a_gig_is_posted_gets_it_once_it_is_resumed(tmp_path, name):
    async with at(tmp_path, name) as there:
        pat, mark = there.people.pat, there.people.mark
        await posts(there)
        await pat.says("marketplaces")
        reason: dict[str, Any] = {f"reason_pause_market_{name}": "Strange listings."}
        await pat.presses("Pause it now", of={"market": name}, **reason)
        await pat.sees("Paused by Pat Lead")
        before = len(there.server.calls)
        await mark.presses("Approve")
        await there.stage.waits_for(RITA, GigState.APPROVED)
        await there.people.rita.says("status 1")
        waits = f"{there.title} is unavailable for now"
        await there.people.rita.sees(waits, "A programme lead has paused it.")
        assert there.server.calls[before:] == []
        await pat.presses(f"Resume {there.title}")
        gig = await there.stage.waits_for(RITA, GigState.REVIEWING)
        audit = await there.server.sandbox.audit(gig.listing.reference)
        assert (audit.listings, audit.landed) == (1, 1)


async def test_what_a_marketplace_refuses_comes_back_with_its_own_words(tmp_path, name):
    async with at(tmp_path, name) as there:
        rita, mark = there.people.rita, there.people.mark
        await there.server.misbehave('post: refuse "Logos are not allowed here." x1')
        await posts(there)
        await mark.presses("Approve")
        await rita.sees(f"{there.title} rejected the listing", "Logos are not allowed here.")
        await rita.presses("Edit and resubmit", on="Logos are not allowed")
        await rita.presses("Preview", title="An emblem")
        await rita.presses("Submit for approval")
        await mark.presses("Approve", on="What changed since")
        await there.stage.waits_for(RITA, GigState.REVIEWING)
        assert len(await listings(there, name)) == 1


MOVES = [("upwork", "worksome"), ("worksome", "freelancer"), ("freelancer", "upwork")]


@pytest.mark.parametrize(("first", "second"), MOVES)
async def test_a_listed_gig_moves_to_another_marketplace_and_is_never_open_at_both(tmp_path, first, second):
    async with at(tmp_path, first, second) as there:
        rita, mark = there.people.rita, there.people.mark
        await rita.says("post a gig")
        await rita.presses("Use this marketplace", marketplace=first)
        public = await previews(there, marketplace=first)
        assert BRIEF["outcome"] in public
        await rita.presses("Submit for approval")
        gig = await approved(there)
        await rita.says(f"gig {gig.number}")
        await rita.presses("Move it", on=f"Gig {gig.number}")
        await rita.sees("You’re moving it to another marketplace")
        await rita.presses("Use this marketplace", marketplace=second)
        await rita.presses("Preview", visibility="public")
        await rita.sees(f"Public on {REAL[second].title}", "What you changed")
        await rita.presses("Submit for approval")
        await mark.presses("Approve", on="What changed since the last time")
        there_now = await there.stage.waits_for(RITA, GigState.REVIEWING)
        assert there_now.listing.marketplace == second
        assert there_now.still_up == ()
        (old,), (new,) = await listings(there, first), await listings(there, second)
        assert old.closed_at <= new.posted_at
        assert new.closed_at is None


async def test_worksomes_webhook_wakes_the_reader_and_a_forged_one_does_not(tmp_path):
    secret = "a secret of the webhooks made up here"
    async with at(tmp_path, "worksome", worksome_webhook_secrets=secret) as there:
        rita = there.people.rita
        await posts(there)
        gig = await approved(there)
        chosen = a_good_one(gig, await there.proposals(gig))
        await rita.presses("Review proposals")
        await hire(rita, chosen)
        await rita.presses("", of={"verb": "accept_deliverable"})
        await nobody_reads(there)
        await there.on_site.pays()

        gig = await there.gig()
        here = there.stage.url.removesuffix("/api/messages") + "/hooks/worksome"
        body = body_of("PAYMENT_REQUEST_APPROVED", gig.contract.id)
        forger = Sender(there.stage.client, here, "somebody else's secret")
        assert await forger.send(body) == 401
        assert await is_put_off(there)

        worksome = Sender(there.stage.client, here, secret)
        assert await worksome.deliver(body) == [200]
        await rita.sees(f"Accepted, {chosen.total(None)} released")
        await there.stage.waits_for(RITA, GigState.COMPLETED)
        assert await worksome.replay() == [200]
        assert await next_reading(there) is None


async def next_reading(there: There):
    """When the gig is read next; None for never."""
    gig = await there.gig()
    async with one_by_one(there.stage.product.context.store) as tx:
        return await tx.syncs.due(gig.tenant, gig.number)


async def is_put_off(there: There) -> bool:
    """True while the gig is not to be read before tomorrow."""
    due = await next_reading(there)
    return due is not None and due > there.stage.product.context.clock.now() + timedelta(hours=20)


async def nobody_reads(there: There) -> None:
    """Puts the next reading off until tomorrow, until a whole look at what is due has gone by without one."""
    context, gig = there.stage.product.context, await there.gig()
    for _ in range(40):
        calls = len(there.server.calls)
        async with one_by_one(context.store) as tx:
            await tx.syncs.schedule(gig.tenant, gig.number, context.clock.now() + timedelta(days=1))
        await asyncio.sleep(1.5 * READS_EVERY)
        if await is_put_off(there) and len(there.server.calls) == calls:
            return
    raise AssertionError("the gig is read again and again")
