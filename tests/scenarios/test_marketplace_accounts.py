"""A programme lead connects a marketplace, a gig goes there and comes back, and its tokens are nowhere to be read."""

import io
import logging
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from assembly.clock_and_ids import SystemClock
from config.logs import set_up_logging
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.accounts import AccountState
from tests.scenarios.steps import approve, submit
from tests.support.account_market import AUTHORIZE, AccountStandIn, a_recipe, settings_of
from tests.support.entra import TENANT
from tests.support.one_by_one import one_by_one
from tests.support.product import CountedIds, on_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASTS = 10


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    options = {"token_prefix": "canary", "needs_pkce": True}
    async with AccountStandIn(folder / "market.db", SystemClock().now, **options) as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("stage")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder, server):
    builders = {"upwork": a_recipe(server)}
    async with on_stage(
        folder, ids=CountedIds(), casts=CASTS, builders=builders, **settings_of(server)
    ) as stage:
        yield stage


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _nothing_connected(stage):
    """All tests here share one tenant, and each begins with no account."""
    async with one_by_one(stage.product.context.store) as tx:
        await tx.accounts.drop(TENANT, "upwork")
    stage.product.context.connecting.forget(TENANT, "upwork")


@pytest.fixture
def log():
    """Everything that is logged, as an operator would read it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging(level="debug", form="json", person_key=b"k", stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


async def browse(stage, server, url):
    """A browser goes to the marketplace, says what the desk makes it say, and follows the way back."""
    assert url.startswith(AUTHORIZE)
    here = f"{server.url}/authorize?{urlsplit(url).query}"
    async with stage.client.get(here, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        back = answer.headers["Location"]
    return await stage.opens(back)


def consent_url(seat):
    """Where the newest consent card leads."""
    card = seat.card("You authorise it on Upwork’s own page")
    return card["actions"][0]["url"]


async def connect(stage, server, pat):
    await pat.says("connect upwork")
    await pat.sees("You authorise it on Upwork’s own page")
    return await browse(stage, server, consent_url(pat))


async def account(stage):
    async with one_by_one(stage.product.context.store) as tx:
        return await tx.accounts.get(TENANT, "upwork")


async def test_connect_pause_resume_and_disconnect_from_the_card(people, stage, server):
    pat = people.pat
    await pat.installs()
    await pat.says("marketplaces")
    await pat.sees("Sandbox marketplace", "No account is needed.", "Upwork", "Not connected")
    await pat.presses("Connect Upwork")
    status, page = await browse(stage, server, consent_url(pat))
    assert status == 200
    assert "Contoso GmbH" in page
    await pat.sees("Upwork is connected", "The account is Contoso GmbH.")

    await pat.presses("Marketplaces")
    await pat.sees("Connected", "by Pat Lead")
    await pat.presses("Pause it now", of={"market": "upwork"}, reason_pause_market_upwork="Strange listings.")
    await pat.sees("Paused by Pat Lead", "Strange listings.")
    await pat.presses("Resume Upwork")
    await pat.sees("Resumed. Whatever was pending continues within two minutes.")
    await pat.presses("Disconnect it", of={"market": "upwork"})
    await pat.sees("Disconnected. I’ve forgotten the account.")
    assert await account(stage) is None


async def test_somebody_who_leads_no_programme_is_told_who_can(people, stage):
    await people.rita.installs()
    for said in ("marketplaces", "connect upwork", "disconnect upwork", "Connect to Upwork!"):
        await people.rita.says(said)
    assert people.rita.seen().count("Only a programme lead can") == 4
    await people.rita.forges("pause_market", {"verb": "pause_market", "market": "sandbox"})
    async with one_by_one(stage.product.context.store) as tx:
        assert await tx.switches.of(TENANT) == []


async def test_a_name_that_nobody_knows_is_said_with_those_that_are_known(people):
    await people.pat.installs()
    await people.pat.says("connect elance")
    await people.pat.sees(
        "There’s no account to connect at “elance”. Marketplaces with accounts here: upwork."
    )


async def test_a_lead_who_says_no_can_begin_again(people, stage, server):
    await people.pat.installs()
    server.consent.says_no = True
    try:
        status, page = await connect(stage, server, people.pat)
    finally:
        server.consent.says_no = False
    assert status == 200
    assert "You declined" in page
    assert await account(stage) is None


async def test_a_gig_goes_there_with_the_tenants_own_token_and_no_token_is_ever_to_be_read(
    people, stage, server, folder, log
):
    await people.pat.installs()
    await connect(stage, server, people.pat)
    await submit(people, marketplace="upwork")
    gig = await approve(stage, people)
    assert gig.listing.marketplace == "upwork"
    server.consent.access.clear()  # every token has run out over there: a 401, and a renewal
    key = PersonKey(tenant=TENANT, object_id=people.rita.person.object_id)
    await until(lambda: server.consent.refreshes > 0, lambda: "nothing was renewed")
    async with one_by_one(stage.product.context.store) as tx:
        calls = (await tx.api_use.used(TENANT, SystemClock().now().date()))["upwork"]
        assert (await tx.gigs.of_requester(key, 1))[0].state is GigState.REVIEWING
        accounts = await tx.accounts.of(TENANT)
    assert calls > 2
    assert [one.state for one in accounts] == [AccountState.CONNECTED]
    kept = b"".join(path.read_bytes() for path in folder.glob("connector.db*"))
    assert b"Contoso GmbH" in kept
    assert b"canary-" not in kept
    assert "upwork" in log.getvalue()
    assert "canary-" not in log.getvalue()
    assert "canary-" not in people.pat.seen()


async def test_when_consent_is_taken_back_the_lead_gets_a_card_and_connects_again(people, stage, server):
    await people.pat.installs()
    await connect(stage, server, people.pat)
    await people.pat.sees("Upwork is connected")
    await submit(people, marketplace="upwork")
    server.consent.revoke()
    await people.mark.presses("Approve")
    await people.pat.sees("Upwork needs your consent again", "Gigs there are on hold until then.")
    assert (await account(stage)).state is AccountState.NEEDS_CONSENT
    await people.pat.presses("Connect Upwork again")
    status, _ = await browse(stage, server, consent_url(people.pat))
    assert status == 200
    assert (await account(stage)).state is AccountState.CONNECTED
