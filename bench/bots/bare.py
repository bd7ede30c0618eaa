"""The limit in Python: aiohttp and PyJWT, a pooled session, a token fetched once; answers with what it was given."""

import asyncio
import json
import time
from pathlib import Path
from urllib.parse import quote

import aiohttp
import jwt
from aiohttp import web

from bench.bots.serving import ORDER, keep_to_one_core, lead_to_fakes, serve

ISSUER = "https://api.botframework.com"


class Bare:
    """One handler. A text is answered by the card in a message of its own, a press by the card in the answer."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._keys: dict[str, jwt.PyJWK] = {}
        self._token, self._until = "", 0.0
        self._card = json.loads(Path(ORDER["card"]).read_text())

    async def handle(self, request: web.Request) -> web.Response:
        """Verifies, reads, answers."""
        token = request.headers["Authorization"].partition(" ")[2]
        claims = jwt.decode(
            token, await self._key(token), algorithms=["RS256"], audience=ORDER["app_id"], issuer=ISSUER
        )
        said = json.loads(await request.read())
        if claims["serviceurl"] != said["serviceUrl"]:
            return web.Response(status=403)
        if said["type"] == "invoke":
            answer = {
                "statusCode": 200,
                "type": "application/vnd.microsoft.card.adaptive",
                "value": self._card,
            }
            return web.json_response(answer)
        await self._send(said)
        return web.Response(status=200)

    async def _send(self, said: dict) -> None:
        activity = {"type": "message", "from": said["recipient"], "recipient": said["from"]}
        if said["text"] == "help":
            content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": self._card}
            activity |= {"attachments": [content], "summary": "What I can do"}
        else:
            activity["text"] = said["text"]
        url = f"{said['serviceUrl']}v3/conversations/{quote(said['conversation']['id'], safe='')}/activities"
        headers = {"Authorization": f"Bearer {await self._bearer()}"}
        async with self._session.post(url, json=activity, headers=headers) as response:
            await response.read()
            response.raise_for_status()

    async def _key(self, token: str) -> jwt.PyJWK:
        kid = jwt.get_unverified_header(token)["kid"]
        if kid not in self._keys:
            async with self._session.get("https://login.botframework.com/v1/.well-known/keys") as response:
                for key in (await response.json())["keys"]:
                    self._keys[key["kid"]] = jwt.PyJWK(key)
        return self._keys[kid]

    async def _bearer(self) -> str:
        if time.monotonic() > self._until:
            form = {"grant_type": "client_credentials", "client_id": ORDER["app_id"]}
            url = "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"
            async with self._session.post(url, data=form) as response:
                answer = await response.json()
            self._token, self._until = answer["access_token"], time.monotonic() + answer["expires_in"] - 60
        return self._token


async def main() -> None:
    """Serves until killed."""
    async with aiohttp.ClientSession() as session:
        http = web.Application()
        http.router.add_post("/api/messages", Bare(session).handle)
        await serve(http)


if __name__ == "__main__":
    keep_to_one_core()
    lead_to_fakes()
    asyncio.run(main())
