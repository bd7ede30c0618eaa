"""Which tokens let a request in. Every case goes over real HTTP with keys of our own."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.activities import message
from tests.support.entra import APP_ID, DROPPED, TENANT, Key, rsa_key, unsigned

CLAIMS = {"iss": "https://api.botframework.com", "aud": APP_ID}


def bearer(token):
    return [("Authorization", f"Bearer {token}")]


def minted(**claims):
    return lambda entra, url: bearer(entra.token(url, **claims))


def in_minutes(entra, minutes):
    return int(entra.epoch()) + 60 * minutes


def signed_with_public_key_as_secret(entra, url):
    pem = rsa_key(0).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = unsigned({"alg": "HS256", "kid": "key-1"}, {**CLAIMS, "serviceurl": url}).rpartition(".")[0]
    digest = hmac.new(pem, body.encode(), hashlib.sha256).digest()
    return bearer(f"{body}.{unsigned({}, {}, digest).rpartition('.')[2]}")


def with_other_claims(entra, url):
    head, _, signature = entra.token(url).split(".")
    _, claims, _ = entra.token(url, sub="someone else").split(".")
    return bearer(f"{head}.{claims}.{signature}")


def published_but(**changes):
    def sent(entra, url):
        entra.keys = [Key("key-1", **changes)]
        return bearer(entra.token(url))

    return sent


def short_key(entra, url):
    entra.keys = [Key("key-1", bits=1024), Key("key-2", number=2)]
    return bearer(entra.token(url, key=Key("key-1")))


def claims_that_are(payload):
    def sent(entra, url):
        return bearer(jwt.api_jws.encode(payload, rsa_key(0), "RS256", headers={"kid": "key-1"}))

    return sent


BAD = {
    "no-authorization": lambda e, u: [],
    "empty-authorization": lambda e, u: [("Authorization", "")],
    "two-authorizations": lambda e, u: bearer(e.token(u)) + bearer(e.token(u)),
    "basic": lambda e, u: [("Authorization", "Basic YTpi")],
    "token-without-scheme": lambda e, u: [("Authorization", e.token(u))],
    "bearer-without-token": lambda e, u: [("Authorization", "Bearer ")],
    "three-words": lambda e, u: [("Authorization", f"Bearer {e.token(u)} more")],
    "two-blanks": lambda e, u: [("Authorization", f"Bearer  {e.token(u)}")],
    "garbage": lambda e, u: bearer("garbage"),
    "garbage-with-dots": lambda e, u: bearer("a.b.c"),
    "only-dots": lambda e, u: bearer(".."),
    "four-parts": lambda e, u: bearer(e.token(u) + ".x"),
    "too-long": lambda e, u: bearer(e.token(u, filler="x" * 4000)),
    "alg-none": lambda e, u: bearer(unsigned({"alg": "none", "kid": "key-1"}, {**CLAIMS, "serviceurl": u})),
    "alg-missing": lambda e, u: bearer(unsigned({"kid": "key-1"}, {**CLAIMS, "serviceurl": u})),
    "alg-list": lambda e, u: bearer(unsigned({"alg": ["RS256"], "kid": "key-1"}, CLAIMS)),
    "hs256-with-public-key": signed_with_public_key_as_secret,
    "rs512": minted(algorithm="RS512"),
    "ps256": minted(algorithm="PS256"),
    "no-kid": minted(headers={"kid": DROPPED}),
    "kid-empty": minted(headers={"kid": ""}),
    "kid-number": lambda e, u: bearer(unsigned({"alg": "RS256", "kid": 7}, CLAIMS, b"x")),
    "kid-unknown": minted(headers={"kid": "nobody"}),
    "critical-header": minted(headers={"crit": ["exp"]}),
    "header-not-an-object": lambda e, u: bearer(unsigned(["RS256"], CLAIMS, b"x")),  # type: ignore[arg-type]
    "other-key-same-kid": minted(key=Key("key-1", number=7)),
    "signature-stripped": lambda e, u: bearer(e.token(u).rpartition(".")[0] + "."),
    "signature-of-other-claims": with_other_claims,
    "claims-a-list": claims_that_are(b"[]"),
    "claims-not-json": claims_that_are(b"{"),
    "claims-nested-deeply": claims_that_are(b'{"a":' + b"[" * 1200 + b"]" * 1200 + b"}"),
    "issuer-other": minted(iss="https://api.botframework.com.example"),
    "issuer-emulator": minted(iss=f"https://sts.windows.net/{TENANT}/"),
    "issuer-entra-v2": minted(iss=f"https://login.microsoftonline.com/{TENANT}/v2.0"),
    "issuer-empty": minted(iss=""),
    "issuer-missing": minted(iss=DROPPED),
    "audience-other": minted(aud="99999999-aaaa-4bbb-8ccc-000000000009"),
    "audience-list": minted(aud=[APP_ID]),
    "audience-empty": minted(aud=""),
    "audience-missing": minted(aud=DROPPED),
    "exp-missing": minted(exp=DROPPED),
    "exp-ten-minutes-ago": lambda e, u: bearer(e.token(u, exp=in_minutes(e, -10))),
    "exp-in-25-hours": lambda e, u: bearer(e.token(u, exp=in_minutes(e, 25 * 60))),
    "exp-in-2286": minted(exp=9_999_999_999),
    "exp-text": lambda e, u: bearer(e.token(u, exp=str(in_minutes(e, 30)))),
    "exp-not-a-number": claims_that_are(
        json.dumps({**CLAIMS, "nbf": 0, "exp": float("nan"), "serviceurl": "x"}).encode()
    ),
    "nbf-missing": minted(nbf=DROPPED),
    "nbf-in-ten-minutes": lambda e, u: bearer(e.token(u, nbf=in_minutes(e, 10))),
    "nbf-true": minted(nbf=True),
    "serviceurl-missing": minted(serviceurl=DROPPED),
    "serviceurl-number": minted(serviceurl=7),
    "serviceurl-empty": minted(serviceurl=""),
    "serviceurl-null": minted(serviceurl=None),
    "key-too-short": short_key,
}

FORBIDDEN = {
    "key-endorsed-for-nothing": published_but(endorsements=None),
    "key-endorsed-for-another-channel": published_but(endorsements=["webchat"]),
    "serviceurl-of-another-host": minted(serviceurl="https://smba.trafficmanager.net/teams/"),
    "serviceurl-of-another-path": lambda e, u: bearer(e.token(u + "other/")),
    "serviceurl-not-an-address": minted(serviceurl="here"),
}

GOOD = {
    "plain": minted(),
    "scheme-in-lower-case": lambda e, u: [("Authorization", f"bearer {e.token(u)}")],
    "expired-four-minutes-ago": lambda e, u: bearer(e.token(u, exp=in_minutes(e, -4))),
    "valid-in-four-minutes": lambda e, u: bearer(e.token(u, nbf=in_minutes(e, 4))),
    "serviceurl-without-slash": lambda e, u: bearer(e.token(u.rstrip("/"))),
    "serviceurl-host-in-capitals": lambda e, u: bearer(e.token(u.replace("http://", "HTTP://"))),
    "unknown-claims": minted(new="thing"),
}


async def posted(bot, headers):
    async with bot.client.post(bot.url, headers=headers, json=message(bot.teams.url, "hi")) as response:
        return response.status, await response.read()


@pytest.mark.parametrize("case", BAD)
async def test_a_bad_token_is_turned_away_without_a_word(bot, case):
    status, content = await posted(bot, BAD[case](bot.entra, bot.teams.url))

    assert status == 401
    assert content == b""
    assert bot.turns == []
    assert len(bot.rejects) == 1


@pytest.mark.parametrize("case", FORBIDDEN)
async def test_a_good_signature_for_something_else_is_forbidden(bot, case):
    status, content = await posted(bot, FORBIDDEN[case](bot.entra, bot.teams.url))

    assert (status, content, bot.turns) == (403, b"", [])


@pytest.mark.parametrize("case", GOOD)
async def test_a_good_token_is_let_in(bot, case):
    status, _ = await posted(bot, GOOD[case](bot.entra, bot.teams.url))

    assert (status, len(bot.turns), bot.rejects) == (200, 1, [])


async def test_a_reject_never_logs_the_token(bot):
    token = bot.entra.token(bot.teams.url, aud="someone")

    await posted(bot, bearer(token))

    assert bot.rejects == ["InvalidAudienceError"]


async def test_a_remembered_token_is_refused_when_its_time_is_over(keys, entra, teams):
    from aiohttp.test_utils import make_mocked_request

    from bot.door.rejected import Rejected
    from bot.door.tokens import SignedRequests

    now = entra.epoch()
    times = iter([now, now, now + 3500, now + 3600 + 299, now + 3600 + 302])
    signed = SignedRequests(keys, APP_ID, lambda: datetime.fromtimestamp(next(times), UTC))
    request = make_mocked_request("POST", "/", headers=dict(bearer(entra.token(teams.url))))

    for _ in range(2):
        assert await signed(request) == teams.url
    assert await signed(request) == teams.url
    with pytest.raises(Rejected, match="token expired"):
        await signed(request)


async def test_the_same_token_lets_in_whatever_teams_sends_with_it(bot):
    headers = dict(bearer(bot.entra.token(bot.teams.url)))

    for _ in range(5):
        assert (await posted(bot, headers))[0] == 200

    assert bot.entra.key_fetches == 1
