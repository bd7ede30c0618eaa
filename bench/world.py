"""Microsoft's side, faked: the Bot Connector over HTTP, and Entra with the Bot Framework's keys over TLS."""

import itertools
import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import certifi
import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bench.cast import APP_ID

NAMES = ("login.microsoftonline.com", "login.botframework.com", "api.botframework.com")
"""Hosts that the bots find here instead."""


class World:
    """`async with World(folder) as world:`; `certificates` is a real bundle of authorities and ours, as big as any."""

    def __init__(self, folder: Path) -> None:
        self.certificates = folder / "authorities.pem"
        self.calls = 0
        self._signer = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._tls = _certificate(folder, self.certificates)
        self._ids = itertools.count(1)
        self._runners: list[web.AppRunner] = []
        self.service_url = ""
        self.tls_port = 0

    async def __aenter__(self) -> Self:
        teams, entra = web.Application(client_max_size=1024 * 1024), web.Application()
        teams.router.add_route("*", "/v3/conversations{rest:.*}", self._take)
        entra.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        entra.router.add_get("/v1/.well-known/keys", self._keys)
        entra.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._authority)
        entra.router.add_get("/common/discovery/instance", self._instances)
        entra.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self.service_url = f"http://127.0.0.1:{await self._serve(teams, None)}/"
        self.tls_port = await self._serve(entra, self._tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        for runner in self._runners:
            await runner.cleanup()

    def bearer(self) -> dict[str, str]:
        """The header of a request that Teams signed; tokens differ, as those of many Teams hosts do."""
        now = int(time.time())
        claims = {
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": self.service_url,
            "jti": str(next(self._ids)),
        }
        token = jwt.encode(claims, self._signer, algorithm="RS256", headers={"kid": "key-1"})
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}

    async def _serve(self, app: web.Application, tls: ssl.SSLContext | None) -> int:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        self._runners.append(runner)
        return int(runner.addresses[0][1])

    async def _take(self, request: web.Request) -> web.Response:
        await request.read()
        if "Authorization" not in request.headers:
            return web.Response(status=401)
        self.calls += 1
        return web.json_response({"id": f"1:{next(self._ids)}"}, status=201)

    async def _metadata(self, _: web.Request) -> web.Response:
        found = {
            "issuer": "https://api.botframework.com",
            "jwks_uri": "https://login.botframework.com/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(found)

    async def _keys(self, _: web.Request) -> web.Response:
        public: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(self._signer.public_key(), as_dict=True)
        return web.json_response(
            {"keys": [{**public, "kid": "key-1", "use": "sig", "endorsements": ["msteams"]}]}
        )

    async def _authority(self, request: web.Request) -> web.Response:
        login = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{login}/v2.0",
                "authorization_endpoint": f"{login}/oauth2/v2.0/authorize",
                "token_endpoint": f"{login}/oauth2/v2.0/token",
            }
        )

    async def _instances(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "tenant_discovery_endpoint": "https://login.microsoftonline.com/x/v2.0/.well-known/openid-configuration",
                "metadata": [
                    {
                        "preferred_network": "login.microsoftonline.com",
                        "preferred_cache": "login.windows.net",
                        "aliases": ["login.microsoftonline.com", "login.windows.net"],
                    }
                ],
            }
        )

    async def _token(self, _: web.Request) -> web.Response:
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": "o" * 1400})


def _certificate(folder: Path, bundle: Path) -> ssl.SSLContext:
    """A server certificate for NAMES; `bundle` is written so that it is trusted beside the usual authorities."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")])
    start = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in NAMES]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    own = made.public_bytes(serialization.Encoding.PEM)
    bundle.write_bytes(Path(certifi.where()).read_bytes() + b"\n" + own)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = folder / "server.pem"
    both.write_bytes(private + own)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context
