"""A programme lead looks at every gig of their own organisation, and takes a table of them home; nobody else does."""

import csv
import io
import re

import pytest

from cards.all_gigs import all_gigs_card, wanted_of
from cards.kit.elements import wire
from gigs.errors import NotAllowed
from gigs.gig import GigState
from ports.links import OverviewLink
from ports.overview_storage import Wanted
from tests.cards.test_every_card import nodes
from tests.support.builders import MARK, RITA, a_form
from tests.support.card_text import text_of
from tests.use_cases.company import employ, open_for_business, submit
from tests.use_cases.world import PAT, SAM
from use_cases.audit.export_gigs import COLUMNS, exported, lead_of
from use_cases.requesting.submit_gig import save_draft
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.all_gigs import SHOWN, STUCK_AFTER, Which, all_gigs


@pytest.fixture
async def company(world):
    open_for_business(world)
    await world.meets(RITA, MARK, PAT)
    return world


async def table(company, which=Which.ALL, **wanted):
    link = OverviewLink(
        tenant=PAT.key.tenant, by=PAT.key.object_id, what=which.value, wanted=Wanted(**wanted)
    )
    maker = await lead_of(company.context, link)
    pieces = [piece async for piece in exported(company.context, link, maker)]
    return list(csv.DictReader(io.StringIO("".join(pieces).removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("which", Which)
@pytest.mark.parametrize("who", [RITA, MARK, SAM])
async def test_nobody_but_a_programme_lead_sees_the_lists(company, which, who):
    await submit(company)
    with pytest.raises(NotAllowed, match="Only a programme lead can see all gigs"):
        await all_gigs(company.context, who, which)


async def test_a_lead_of_another_tenant_sees_nothing_of_ours(company):
    await submit(company)
    key = PAT.key.model_copy(update={"tenant": "fabrikam"})
    other = PAT.model_copy(update={"key": key})
    for which in Which:
        page = await all_gigs(company.context, other, which)
        assert (page.gigs, page.teams, page.following) == ((), (), 0)


async def test_a_lead_turns_the_pages_and_sees_each_gig_once(company):
    for number in range(SHOWN + 2):
        await submit(company, title=f"Gig number {number}")
    first = await all_gigs(company.context, PAT, Which.ALL)
    assert len(first.gigs) == SHOWN
    second = await all_gigs(company.context, PAT, Which.ALL, first=first.following)
    numbers = [gig.number for gig in (*first.gigs, *second.gigs)]
    assert numbers == sorted(numbers, reverse=True)
    assert (len(set(numbers)), second.following) == (SHOWN + 2, 0)
    assert len(await table(company)) == SHOWN + 2


async def test_what_waits_for_an_answer_and_what_is_stuck(company):
    await submit(company)
    waiting = await all_gigs(company.context, PAT, Which.OPEN)
    assert [gig.number for gig in waiting.gigs] == [1]
    assert "Waiting for" in text_of(all_gigs_card(waiting))
    assert (await all_gigs(company.context, PAT, Which.STUCK)).gigs == ()
    company.clock.advance(STUCK_AFTER.total_seconds() + 1)
    stuck = await all_gigs(company.context, PAT, Which.STUCK)
    assert [gig.number for gig in stuck.gigs] == [1]
    assert "unchanged for 7 days" in text_of(all_gigs_card(stuck))


async def test_a_title_that_would_be_a_formula_is_text_in_the_table(company):
    await submit(company, title="=HYPERLINK(1)+cmd")
    (row,) = await table(company, state=GigState.IN_APPROVAL)
    assert set(row) == set(COLUMNS)
    assert row["title"] == "'=HYPERLINK(1)+cmd"
    assert await table(company, state=GigState.CLOSED) == []


async def test_whoever_is_no_lead_any_more_takes_no_table_home(company):
    link = OverviewLink(tenant=PAT.key.tenant, by=PAT.key.object_id, what="all")
    employ(company, PAT, roles=frozenset())
    with pytest.raises(NotAllowed):
        await lead_of(company.context, link)


async def test_a_lead_at_their_own_machine_has_the_button_to_the_file_too(company):
    page = await all_gigs(company.context, PAT, Which.ALL)
    home, away = "http://127.0.0.1:3978/export/abc", "http://intranet/export/abc"
    for address, there in (
        (home, 1),
        (home.replace("http:", "https:"), 1),
        (away, 0),
        (f"{home} x", 0),
        ("", 0),
    ):
        card = wire(all_gigs_card(page.model_copy(update={"export": address})))
        assert sum(one.get("url") == address for one in nodes(card)) == there


async def test_a_teams_name_goes_through_the_filter_and_back_without_being_read_as_anything(company):
    team = "[R&D](https://evil.example), Basel {{DATE()}}"
    employ(company, RITA, department=team)
    await submit(company, RITA.model_copy(update={"department": team}))
    page = await all_gigs(company.context, PAT, Which.ALL)
    (sent,) = [
        one["value"]
        for one in nodes(wire(all_gigs_card(page)))
        if one.keys() == {"title", "value"} and "evil" in one["value"]
    ]
    assert not set(sent) & set("[](){}:,&")
    found = await all_gigs(company.context, PAT, Which.ALL, wanted_of({"of_team": sent}))
    assert (found.wanted.team, [gig.number for gig in found.gigs]) == (team, [1])


def test_what_no_filter_offers_is_any():
    assert wanted_of({"of_state": "no such state", "of_team": "any", "of_month": " "}) == Wanted()
    assert wanted_of({"of_state": "listed"}).state is GigState.LISTED
    assert wanted_of({"of_team": "R%26D%2C%20Basel"}).team == "R&D, Basel"


async def test_a_forged_filter_that_no_database_takes_finds_nothing_and_breaks_nothing(company):
    await submit(company)
    wanted = wanted_of({"of_team": "%00", "of_month": "2026-11%00%ED%A0%80", "of_market": "\ud800"})
    assert not set(f"{wanted.team}{wanted.month}{wanted.market}") & {"\0", "\ud800"}
    assert (await all_gigs(company.context, PAT, Which.ALL, wanted)).gigs == ()


async def test_a_gig_withdrawn_before_it_was_submitted_is_in_no_list_and_in_no_file(company):
    draft = await save_draft(company.context, RITA, a_form(title="Nobody was asked yet"), draft="d-1")
    await withdraw_gig(company.context, RITA, draft.number, reason="Not needed.")
    assert (await all_gigs(company.context, PAT, Which.ALL)).gigs == ()
    assert await table(company) == []


@pytest.mark.parametrize("apart", [";", "\t", "; ", ';"'])
async def test_a_spreadsheet_that_splits_at_another_mark_finds_no_formula_either(company, apart):
    """Excel in German splits at semicolons whatever the file does, and a cell of ours becomes two of its own."""
    await submit(company, title=f"Logo{apart}=HYPERLINK(1){apart}@SUM(1)")
    link = OverviewLink(tenant=PAT.key.tenant, by=PAT.key.object_id, what="all")
    text = "".join([piece async for piece in exported(company.context, link, PAT)])
    cells = [cell.strip(' "') for cell in re.split("[;,\t\r\n]", text)]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
