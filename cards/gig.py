"""A gig on a card: where it stands, whose turn it is, what can be done now. And its public face in a channel."""

from collections.abc import Sequence

from cards.copying import begun_from, copy_of
from cards.elsewhere import cut_off, held_up
from cards.funding import funding_of, next_funding, to_fund
from cards.kit.elements import (
    Body,
    as_of,
    badge,
    callout,
    fact_said,
    facts,
    fit,
    frame,
    row,
    section,
    small,
)
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import Ids, button, link
from cards.kit.nodes import Action, CardElement, RichTextBlock
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, day, line, moment, own, plain, run, said
from cards.kit.words import (
    STAGE_OF,
    STAGES,
    YOUR_MOVE,
    Ball,
    ball_of,
    freelancer_of,
    gig_header,
    live_header,
    look_of,
    market_of,
    to_judge,
)
from cards.links import links_of
from cards.more_money import ask_for_more, extension_of, outgrown
from cards.offer import offer_buttons, offer_out, offer_to_send
from cards.out_of_reach import out_of_reach
from cards.people_of_gig import co_owners, people_buttons
from cards.programme_team import ASK_TEAM
from cards.reopening import change_or_move, still_up
from cards.route import review_of, steps_of, why
from cards.withdrawing import withdraw_button
from gigs.contract import Contract
from gigs.gig import ON_MARKET, Gig, GigState
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage

_NOTED: dict[GigState, str] = {
    GigState.CHANGES_ASKED: "The reason",
    GigState.REJECTED: "The reason",
    GigState.CANCELLED: "The reason",
    GigState.EXPIRED: "What happened",
    GigState.REVIEWING: "What happened to the last offer",
}
_ASKED = frozenset({Verb.DECIDE, Verb.ADVISE, Verb.REVIEW_EMERGENCY, Verb.REASSIGN})
"""What is done on the approval's card, not here."""
_OPENS = {
    Verb.DECIDE: "Open the approval",
    Verb.ADVISE: "Answer your colleague",
    Verb.REVIEW_EMERGENCY: "Review the emergency",
}


def stepper(gig: Gig) -> list[CardElement]:
    """The stages of a gig in one line; nothing for a gig that ended before its time."""
    here = STAGE_OF.get(gig.state)
    if here is None:
        return []
    runs = []
    for place, stage in enumerate(STAGES):
        gap = "" if place == len(STAGES) - 1 else " \u2002"
        if place < here:
            runs += [own("✓\u00a0", color="Good", size="Small", bold=True), own(stage + gap, size="Small")]
        elif place == here:
            runs.append(own(f"●\u00a0{stage}{gap}", color="Accent", size="Small", bold=True))
        else:
            runs.append(own(f"○\u00a0{stage}{gap}", subtle=True, size="Small"))
    return [RichTextBlock(inlines=[*runs])]


def gig_card(page: GigPage) -> AdaptiveCard:
    """One gig as this viewer may see it; for somebody who may not, its public face."""
    if Verb.SEE not in page.allowed:
        return channel_card(page)
    return fit(lambda most: _gig_card(page, most), (1500, 600))


def _gig_card(page: GigPage, most: int) -> AdaptiveCard:
    gig, ball = page.gig, turn_of(page)
    body: Body = [live_header(gig), *stepper(gig), callout(ball.tone, ball.headline, _small(ball.detail))]
    body += [
        *out_of_reach(page),
        *cut_off(page),
        *offer_to_send(page),
        *offer_out(page),
        *outgrown(gig),
        *extension_of(gig),
    ]
    body += [*funding_of(page), *still_up(page)]
    if gig.note and gig.state in _NOTED:
        body.append(section(_NOTED[gig.state], said(gig.note, most=most)))
    body += [_facts(page), *(links_of(gig.brief) if gig.brief else []), *people_buttons(page)]
    if gig.open_approvals:
        body += [*steps_of(gig), *why(gig)]
    if review := review_of(gig):
        body.append(section("Approved as an emergency", *review))
    if gig.contract and gig.contract.milestones:
        body.append(section("Milestones", *_milestones(gig, gig.contract)))
    if gig.closing and gig.closing.lesson:
        body.append(section("What the next person can learn from it", said(gig.closing.lesson, most=most)))
    return frame(
        body, _actions(page), summary=f"Gig {gig.number}: {gig.title}. {ball.headline}. {ball.detail}"
    )


def turn_of(page: GigPage) -> Ball:
    """Whose turn it is, as this very viewer is told."""
    ball = held_up(page) or ball_of(page.gig, page.role)
    mine = {
        Verb.DECIDE: "Your answer is awaited.",
        Verb.ADVISE: "A colleague asks for your opinion.",
        Verb.REVIEW_EMERGENCY: "It was approved as an emergency; please review it.",
    }
    if (part := next_funding(page)) and not to_judge(page.gig):
        mine[Verb.FUND] = f"Fund “{plain(part.title, 80)}”: work on it starts then."
    for verb, detail in mine.items():
        if verb in page.allowed:
            return ball._replace(tone="accent", headline=YOUR_MOVE, detail=detail)
    return ball


def moved_on(page: GigPage) -> AdaptiveCard:
    """Whose turn it is now and nothing else, where another card of the chat follows the gig."""
    gig, ball = page.gig, held_up(page) or ball_of(page.gig, page.role)
    body = [gig_header(gig), callout(ball.tone, ball.headline, _small(ball.detail), as_of(page.at))]
    show = button("Show the gig", "show_gig", gig=gig.number)
    return frame(body, [show], summary=f"Gig {gig.number}: {gig.title}. {ball.headline}. {ball.detail}")


def superseded(page: GigPage) -> AdaptiveCard:
    """What an older status card becomes, once, when a newer one of the same chat follows the gig."""
    told = f"Gig {page.gig.number} has a newer card in this chat."
    return frame([line(own(told))], [button("Show the gig", "show_gig", gig=page.gig.number)], summary=told)


def _small(detail: str) -> CardElement:
    return line(run(detail, most=400), spacing="Small")


def _facts(page: GigPage) -> CardElement:
    gig, brief = page.gig, page.gig.brief
    known: list[tuple[str, str]] = []
    if page.role is not Role.REQUESTER:
        known.append(("Asked by", fact_said(gig.requester.name)))
    elif page.viewer and page.viewer.key != gig.requester.key:
        known.append(("Owned by", fact_said(gig.requester.name)))
    known += co_owners(gig)
    if brief:
        known.append(("Budget", str(brief.budget)))
        if gig.approved and gig.approved != brief.budget:
            known.append(("Approved", str(gig.approved)))
    if gig.contract:
        known += [("Agreed price", str(gig.contract.total)), ("Paid so far", str(gig.contract.released))]
    if brief:
        known.append(("Dates", f"{day(brief.start)} to {day(brief.due)}"))
    known += [("Marketplace", fact_said(market_of(gig))), ("Freelancer", _freelancer(gig))]
    if waiting := gig.open_approvals:
        known.append(("Answer by", moment(min(one.answer_by for one in waiting))))
    if gig.closing:
        again = "would hire again" if gig.closing.hire_again else "would not hire again"
        known.append(("Rating", f"{gig.closing.rating} of 5, {again}"))
    known += begun_from(page)
    known.append(("Last change", moment(gig.changed_at)))
    return facts(*known)


def _freelancer(gig: Gig) -> str:
    return fact_said(freelancer_of(gig), 120) if freelancer_of(gig) else ""


def _milestones(gig: Gig, contract: Contract) -> Body:
    rows: Body = []
    for milestone in contract.milestones[:12]:
        look = look_of(gig, milestone)
        what = [line(run(milestone.title, most=150)), small(str(milestone.amount))]
        rows.append(row(what, [badge(look.label, look.style, "Right")], spacing="Small"))
    return rows


def _actions(page: GigPage) -> list[Action]:
    gig, can = page.gig, page.allowed
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    actions: list[Action] = []
    if asked := can & _ASKED:
        leads = asked - {Verb.REASSIGN}
        title = next((title for verb, title in _OPENS.items() if verb in asked), "Open the approval")
        opens = button(title, "show_approval", style="positive" if leads else None, **known)
        actions.append(opens)
    if Verb.EDIT in can:
        again = "Continue" if gig.state is GigState.DRAFT else "Edit and resubmit"
        actions.append(button(again, "edit_brief", style="positive", **known))
    if Verb.REVIEW in can and gig.proposals and gig.state in ON_MARKET:
        title = f"Review {count(gig.proposals, 'proposal')}"
        actions.append(button(title, "review_proposals", style="positive", **known))
    actions += [*_to_judge(page), *to_fund(page), *offer_buttons(page)]
    if Verb.EXTEND in can:
        actions.append(ask_for_more(gig))
    if Verb.WITHDRAW_EXTENSION in can:
        actions.append(withdraw_button(page, Verb.WITHDRAW_EXTENSION))
    if Verb.CLOSE in can:
        actions.append(button("Rate and close", "close_form", style="positive", **known))
    if gig.listing:
        actions += link("See the listing", gig.listing.url)
    if gig.state is not GigState.DRAFT:
        actions.append(button("History", "show_history", gig=gig.number))
    actions += change_or_move(page)
    return [*actions, *_at_the_end(page)][:6]


def _at_the_end(page: GigPage) -> list[Action]:
    """Withdrawing it, and where there is room, a copy of it and a question to the programme team."""
    ends = [withdraw_button(page, Verb.WITHDRAW)] if Verb.WITHDRAW in page.allowed else []
    return [
        *ends,
        *copy_of(page),
        button(ASK_TEAM, "ask_team_form", inputs=False, gig=page.gig.number),
    ]


def _to_judge(page: GigPage) -> list[Action]:
    waiting = to_judge(page.gig)
    if Verb.JUDGE not in page.allowed or not waiting:
        return []
    known: Ids = {"gig": page.gig.number, "milestone": waiting[0].id}
    return [button("See what was handed in", "show_deliverable", style="positive", **known)]


def channel_card(page: GigPage, user_ids: Sequence[str] = ()) -> AdaptiveCard:
    """What a whole channel may see: no money, no cost centre, no reasons, no freelancer.

    `user_ids` (Teams ids) are shown their own view by the client, through `refresh_gig`.
    """
    gig = page.gig
    ball = ball_of(gig, Role.STRANGER)
    category = CATEGORIES[gig.brief.category] if gig.brief else ""
    body: Body = [
        live_header(gig),
        *stepper(gig),
        callout(ball.tone, ball.headline, _small(ball.detail)),
        facts(
            ("Asked by", fact_said(gig.requester.name)),
            ("Category", category),
            ("Last change", moment(gig.changed_at)),
        ),
    ]
    refresh = button("Refresh", "refresh_gig", gig=gig.number, revision=gig.revision) if user_ids else None
    summary = f"Gig {gig.number}: {gig.title}. {ball.headline}."
    return frame(body, summary=summary, refresh=refresh, user_ids=user_ids)
