"""A programme lead connects, looks at, and disconnects the account at a marketplace."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from gigs.errors import NotAllowed, OutOfOrder
from ports.accounts import AccountState, Connecting, ConsentEnded
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from ports.notices import NoticeKind
from tests.support.accounts import SEALER, FakeAuthority
from tests.support.builders import RITA, TENANT
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT
from use_cases.accounts.connect_account import NotConnected, begin_connecting, disconnect, finish_connecting
from use_cases.accounts.show_accounts import open_markets, show_accounts

CODE = SecretStr("code-1")


@pytest.fixture
def authority(world):
    authority = FakeAuthority()
    world.context = replace(
        world.context,
        markets={**world.context.markets, "upwork": world.sandbox},
        connecting=Connecting(
            {"upwork": authority},
            SEALER,
            "https://connector.example",
            lambda *account: authority.forgotten.append(account),
        ),
    )
    return authority


async def begin(world, who=PAT):
    """The state that goes to the marketplace and comes back."""
    link = await begin_connecting(world.context, who, "upwork")
    return parse_qs(urlsplit(link.url).query)["state"][0]


async def connect(world):
    return await finish_connecting(world.context, "upwork", state=await begin(world), code=CODE)


async def account(world):
    async with one_by_one(world.store) as tx:
        return await tx.accounts.get(TENANT, "upwork")


async def test_a_consent_that_was_given_connects_the_account_for_the_leads_tenant(world, authority):
    await world.meets(PAT)
    connected = await connect(world)
    assert await account(world) == connected
    assert (connected.account_name, connected.connected_by) == ("Contoso GmbH", PAT)
    assert connected.refresh_expires_at is not None
    ((code, redirect, verifier),) = authority.exchanged
    assert (code, redirect) == ("code-1", "https://connector.example/connect/upwork")
    assert 43 <= len(verifier) <= 128
    await world.work()
    assert world.messenger.kinds(PAT) == [NoticeKind.ACCOUNT_CONNECTED]
    assert authority.forgotten == [(TENANT, "upwork")]


async def test_only_a_programme_lead_connects_disconnects_and_looks(world, authority):
    for forbidden in (
        begin_connecting(world.context, RITA, "upwork"),
        disconnect(world.context, RITA, "upwork"),
        show_accounts(world.context, RITA),
    ):
        with pytest.raises(NotAllowed, match=r"Only a programme lead can .* Please ask one"):
            await forbidden


@pytest.mark.parametrize("name", ["sandbox", "nowhere", "", "x" * 5000])
async def test_what_has_no_accounts_is_said_with_what_has(world, authority, name):
    with pytest.raises(OutOfOrder, match="here: upwork") as said:
        await begin_connecting(world.context, PAT, name)
    assert len(str(said.value)) < 200


async def test_every_consent_has_a_state_of_its_own_that_cannot_be_guessed(world, authority):
    states = {await begin(world) for _ in range(3)}
    assert len(states) == 3
    assert all(len(state) >= 48 for state in states)


async def test_a_state_counts_once(world, authority):
    state = await begin(world)
    await finish_connecting(world.context, "upwork", state=state, code=CODE)
    with pytest.raises(NotConnected, match="used before") as again:
        await finish_connecting(world.context, "upwork", state=state, code=CODE)
    assert again.value.is_wrong
    assert len(authority.exchanged) == 1


@pytest.mark.parametrize("state", ["", "guessed", "x" * 4096])
async def test_a_state_that_was_never_given_out_connects_nothing(world, authority, state):
    with pytest.raises(NotConnected, match="isn’t one of mine"):
        await finish_connecting(world.context, "upwork", state=state, code=CODE)
    assert authority.exchanged == []


async def test_a_state_of_one_marketplace_does_not_count_at_another(world, authority):
    state = await begin(world)
    with pytest.raises(NotConnected):
        await finish_connecting(world.context, "worksome", state=state, code=CODE)
    assert await account(world) is None


async def test_ten_minutes_later_it_has_to_be_begun_again(world, authority):
    state = await begin(world)
    world.clock.advance(600)
    with pytest.raises(NotConnected, match="longer than ten minutes") as late:
        await finish_connecting(world.context, "upwork", state=state, code=CODE)
    assert late.value.is_wrong
    assert authority.exchanged == []


async def test_a_lead_who_says_no_has_connected_nothing_and_used_the_state_up(world, authority):
    state = await begin(world)
    with pytest.raises(NotConnected, match="You declined") as no:
        await finish_connecting(
            world.context, "upwork", state=state, code=SecretStr(""), error="access_denied"
        )
    assert not no.value.is_wrong
    with pytest.raises(NotConnected, match="used before"):
        await finish_connecting(world.context, "upwork", state=state, code=CODE)


@pytest.mark.parametrize(
    ("trouble", "sentence", "theirs"),
    [
        (ConsentEnded("the code is old"), "The marketplace refused", "the code is old"),
        (MarketplaceRefused("bad client"), "The marketplace refused", "bad client"),
        (MarketplaceUnavailable("busy"), "answer as expected", ""),
        (MarketplaceUnknown("reset"), "answer as expected", ""),
    ],
)
async def test_when_the_marketplace_gives_no_token_nothing_is_connected_and_it_is_said_why(
    world, authority, trouble, sentence, theirs
):
    authority.troubles = [trouble]
    with pytest.raises(NotConnected, match=sentence) as not_connected:
        await connect(world)
    assert not_connected.value.theirs == theirs
    assert await account(world) is None


async def test_without_a_name_for_the_token_nothing_is_connected(world, authority):
    async def away(token):
        raise MarketplaceUnavailable("busy")

    authority.identify = away
    with pytest.raises(NotConnected):
        await connect(world)
    assert await account(world) is None


async def test_an_error_without_a_code_is_told_in_their_words(world, authority):
    state = await begin(world)
    with pytest.raises(NotConnected) as no:
        await finish_connecting(
            world.context, "upwork", state=state, code=SecretStr(""), error="server_error"
        )
    assert no.value.theirs == "server_error"


async def test_connecting_again_replaces_the_account(world, authority):
    await connect(world)
    authority.holder = authority.holder.model_copy(update={"name": "Contoso AG"})
    await connect(world)
    assert (await account(world)).account_name == "Contoso AG"


async def test_disconnecting_forgets_account_and_tokens_everywhere_here(world, authority):
    await connect(world)
    authority.forgotten.clear()
    assert await disconnect(world.context, PAT, "upwork")
    assert not await disconnect(world.context, PAT, "upwork")
    assert await account(world) is None
    assert (TENANT, "upwork") in authority.forgotten


async def test_the_lead_sees_each_marketplace_as_it_stands(world, authority):
    sandbox, upwork = await show_accounts(world.context, PAT)
    assert (sandbox.needs_account, sandbox.is_open) == (False, True)
    assert (upwork.needs_account, upwork.account, upwork.is_open) == (True, None, False)
    connected = await connect(world)
    async with one_by_one(world.store) as tx:
        await tx.api_use.count(TENANT, "upwork", world.clock.now().date())
    _, upwork = await show_accounts(world.context, PAT)
    assert (upwork.account, upwork.calls, upwork.is_open) == (connected, 1, True)


async def test_gigs_can_go_to_what_is_connected_or_needs_no_account(world, authority):
    assert await open_markets(world.context, TENANT) == {"sandbox"}
    await connect(world)
    assert await open_markets(world.context, TENANT) == {"sandbox", "upwork"}
    async with one_by_one(world.store) as tx:
        seen = await tx.accounts.stored(TENANT, "upwork")
        await tx.accounts.lapse(seen, seen.account.model_copy(update={"state": AccountState.NEEDS_CONSENT}))
    assert await open_markets(world.context, TENANT) == {"sandbox"}
