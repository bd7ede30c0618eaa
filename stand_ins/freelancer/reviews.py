"""Reviews of freelancers."""

from typing import Any

from aiohttp import web

from marketplace.sandbox import work
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import Review
from stand_ins.freelancer import shapes
from stand_ins.freelancer.awards import awarded
from stand_ins.freelancer.requests import Route, Wrong, invalid, json_of
from stand_ins.freelancer.shapes import OWNER, PROJECT


class Reviews:
    """One for each contract of the sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """What is answered here."""
        return [
            ("POST", "/projects/0.1/reviews/", self._review),
        ]

    async def _review(self, request: web.Request) -> Any:
        wanted = {"project_id", "to_user_id", "from_user_id", "role", "reputation_data", "comment"}
        body = await json_of(request, wanted, wanted)
        rated = body["reputation_data"]["category_ratings"]
        names = {"quality", "communication", "expertise", "professionalism", "hire_again"}
        if set(rated) != names or any(rating not in {1, 2, 3, 4, 5} for rating in rated.values()):
            raise invalid("category_ratings")
        async with self._sandbox.transaction() as (tx, at):
            held = await awarded(tx, self._sandbox, body["project_id"] - PROJECT, at)
            mine = [one for one in held if shapes.user_number(one[0].freelancer_id) == body["to_user_id"]]
            if not mine or body["role"] != "freelancer" or body["from_user_id"] != OWNER:
                raise invalid("to_user_id")
            contract = mine[0][1]
            row = await work.row_of(tx, contract.id)
        if row.review is not None:
            raise Wrong(
                400, "ProjectExceptionCodes.REVIEW_EXISTS", "You have already reviewed this freelancer."
            )
        said = Review(rating=rated["quality"], hire_again=rated["hire_again"] > 3, comment=body["comment"])
        await self._sandbox.review(contract.id, said)
