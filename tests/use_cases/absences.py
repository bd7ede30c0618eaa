"""Somebody is away, or has left."""

from datetime import timedelta

from tests.support.builders import MARK
from tests.support.clock import NOON
from tests.use_cases.company import DORA, leaves
from tests.use_cases.world import PAT
from use_cases.approving.delegates import set_delegate

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


async def away(company, person=MARK, delegate=DORA, by=None, first=TODAY, last=NEXT_WEEK):
    return await set_delegate(company.context, by or person, person, delegate, first=first, last=last)


async def left(company, person, successor, by=PAT):
    leaves(company, person)
    return await set_delegate(company.context, by, person, successor, has_left=True)
