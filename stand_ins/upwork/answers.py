# ruff: noqa: N802, N803, A002
"""What the stand-in for Upwork answers, field by field of its roots, from the sandbox behind it.

Methods and arguments are named as the fields of the schema that they answer.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal, Standing
from marketplace.sandbox import listings, tables, work
from marketplace.sandbox.faults import Call
from ports.marketplace import MarketplaceRefused, OfferRequest, PostRequest, Review
from stand_ins.upwork import catalogue as catalogue

OFFER_STATES = {
    ContractState.OFFERED: ("PENDING_VENDOR_ACCEPTANCE", "Submitted"),
    ContractState.DECLINED: ("REJECTED", "Declined"),
    ContractState.ENDED: ("WITHDRAWN", "Withdrawn"),
    ContractState.ACTIVE: ("ACCEPTED", "Accepted"),
    ContractState.COMPLETED: ("ACCEPTED", "Accepted"),
}
"""OfferState and WorkflowOfferState."""

MILESTONES = {
    MilestoneState.WAITING: "NotFunded",
    MilestoneState.ACTIVE: "Active",
    MilestoneState.SUBMITTED: "Submitted",
    MilestoneState.SENT_BACK: "Rejected",
    MilestoneState.RELEASED: "Paid",
}
CLOSES = {"CANCELLED", "FILLED"}
CATEGORY = {
    "Graphic, Editorial & Presentation Design": Category.PRESENTATION,
    "Content Writing": Category.WRITING,
    "Translation & Localization Services": Category.TRANSLATION,
    "Market Research & Product Reviews": Category.RESEARCH,
    "Digital Marketing": Category.MARKETING,
    "Web Development": Category.SOFTWARE,
    "Video & Animation": Category.VIDEO,
}


class Answers:
    """The root of one operation. `acts_for` is what the organization's header said."""

    def __init__(self, server: Any, acts_for: str) -> None:
        self._server = server
        self._sandbox = server.sandbox
        self._company = server.companies[0]
        self._hires = any(
            one["organizationId"] == acts_for and one["organizationLegacyType"] == "Client"
            for one in server.companies
        )
        self._acts_for = acts_for

    def _check_hires(self) -> None:
        if not self._hires:
            raise MarketplaceRefused("Authorization failed")

    # Who and what there is.

    def companySelector(self, _info: Any) -> Any:
        return {"items": self._server.companies}

    def organization(self, _info: Any) -> Any:
        if not self._hires:
            return {
                "id": "99",
                "name": "Rita Reyes",
                "legacyType": "VENDOR",
                "jobPosting": _page([], 0, self),
            }
        return {
            "id": self._acts_for,
            "name": self._company["title"],
            "legacyType": "CLIENT",
            "jobPosting": self._own_jobs,
        }

    def ontologyCategories(self, _info: Any) -> Any:
        found = catalogue.categories()
        for group in found:
            parts = group["subcategories"]
            group["subcategories"] = [one for one in parts if one["preferredLabel"] not in self._server.lacks]
        return found

    def ontologyElementsSearchByPrefLabel(self, _info: Any, filter: Any) -> Any:
        if len(filter["preferredLabel_any"]) > 100:
            raise MarketplaceRefused("VJCA-6 preferredLabel_any has incorrect value")
        words = filter["preferredLabel_any"].casefold()
        found = [name for name in catalogue.SKILLS if name.casefold().startswith(words)]
        return [
            {"__typename": "Skill", "id": catalogue.skill_id(name), "preferredLabel": name}
            for name in found[: filter.get("limit") or 10]
        ]

    def proposalMetadata(self, _info: Any) -> Any:
        values = [{"id": str(n), "label": label} for n, label in enumerate(catalogue.DURATIONS, start=1)]
        return {"engagementDurationValues": values}

    def reasons(self, _info: Any, reasonType: str) -> Any:
        return [
            {"id": id_, "reason": text, "alias": alias} for id_, text, alias in catalogue.REASONS[reasonType]
        ]

    # Job posts.

    async def createJobPosting(self, _info: Any, jobPostingRequest: Any) -> Any:
        self._check_hires()
        request = self._post_request(jobPostingRequest, "")
        listing = await self._sandbox.post(request)
        return self._saved(catalogue.job_id(int(listing.id.removeprefix("L"))))

    async def updateJobPosting(self, _info: Any, id: str, jobPostingRequest: Any) -> Any:
        self._check_hires()
        row = await self._row(id)
        info = jobPostingRequest.get("jobPostingInfo") or {}
        if info.get("version") != self._server.versions[id] + 1:
            raise MarketplaceRefused(
                "The job posting was changed by somebody else: version has incorrect value"
            )
        if info.get("status") in CLOSES:
            if not self._server.holds_open:
                await self._sandbox.close_listing(f"L{row.number}", info["status"])
        else:
            request = self._post_request(jobPostingRequest, row.reference)
            await self._sandbox.update_listing(f"L{row.number}", request)
        self._server.versions[id] += 1
        return self._saved(id)

    def _saved(self, id_: str) -> Any:
        lost = self._server.loses.pop(0) if self._server.loses else set()
        flags = ("skillsSaved", "questionsSaved", "sandsJobPostSaved")
        return {
            "id": id_,
            "version": self._server.versions[id_] + 1,
            **{flag: flag not in lost for flag in flags},
        }

    def _post_request(self, sent: Any, reference: str) -> PostRequest:
        if sent["organizationId"] != self._acts_for:
            raise MarketplaceRefused("Authorization failed")
        info = sent["jobPostingInfo"]
        if not reference and info.get("status") != "REQUESTED":
            raise MarketplaceRefused("status has incorrect value")
        label = catalogue.subcategory(info["groupId"], info["categoryId"])
        fields = sent.get("annotations", {}).get("customFields", [])
        theirs = next((one["value"] for one in fields if one["key"] == "reference"), reference)
        if theirs not in info["description"]:
            raise AssertionError("the reference is not where it can be found again")
        fixed = info["type"] == "FIXED_PRICE"
        today = self._server.now().date()
        return PostRequest(
            reference=reference or theirs,
            title=info["title"],
            description=info["description"],
            category=CATEGORY.get(label, Category.OTHER),
            skills=tuple(self._skill(one) for one in sent["sandsJobPost"]["additionalSkills"]),
            price_type=PriceType.FIXED if fixed else PriceType.HOURLY,
            rate=Money(amount=_decimal(info["amount" if fixed else "hourlyBudgetMax"]), currency="USD"),
            hours=None,
            start=today,
            due=today + timedelta(days=14),
            visibility=Visibility.PUBLIC if info["access"] == "PUBLIC_INDEX" else Visibility.INVITE_ONLY,
            experience=Experience.EXPERT if info.get("experienceLevel") == "EXPERT" else None,
            screening=tuple(one["question"] for one in sent.get("questions") or ()),
        )

    def _skill(self, sent: Any) -> str:
        return catalogue.skill_name(sent["skillId"]) if sent.get("skillId") else str(sent["freetext"])

    async def jobPosting(self, _info: Any, jobPostingId: str) -> Any:
        self._check_hires()
        return self._job(await self._row(jobPostingId))

    async def _row(self, id_: str) -> Any:
        number = catalogue.job_number(id_)
        async with self._sandbox._transaction() as (tx, _):
            return await listings._row(tx, f"L{number}")

    def _job(self, row: Any) -> Any:
        request = PostRequest.model_validate_json(row.request)
        id_ = catalogue.job_id(row.number)
        hourly = request.price_type is PriceType.HOURLY
        return {
            "id": id_,
            "version": self._server.versions[id_] + 1,
            "info": {
                "status": "CANCELLED" if row.closed_at else "REQUESTED",
                "legacyCiphertext": f"~01{row.number:016x}",
                "auditTime": {"createdDateTime": row.posted_at.isoformat()},
            },
            "content": {"title": request.title, "description": request.description},
            "contractTerms": {"contractType": "HOURLY" if hourly else "FIXED"},
        }

    async def _own_jobs(self, _info: Any, jobPostingFilter: Any) -> Any:
        since = jobPostingFilter.get("createdDateTimeFrom_eq", "")
        page = jobPostingFilter.get("pagination_eq") or {"first": 10}

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            table = tables.listings
            query = select(table).where(table.c.posted_at <= at - lag).order_by(table.c.number.desc())
            return (await tx.execute(query)).all()

        rows = await self._sandbox._read(Call.FIND_LISTING, look)
        shown = [self._job(row) for row in rows if row.posted_at.isoformat() >= since.replace("Z", "")]
        return _page(shown, int(page.get("after") or 0), self, page["first"])

    # Proposals.

    async def clientProposals(
        self,
        _info: Any,
        jobPostingId: str,
        sortAttribute: Any,
        pagination: Any,
    ) -> Any:
        self._check_hires()
        if pagination["first"] > 40:
            raise MarketplaceRefused("VJCA-6 pagination.first has incorrect value")
        number = catalogue.job_number(jobPostingId)

        async def look(tx: Any, at: Any, _lag: Any) -> Any:
            found = await listings.proposals(tx, f"L{number}", at)
            rows = {row.id: row for row in await tx.execute(select(tables.proposals))}
            return [(one, rows[one.id]) for one in found]

        found = await self._sandbox._read(Call.PROPOSALS, look)
        nodes = [self._proposal(one, row) for one, row in found]
        assert sortAttribute == {"field": "MODIFIEDDATETIME", "sortOrder": "DESC"}
        nodes.sort(key=_changed, reverse=True)
        return _page(nodes, int(pagination.get("after") or 0), self, pagination["first"])

    async def clientProposal(self, _info: Any, id: str) -> Any:
        self._check_hires()
        async with self._sandbox._transaction() as (tx, at):
            row = await listings.proposal_row(tx, catalogue.proposal_own(id), at)
            return self._proposal(listings._proposal(row, at), row)

    def _proposal(self, one: Proposal, row: Any) -> Any:
        is_gone = one.standing is Standing.WITHDRAWN
        status = "Withdrawn" if is_gone else "Declined" if row.marked == Standing.DECLINED else "Activated"
        user = catalogue.user_id(one.freelancer_id)
        return {
            "id": catalogue.proposal_id(one.id),
            "user": {
                "id": user,
                "name": one.freelancer,
                "publicUrl": f"https://www.upwork.com/freelancers/~{int(user):x}",
                "freelancerProfile": _profile(one),
            },
            "organization": {"id": f"team-of-{user}"},
            "terms": {"chargeRate": self._money(one.rate)},
            "coverLetter": one.letter,
            "projectPlan": {
                "milestones": [
                    {
                        "description": part.title,
                        "dueDate": "2026-12-14",
                        "amount": f"{part.amount.amount:.2f}",
                    }
                    for part in one.milestones
                ]
            },
            "auditDetails": {
                "createdDateTime": _time(one.received_at),
                "modifiedDateTime": _time(row.withdraws_at) if is_gone else None,
            },
            "status": {"status": status},
        }

    def _money(self, money: Money, *, in_cents: bool = False) -> Any:
        raw = f"{money.amount * 100:.0f}" if in_cents else str(money.amount.normalize())
        shown = self._server.odd_money or f"${money.amount:,.2f}"
        return {"rawValue": f"{Decimal(raw):f}", "currency": money.currency, "displayValue": shown}

    async def shortlistClientProposal(self, _info: Any, clientProposalShortlistRequest: Any) -> Any:
        return await self._marked(clientProposalShortlistRequest, self._sandbox.shortlist)

    async def declineClientProposal(self, _info: Any, clientProposalDeclineRequest: Any) -> Any:
        sent = clientProposalDeclineRequest
        async with self._sandbox._transaction() as (tx, at):
            row = await listings.proposal_row(tx, catalogue.proposal_own(sent["proposalId"]), at)
        if row.marked == Standing.DECLINED:
            raise MarketplaceRefused("This proposal is declined already.")
        return await self._marked(sent, self._sandbox.decline, sent["otherReason"])

    async def messageClientProposal(self, _info: Any, clientProposalMessageRequest: Any) -> Any:
        sent = clientProposalMessageRequest
        return await self._marked(sent, self._sandbox.message, sent["message"])

    async def _marked(self, sent: Any, do: Any, *more: str) -> Any:
        self._check_hires()
        number = catalogue.job_number(sent["jobPostingId"])
        own = catalogue.proposal_own(sent["proposalId"])
        if not own.startswith(f"L{number}-"):
            raise MarketplaceRefused("There is no such proposal.")
        await do(f"L{number}", own, *more)
        return {"status": "SUCCESS"}

    async def proposalRoom(self, _info: Any, vendorProposalId: str) -> Any:
        own = catalogue.proposal_own(vendorProposalId)

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            return await listings.messages(tx, own, at - lag)

        said = await self._sandbox._read(Call.HAS_MESSAGE, look)
        if not said:
            raise MarketplaceRefused("There is no such room.")
        nodes = [{"message": text} for text in said]

        def stories(_info: Any, filter: Any) -> Any:
            page = filter["pagination"]
            return _page(nodes, int(page.get("after") or 0), self, page["first"])

        return {"id": f"room_{vendorProposalId}", "stories": stories}

    # Offers and contracts.

    async def createOffer(self, _info: Any, offerInput: Any) -> Any:
        self._check_hires()
        sent, times = offerInput, self._server.inflates
        if sent["clientTeamId"] != self._acts_for or sent["metadata"]["sourceType"] != "JobApplication":
            raise MarketplaceRefused("Authorization failed")
        own = catalogue.proposal_own(sent["metadata"]["sourceId"])
        plan = sent["milestoneTerms"]
        request = OfferRequest(
            reference=sent["idempotencyKey"],
            listing_id=f"L{catalogue.job_number(sent['metadata']['jobPostingId'])}",
            proposal_id=own,
            title=sent["title"],
            total=_lowest(plan["budget"], times),
            milestones=tuple(
                PlannedMilestone(title=one["description"], amount=_lowest(one["amount"], times))
                for one in plan["milestoneList"]
            ),
            start=self._server.now().date(),
            due=date(2027, 1, 1),
        )
        await self._check_partner(own, sent["vendorUser"])
        self._server.descriptions[request.reference] = sent["description"]
        made = await self._made_before(request) or await self._sandbox.offer(request)
        terms = {
            "budget": self._money(made.total, in_cents=self._server.cents),
            "milestones": await self._parts(made, in_offer=True),
        }
        number = int(made.id.removeprefix("C"))
        return {
            "offer": {
                "id": catalogue.offer_id(number),
                "title": request.title,
                "state": "Submitted",
                "milestoneTerms": terms,
            }
        }

    async def _made_before(self, request: OfferRequest) -> Contract | None:
        if not self._server.honours_keys:
            return None
        async with self._sandbox._transaction() as (tx, at):
            return await work.find_offer(tx, self._sandbox._desk, request.reference, at, timedelta(0))

    async def _check_partner(self, own: str, sent: Any) -> None:
        async with self._sandbox._transaction() as (tx, at):
            row = await listings.proposal_row(tx, own, at)
        user = catalogue.user_id(Proposal.model_validate_json(row.proposal).freelancer_id)
        if sent != {"userId": user, "teamId": f"team-of-{user}"}:
            raise MarketplaceRefused("vendorUser has incorrect value")

    async def offersByAttributes(self, _info: Any, filter: Any) -> Any:
        self._check_hires()
        assert filter["searchAttribute"] == "JobApplication"

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            table = tables.contracts
            wanted = {catalogue.proposal_own(id_) for id_ in filter["ids"] if id_.isdigit()}
            query = select(table).where(table.c.proposal.in_(wanted), table.c.offered_at <= at - lag)
            rows = (await tx.execute(query)).all()
            return [(row, await work.contract(tx, self._sandbox._desk, f"C{row.number}", at)) for row in rows]

        found = await self._sandbox._read(Call.FIND_OFFER, look)
        return {"offers": [self._listed(row, one) for row, one in found] + [None] * self._server.holes}

    def _listed(self, row: Any, one: Contract) -> Any:
        state = OFFER_STATES[one.state][1]
        return {
            "id": catalogue.offer_id(row.number),
            "description": self._server.descriptions.get(row.reference, "Let us work together!"),
            "state": state,
            "contractId": catalogue.contract_id(row.number) if state == "Accepted" else None,
            "createdDateTime": row.offered_at.isoformat(),
        }

    async def offer(self, _info: Any, id: str) -> Any:
        self._check_hires()
        one = await self._contract(catalogue.offer_number(id))
        budget = self._money(one.total, in_cents=self._server.cents)
        return {
            "id": id,
            "title": "An offer",
            "state": OFFER_STATES[one.state][0],
            "vendorProposal": {"id": catalogue.proposal_id(one.proposal_id)},
            "freelancer": {"fullName": one.freelancer},
            "offerTerms": {"fixedPriceTerm": None if self._server.by_the_hour else {"budget": budget}},
            "milestones": None if self._server.by_the_hour else await self._parts(one, in_offer=True),
        }

    async def _contract(self, number: int) -> Contract:
        async def look(tx: Any, at: Any, _lag: Any) -> Contract:
            return await work.contract(tx, self._sandbox._desk, f"C{number}", at)

        found: Contract = await self._sandbox._read(Call.CONTRACT, look)
        return found

    async def contractDetails(self, _info: Any, id: str) -> Any:
        self._check_hires()
        number = catalogue.contract_number(id)
        one = await self._contract(number)
        if one.state not in {ContractState.ACTIVE, ContractState.COMPLETED}:
            raise MarketplaceRefused("There is no such contract.")
        async with self._sandbox._transaction() as (tx, _):
            row = await work._row(tx, f"C{number}")
        terms = {
            "fixedAmount": self._money(one.total, in_cents=self._server.cents),
            "milestones": await self._parts(one, in_offer=False),
        }
        return {
            "id": id,
            "title": "A contract",
            "status": "CLOSED" if row.review else "ACTIVE",
            "freelancer": {"name": one.freelancer},
            "terms": {"hourlyTerms": [{"id": "1"}]}
            if self._server.by_the_hour
            else {"fixedPriceTerms": [terms]},
        }

    async def _parts(self, one: Contract, *, in_offer: bool) -> Any:
        """In no order; some are null where the server has holes."""
        number = int(one.id.removeprefix("C"))
        async with self._sandbox._transaction() as (tx, at):
            query = select(tables.milestones).where(tables.milestones.c.contract == number)
            begun = {row.number: row.active_at for row in await tx.execute(query)}
        parts = []
        for place, part in enumerate(one.milestones, start=1):
            state = "InOffer" if in_offer else MILESTONES[part.state]
            starts = begun.get(place)
            if state == "Active" and starts and at < starts + self._server.checkout:
                state = "NotFunded"
            id_ = catalogue.milestone_id(number, place, in_offer=in_offer)
            parts.append(self._part(part, id_, place, state))
        return [*reversed(parts), *([None] * (self._server.holes and not in_offer))]

    def _part(self, part: Milestone, id_: str, place: int, state: str) -> Any:
        events = []
        if part.deliverable:
            event = {
                "submission": {
                    "id": catalogue.submission_id(part.deliverable.id),
                    "createdDateTime": part.deliverable.submitted_at.isoformat(),
                },
                "submissionMessage": {"message": part.deliverable.text},
                "revisionMessage": {"message": part.note} if part.note else None,
            }
            events.append(event)
        return {
            "id": id_,
            "state": state,
            "description": part.title,
            "depositAmount": self._money(part.amount, in_cents=self._server.cents),
            "submissionCount": len(events),
            "sequenceId": place,
            "submissionEvents": events,
        }

    async def withdrawOffer(self, _info: Any, input: Any) -> Any:
        self._check_hires()
        await self._sandbox.withdraw_offer(f"C{catalogue.offer_number(input['offerId'])}", input["message"])
        return True

    async def activateMilestone(self, _info: Any, input: Any) -> Any:
        """A checkout: what it answers is the state before the money has moved."""
        contract, part = await self._own_part(input["id"])
        await self._sandbox.fund(contract, part, input["message"])
        return self._answered(input["id"], part, "NotFunded")

    async def approveMilestone(self, _info: Any, input: Any) -> Any:
        contract, part = await self._own_part(input["id"])
        paid = _lowest({"amount": input["paidAmount"], "currency": part.amount.currency})
        await self._sandbox.release(
            contract, part.id, paid, input.get("paymentComment") or f"by {input['id']}"
        )
        return self._answered(input["id"], part, "Paid")

    async def rejectSubmittedMilestone(self, _info: Any, input: Any) -> Any:
        contract, part = await self._own_part(input["id"])
        await self._sandbox.send_back(contract, part.id, input["noteToContractor"])
        return {"response": True}

    async def _own_part(self, id_: str) -> tuple[str, Milestone]:
        self._check_hires()
        contract, own = catalogue.milestone_own(id_)
        async with self._sandbox._transaction() as (tx, at):
            _, part = await work._step(tx, self._sandbox._desk, contract, own, at)
        return contract, part

    def _answered(self, id_: str, part: Milestone, state: str) -> Any:
        return {**self._part(part, id_, 1, state), "submissionEvents": []}

    async def endContractByClient(self, _info: Any, contractId: str, input: Any) -> Any:
        self._check_hires()
        if input["reasonRef"] not in {alias for _, _, alias in catalogue.REASONS["CONTRACT_END_FIXED"]}:
            raise MarketplaceRefused("reasonRef has incorrect value")
        number = catalogue.contract_number(contractId)
        async with self._sandbox._transaction() as (tx, _):
            row = await work._row(tx, f"C{number}")
        if row.review:
            raise MarketplaceRefused("The contract is closed already.")
        feedback = input["feedbackInfo"]
        review = Review(
            rating=feedback["qualityScore"], hire_again=True, comment=feedback.get("comment") or ""
        )
        await self._sandbox.review(f"C{number}", review)
        return {"success": True}


def _page(nodes: list[Any], after: int, answers: Answers, first: int = 10) -> Any:
    """A connection whose cursors are places; with holes, edges and nodes are null and the count is wrong."""
    server = answers._server
    size = min(first, server.shrinks_page or first)
    shown = nodes[after : after + size]
    edges: list[Any] = [{"cursor": str(after + n), "node": node} for n, node in enumerate(shown, start=1)]
    end = str(after + len(shown)) if shown else None
    if server.holes and shown:
        edges = [None, {"cursor": "?", "node": None}, *edges]
    count = 0 if server.holes else len(nodes)
    return {
        "totalCount": count,
        "edges": edges,
        "pageInfo": {"endCursor": end, "hasNextPage": after + size < len(nodes)},
    }


def _changed(node: Any) -> str:
    audit = node["auditDetails"]
    return str((audit["modifiedDateTime"] or audit["createdDateTime"])["rawValue"])


def _time(at: Any) -> Any:
    return {"rawValue": at.isoformat(), "displayValue": f"{at:%b %d, %Y}"}


def _profile(one: Proposal) -> Any:
    score = None if one.rating is None else float(one.rating)
    return {
        "countryDetails": {"name": one.country},
        "aggregates": {
            "adjustedFeedbackScore": score,
            "jobSuccessScore": None if score is None else round(score * 20),
            "totalHourlyJobs": 0,
            "totalFixedJobs": one.jobs_done,
        },
    }


def _decimal(text: str) -> Decimal:
    """An amount of a job post: "exact value with dot symbol"."""
    if not re.fullmatch(r"\d+(\.\d{1,2})?", text):
        raise MarketplaceRefused("amount has incorrect value")
    return Decimal(text)


def _lowest(sent: Any, times: int = 1) -> Money:
    """An amount in cents, and nothing but digits."""
    if not re.fullmatch(r"[1-9]\d*", sent["amount"]):
        raise MarketplaceRefused("amount has incorrect value")
    return Money(amount=Decimal(sent["amount"]) / 100 * times, currency=sent["currency"])
