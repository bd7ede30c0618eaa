"""What the contract of all marketplaces asks of each of them."""

import pytest

from gigs.contract import Contract, Milestone
from ports.marketplace import Capability
from tests.support.providers import Stage


def needs(stage: Stage, *capabilities: Capability) -> None:
    """Skips what this marketplace cannot do for an app; that it says so is a test of its own."""
    for missing in set(capabilities) - stage.market.capabilities:
        pytest.skip(f"{stage.market.title} has no “{missing}” for an app")


async def first_part(stage: Stage, contract: Contract) -> Milestone:
    return (await stage.market.contract(contract.id, contract)).milestones[0]
