"""What is odd in the sandbox's own file is told as by any other marketplace, and spoils nothing else."""

import json

import pytest
from sqlalchemy import select, update

from marketplace.sandbox import tables
from ports.marketplace import MarketplaceError, MarketplaceUnavailable
from tests.marketplace.contract.odd_answers import MISSING, ODD, mutated, paths_of
from tests.support.providers import SandboxStage, a_post, an_accepted_offer


async def change(stage, table, column, key, document):
    async with stage.sandbox.transaction() as (tx, _):
        await tx.execute(update(table).where(key).values({column.name: document}))


@pytest.mark.slow
async def test_one_odd_proposal_stops_none_of_the_others(tmp_path):
    stage = SandboxStage(tmp_path)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    whole = await stage.market.proposals(listing.id)
    table, first = tables.proposals, whole[0]
    async with stage.sandbox.transaction() as (tx, _):
        sound = json.loads(
            (await tx.execute(select(table.c.proposal).where(table.c.id == first.id))).scalar_one()
        )
    tried, set_aside = 0, 0

    for path in paths_of(sound):
        for odd in ODD.values():
            if odd is MISSING and isinstance(path[-1], int):
                continue
            document = json.dumps(mutated(sound, path, odd))
            await change(stage, table, table.c.proposal, table.c.id == first.id, document)
            found = await stage.market.proposals(listing.id)
            tried += 1
            set_aside += len(found.unread)
            assert [one for one in found if one.id != first.id][-5:] == list(whole[1:]), (path, odd)
            assert all(one.id == first.id for one in found.unread)
    await stage.close()

    assert tried >= 60
    assert 20 <= set_aside < tried


async def test_an_odd_contract_is_unavailable_and_stops_no_other(tmp_path):
    stage = SandboxStage(tmp_path)
    contract = await an_accepted_offer(stage)
    table = tables.contracts
    for document in ("", "{}", "null", "[]", json.dumps({"total": {"amount": "-1", "currency": "USD"}})):
        await change(stage, table, table.c.request, table.c.number == 1, document)
        with pytest.raises(MarketplaceUnavailable):
            await stage.market.contract(contract.id)
        with pytest.raises(MarketplaceError):
            await stage.market.release(
                contract.id, contract.milestones[0].id, contract.milestones[0].amount, "R"
            )
        assert await stage.payments() == 0
        assert await stage.market.find_listing("FC-AAAAAAAAAA") is not None
    await stage.close()
