"""The pages of a stand-in for a browser: one that asks for consent, and one for what a person does there by hand."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment
from sqlalchemy import select

from gigs.brief import PriceType
from gigs.contract import ContractState, Milestone, MilestoneState
from gigs.proposal import PlannedMilestone, Proposal, ProposalStatus
from marketplace.sandbox import listings, tables, work
from marketplace.sandbox.faults import Call
from marketplace.sandbox.work import FundRequest, ReleaseRequest
from ports.marketplace import MarketplaceRefused, OfferRequest, PostRequest
from stand_ins.server import StandIn

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ title }}, a stand-in</title><style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #242424 }
h2 { margin: 1.6rem 0 0 } small { color: #616161 } form { display: inline }
section { border: 1px solid #d1d1d1; border-radius: 6px; padding: .4rem 1rem; margin: .6rem 0 }
button { font: inherit; padding: .25rem .9rem; border: 1px solid #8a8a8a; border-radius: 4px; background: #fff }
button.main { background: #5b5fc7; border-color: #5b5fc7; color: #fff } .note { color: #8f5b00 }
</style><h1>{{ title }}</h1><p><small>A stand-in for trying things out. Nothing here is {{ title }}’s, and no money moves.</small></p>
"""

CONSENT = """<p>An application asks to act for <b>your company’s account</b> here: post jobs, read proposals, hire and pay.</p>
<p>It comes back to <b>{{ back }}</b>.</p>
<form method="post"><button class="main" name="answer" value="allow">Allow</button>
<button name="answer" value="deny">Deny</button></form>
"""

WORK = """{% macro act(what, title, id) %}<form method="post" action="/"><input type="hidden" name="id" value="{{ id }}">
<button name="act" value="{{ what }}">{{ title }}</button></form>{% endmacro %}
{% if told %}<p class="note">{{ told }}</p>{% endif %}
<p><form action="/"><button class="main">Look again</button></form> {{ act("revoke", "Take back every consent", "") }}</p>
{% for job in jobs %}<h2>{{ job.title }}</h2><small>{{ job.reference }} · {{ "closed" if job.closed else "open" }}</small>
{% for one in job.proposals %}<section><b>{{ one.freelancer }}</b>: {{ one.rate }}{% if one.said %} · {{ one.said }}{% endif %}
{% if one.offers %}{{ act("offer", "Make the offer", one.id) }}{% endif %}
{% for part in one.parts %}<div>{{ part.title }}: {{ part.amount }}, {{ part.state }}
{% if part.state == "waiting" and one.works and funding %}{{ act("fund", "Fund the milestone", part.id) }}{% endif %}
{% if part.state == "submitted" %}{{ act("pay", "Pay", part.id) }}{% endif %}</div>{% endfor %}</section>
{% else %}<p>No proposals yet.</p>{% endfor %}{% else %}<p>No jobs yet.</p>{% endfor %}
"""

_PAGES = Environment(autoescape=True)


class Pages:
    """The pages of one stand-in."""

    def __init__(self, server: StandIn) -> None:
        self._server = server
        self._sandbox = server.sandbox
        server.consent.page = self._consent

    def routes(self) -> list[web.RouteDef]:
        """Everything at its root."""
        return [web.get("/", self._show), web.post("/", self._act)]

    def _page(self, text: str, **shown: Any) -> web.Response:
        html = _PAGES.from_string(HEAD + text).render(title=self._server.title, **shown)
        return web.Response(text=html, content_type="text/html")

    def _consent(self, asked: Mapping[str, str]) -> web.Response:
        return self._page(CONSENT, back=asked.get("redirect_uri", ""))

    async def _show(self, request: web.Request) -> web.Response:
        async with self._sandbox.transaction() as (tx, at):
            rows = (await tx.execute(select(tables.listings).order_by(tables.listings.c.number.desc()))).all()
            jobs = [await self._job(tx, row, at) for row in rows]
        funding = self._sandbox.desk.funding
        return self._page(WORK, jobs=jobs, funding=funding, told=request.query.get("told", ""))

    async def _job(self, tx: Any, row: Any, at: Any) -> dict[str, Any]:
        query = select(tables.contracts.c.number, tables.contracts.c.proposal)
        hired = {found.proposal: f"C{found.number}" for found in await tx.execute(query)}
        shown = []
        for one in await listings.proposals(tx, f"L{row.number}", at):
            contract = None
            if one.id in hired:
                contract = await work.contract(tx, self._sandbox.desk, hired[one.id], at)
            said = (
                contract.state.value if contract else "" if one.status is ProposalStatus.NEW else one.status
            )
            offers = contract is None and row.closed_at is None and one.status is not ProposalStatus.WITHDRAWN
            parts = contract.milestones if contract else ()
            works = contract is not None and contract.state is ContractState.ACTIVE
            shown.append(
                {
                    "id": one.id,
                    "freelancer": one.freelancer,
                    "rate": f"{one.rate} an hour" if one.price_type is PriceType.HOURLY else str(one.rate),
                    "said": said,
                    "offers": offers,
                    "works": works,
                    "parts": [_part(part) for part in parts],
                }
            )
        closed = row.closed_at is not None
        return {"title": row.title, "reference": row.reference, "closed": closed, "proposals": shown}

    async def _act(self, request: web.Request) -> web.Response:
        form = await request.post()
        act, id_ = str(form.get("act", "")), str(form.get("id", ""))
        try:
            told = await self._do(act, id_)
        except MarketplaceRefused as no:
            told = no.reason
        raise web.HTTPSeeOther(f"/?{urlencode({'told': told})}")

    async def _do(self, act: str, id_: str) -> str:
        """As a person does it on the marketplace's pages: no fault strikes it."""
        if act == "revoke":
            self._server.consent.revoke()
            return "Nobody acts for an account here any more."
        if act == "offer":
            async with self._sandbox.transaction() as (tx, at):
                offer = await _offer(tx, id_, at)
            await self._sandbox.on_site(Call.OFFER, offer)
            return "The offer is made."
        contract_id = id_.rpartition("-M")[0]
        async with self._sandbox.transaction() as (tx, at):
            _, part = await work.step_of(tx, self._sandbox.desk, contract_id, id_, at)
        given: dict[str, Any] = {
            "contract_id": contract_id,
            "milestone_id": id_,
            "amount": part.amount,
            "reference": f"by hand {id_}",
        }
        if act == "fund":
            await self._sandbox.on_site(Call.FUND, FundRequest(**given))
            return "The milestone is funded."
        await self._sandbox.on_site(Call.RELEASE, ReleaseRequest(**given))
        return "It is paid."


def _part(part: Milestone) -> dict[str, str]:
    states = {MilestoneState.RELEASED: "paid"}
    state = states.get(part.state, part.state.value)
    return {"id": part.id, "title": part.title, "amount": str(part.amount), "state": state}


async def _offer(tx: Any, proposal_id: str, at: Any) -> OfferRequest:
    """What was proposed, for what was asked."""
    row = await listings.proposal_row(tx, proposal_id, at)
    proposal = Proposal.model_validate_json(row.proposal)
    job = (await tx.execute(select(tables.listings).where(tables.listings.c.number == row.listing))).one()
    post = PostRequest.model_validate_json(job.request)
    total = proposal.total(post.hours)
    return OfferRequest(
        reference=f"by hand {proposal_id}",
        listing_id=f"L{row.listing}",
        proposal_id=proposal_id,
        title=post.title,
        total=total,
        milestones=proposal.milestones or (PlannedMilestone(title=post.title[:80], amount=total),),
        start=at.date(),
        due=post.due if post.due > at.date() else at.date() + timedelta(days=14),
    )
