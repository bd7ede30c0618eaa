"""The approver's card: all that is needed to decide, once; and what waits for an answer."""

from collections.abc import Sequence
from datetime import datetime

from microsoft_teams.cards import AdaptiveCard, CardElement
from microsoft_teams.cards.core import Action

from cards.changes import changes
from cards.elements import (
    Body,
    badge,
    banner,
    callout,
    entry,
    fact_said,
    facts,
    figures,
    frame,
    numbered,
    row,
    section,
    small,
)
from cards.gig import channel_card, gig_header
from cards.inputs import Ids, button, with_reason
from cards.texts import count, day, day_of, line, moment, names, run, said, words
from cards.words import CATEGORIES, DECISIONS, PRICE_TYPES, TIERS, VISIBILITIES, market
from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief
from gigs.gig import Gig, GigState
from use_cases.authorize import Role, Verb
from use_cases.gig_page import GigPage

LONG = 3600
"""The most bytes of each long text. Every text a brief may hold in a Latin script is shown whole."""


def approval_card(page: GigPage, revision: int = 0) -> AdaptiveCard:
    """Buttons only for somebody whose answer is awaited; for everybody else, and afterwards, what was decided.

    `revision` is the one that this card asked about, 0 the newest: a later one has a card of its own.
    """
    gig = page.gig
    if Verb.SEE not in page.allowed:
        return channel_card(page)
    asked = [a for a in gig.approvals if a.revision == revision] or _latest(gig)
    is_newest = asked == _latest(gig)
    decides = is_newest and Verb.DECIDE in page.allowed and page.viewer is not None
    mine = gig.approval_of(page.viewer.key) if decides and page.viewer else None
    excess = bool(asked) and asked[0].purpose is Purpose.EXCESS
    body: Body = [gig_header(gig, "Approval"), _question(page, asked, mine, excess)]
    answered = [one for one in asked if one.decision]
    if len(asked) > 1:
        body += [item for one in answered for item in _answer(one)]
    if not is_newest:
        newest = button("Open the newest", "show_approval", gig=gig.number, revision=gig.revision)
        return frame(body, [newest], summary=f"Gig {gig.number}: {gig.title}, {gig.requester.name}")
    if excess:
        body.append(_excess(gig, asked[0]))
    if gig.brief:
        body += _brief(gig, gig.brief, excess)
    actions = _decide(gig, mine, excess) if mine else []
    return frame(body, actions, summary=f"Gig {gig.number}: {gig.title}, {gig.requester.name}")


def _latest(gig: Gig) -> list[Approval]:
    """Those who were asked last, together."""
    newest = max((a.revision for a in gig.approvals), default=0)
    return [a for a in gig.approvals if a.revision == newest]


def _question(page: GigPage, asked: list[Approval], mine: Approval | None, excess: bool) -> CardElement:
    gig = page.gig
    if mine:
        what = f"the extra {mine.amount}" if excess else "this gig"
        due = words(f"Please answer by {moment(mine.due_at)}.", spacing="Small")
        return callout("accent", f"{gig.requester.name} asks you to approve {what}", due)
    if gig.state is GigState.CANCELLED:
        return callout("emphasis", f"Withdrawn by {gig.requester.name}", words("Nothing is left to decide."))
    waiting = [a.approver.name for a in asked if a.is_open and a in gig.open_approvals]
    if waiting:
        own_gig = page.role is Role.REQUESTER
        why = "You cannot approve your own gig." if own_gig else "Nothing is needed from you now."
        return callout("emphasis", f"Waiting for {names(waiting)}", words(why, spacing="Small"))
    return _outcome(gig, asked)


def _outcome(gig: Gig, asked: list[Approval]) -> CardElement:
    answered = [a for a in asked if a.decision and a.decided_at]
    if not answered:
        return callout("emphasis", "Nothing is left to decide here")
    last = max(answered, key=lambda a: a.decided_at or a.asked_at)
    then = {
        Decision.APPROVED: "The money is approved and the gig goes on by itself.",
        Decision.CHANGES_ASKED: f"It is back with {gig.requester.name}.",
        Decision.REJECTED: "The requester was told at once.",
    }
    tones = {Decision.APPROVED: "good", Decision.CHANGES_ASKED: "warning", Decision.REJECTED: "attention"}
    decision = last.decision or Decision.APPROVED
    after = then[decision] if asked == _latest(gig) else "What was asked since then has a card of its own."
    headline = f"{DECISIONS[decision].label} by {last.approver.name}"
    told: Body = [small(moment(last.decided_at))] if last.decided_at else []
    if last.reason:
        told.append(said(f"“{last.reason}”", most=1500, spacing="Small"))
    return callout(tones[decision], headline, *told, line(run(after), spacing="Small"))  # type: ignore[arg-type]


def _answer(one: Approval) -> Body:
    decision = DECISIONS[one.decision or Decision.APPROVED].label
    when = f"{decision}, {moment(one.decided_at)}" if one.decided_at else decision
    told: Body = [line(run(one.approver.name, bold=True, most=120)), small(when)]
    return [*told, said(f"“{one.reason}”", most=1500, spacing="Small")] if one.reason else told


def _excess(gig: Gig, asked: Approval) -> CardElement:
    before = gig.approved or gig.checked_brief.budget
    # After a yes the approved sum already holds the difference.
    before = before - asked.amount if asked.decision is Decision.APPROVED else before
    offer = before + asked.amount
    told: Body = [
        figures(("Approved", str(before)), ("Offer", str(offer)), ("Difference", str(asked.amount)))
    ]
    if gig.choice:
        told.append(
            line(
                "For ",
                run(gig.choice.freelancer, bold=True, most=120),
                ", chosen by ",
                run(gig.requester.name),
            )
        )
    return section("An offer above the approved sum", *told)


def _brief(gig: Gig, brief: Brief, excess: bool) -> Body:
    body: Body = []
    if not excess:
        price = (
            f"{brief.rate} an hour, {brief.hours} hours at most"
            if brief.hours
            else PRICE_TYPES[brief.price_type]
        )
        body.append(
            figures(("Budget", str(brief.budget)), ("From", day(brief.start)), ("Until", day(brief.due)))
        )
        body.append(small(price, spacing="Small"))
        if gig.former_brief and gig.former_brief != brief:
            body.append(section("What changed since the last time", *changes(gig.former_brief, brief)))
    body += [
        section("Outcome", said(brief.outcome, most=LONG)),
        section("Deliverables", *numbered(brief.deliverables, LONG)),
        section("How it is checked", said(brief.acceptance, most=LONG)),
        section("Details", rules(gig, brief)),
    ]
    return body


def rules(gig: Gig, brief: Brief) -> CardElement:
    """What the company wants to know about a brief."""
    where = gig.requester.department
    return facts(
        ("Asked by", fact_said(f"{gig.requester.name}, {where}" if where else gig.requester.name)),
        ("Cost centre", fact_said(brief.cost_centre)),
        ("Data", TIERS[brief.data_tier]),
        ("Category", CATEGORIES[brief.category]),
        ("Skills", fact_said(", ".join(brief.skills), 600)),
        ("Visibility", VISIBILITIES[brief.visibility]),
        ("Marketplace", fact_said(market(brief.marketplace))),
    )


def _decide(gig: Gig, mine: Approval, excess: bool) -> list[Action]:
    known: Ids = {"gig": gig.number, "revision": mine.revision}
    sum_of = f"the extra {mine.amount}" if excess else str(mine.amount)
    return [
        button(f"Approve {sum_of}", "approve_gig", style="positive", **known),
        with_reason(
            "Ask for changes",
            "ask_changes",
            ask="What should change?",
            send="Send back for changes",
            **known,
        ),
        with_reason(
            "Reject",
            "reject_gig",
            ask="Why not?",
            send="Reject the difference" if excess else "Reject this gig",
            style="destructive",
            **known,
        ),
    ]


def approvals_list(gigs: Sequence[Gig], at: datetime, more: bool = False) -> AdaptiveCard:
    """What waits for this person's answer, the longest waiting first. `more` says that there are others."""
    if not gigs:
        return frame(
            [
                banner("Nothing waits for you"),
                words("When somebody asks you to approve a gig, it is listed here."),
            ],
            summary="Nothing waits for your answer.",
        )
    rows: Body = [_waiting(gig, at, first=place == 0) for place, gig in enumerate(gigs)]
    longest = " There are more; these have waited longest." if more else ""
    rows.append(small(f"Press a gig to open it and answer.{longest}", spacing="Medium"))
    title = f"{count(len(gigs), 'gig waits', 'gigs wait')} for your answer"
    return frame([banner(title), *rows], summary=title)


def _waiting(gig: Gig, at: datetime, *, first: bool) -> CardElement:
    asked = _latest(gig)
    amount = asked[0].amount if asked else gig.checked_brief.budget
    late = bool(asked) and asked[0].due_at < at
    kind = "Extra " if asked and asked[0].purpose is Purpose.EXCESS else ""
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(
            run(gig.requester.name, most=80, size="Small", subtle=True),
            f" · {kind}{amount}",
            size="Small",
            subtle=True,
            spacing="None",
        ),
    ]
    if asked:
        left.append(small(f"Answer by {day_of(asked[0].due_at)}"))
    status = badge("Overdue", "Attention", "Right") if late else badge("Waiting", "Informative", "Right")
    opens = button(
        f"Open the approval of gig {gig.number}", "show_approval", gig=gig.number, revision=gig.revision
    )
    return entry([row(left, [status])], opens, first=first)
