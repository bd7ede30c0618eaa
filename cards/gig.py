"""A gig on a card: where it stands, whose turn it is, what can be done now. And its public face in a channel."""

from collections.abc import Sequence

from cards.closing import lesson_lines, rating_in_words
from cards.copying import begun_from, copy_of
from cards.elsewhere import cut_off, held_up
from cards.funding import funding_of, next_funding, to_fund
from cards.how_well import how_well
from cards.inside_gig import with_colleagues
from cards.inside_offer import is_public_inside, what_is_wanted
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
from cards.kit.texts import day, line, moment, own, plain, run, said
from cards.kit.words import (
    OUTSIDE,
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
from cards.made_links import make_of
from cards.more_money import ask_for_more, extension_of, outgrown
from cards.offer import offer_buttons, offer_out, offer_to_send
from cards.out_of_reach import out_of_reach
from cards.people_of_gig import co_owners, people_buttons
from cards.programme_team import ask_row
from cards.reopening import change_or_move, still_up
from cards.route import review_of, steps_of, why
from cards.tips import tip_of
from cards.withdrawing import withdraw_button
from gigs.contract import Contract
from gigs.gig import ON_MARKET, Gig, GigState
from translation.catalogue import N_, _, n_
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage
from use_cases.playbook.practices import Place

_NOTED: dict[GigState, str] = {
    GigState.CHANGES_ASKED: N_("Reason"),
    GigState.REJECTED: N_("Reason"),
    GigState.CANCELLED: N_("Reason"),
    GigState.EXPIRED: N_("What happened"),
    GigState.REVIEWING: N_("What happened to the last offer"),
}
_ASKED = frozenset({Verb.DECIDE, Verb.ADVISE, Verb.REVIEW_EMERGENCY, Verb.REASSIGN})
"""What is done on the approval's card, not here."""
_OPENS = {
    Verb.DECIDE: N_("Open the approval"),
    Verb.ADVISE: N_("Answer your colleague"),
    Verb.REVIEW_EMERGENCY: N_("Review the emergency"),
}


def stepper(gig: Gig) -> list[CardElement]:
    """The stages of a gig in one line; nothing for a gig that ended before its time."""
    here = STAGE_OF.get(gig.state)
    if here is None:
        return []
    runs = []
    for place, name in enumerate(STAGES):
        if gig.done_inside and place in OUTSIDE:
            continue
        stage = _(name)
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
    body += [*with_colleagues(page), *funding_of(page), *still_up(page)]
    if gig.note and gig.state in _NOTED:
        body.append(section(_(_NOTED[gig.state]), said(gig.note, most=most)))
    body += [_facts(page), *(links_of(gig.brief) if gig.brief else []), *people_buttons(page)]
    if gig.open_approvals:
        body += [*steps_of(gig), *why(gig)]
    if review := review_of(gig):
        body.append(section(_("Approved as an emergency"), *review))
    if gig.contract and gig.contract.milestones:
        body.append(section(_("Milestones"), *_milestones(gig, gig.contract)))
    if gig.state is GigState.ACTIVE and page.role is Role.REQUESTER:
        body.append(how_well(Place.WORK))
    body += lesson_lines(gig.closing, most) if gig.closing else []
    return frame([*body, *tip_of(page), ask_row(gig.number)], _actions(page), summary=_summary(gig, ball))


def _summary(gig: Gig, ball: Ball) -> str:
    return _("Gig {number}: {title}. {turn}. {next}").format(
        number=gig.number, title=gig.title, turn=ball.headline, next=ball.detail
    )


def turn_of(page: GigPage) -> Ball:
    """Whose turn it is, as this very viewer is told."""
    ball = held_up(page) or ball_of(page.gig, page.role)
    mine = {
        Verb.DECIDE: _("It needs your decision."),
        Verb.ADVISE: _("A colleague asks for your opinion."),
        Verb.REVIEW_EMERGENCY: _("It was approved as an emergency. Please review it."),
    }
    if (part := next_funding(page)) and not to_judge(page.gig):
        mine[Verb.FUND] = _("Fund “{milestone}” so that work on it can start.").format(
            milestone=plain(part.title, 80)
        )
    for verb, detail in mine.items():
        if verb in page.allowed:
            return ball._replace(tone="accent", headline=_(YOUR_MOVE), detail=detail)
    return ball


def moved_on(page: GigPage) -> AdaptiveCard:
    """Whose turn it is now and nothing else, where another card of the chat follows the gig."""
    gig, ball = page.gig, held_up(page) or ball_of(page.gig, page.role)
    body = [gig_header(gig), callout(ball.tone, ball.headline, _small(ball.detail), as_of(page.at))]
    show = button(_("Show the gig"), "show_gig", gig=gig.number)
    return frame(body, [show], summary=_summary(gig, ball))


def superseded(page: GigPage) -> AdaptiveCard:
    """What an older status card becomes, once, when a newer one of the same chat follows the gig."""
    told = _("Gig {number} has a newer card in this chat.").format(number=page.gig.number)
    show = button(_("Show the gig"), "show_gig", gig=page.gig.number)
    return frame([line(own(told))], [show], summary=told)


def _small(detail: str) -> CardElement:
    return line(run(detail, most=400), spacing="Small")


def _facts(page: GigPage) -> CardElement:
    gig, brief = page.gig, page.gig.brief
    known: list[tuple[str, str]] = []
    if page.role is not Role.REQUESTER:
        known.append((_("Asked by"), fact_said(gig.requester.name)))
    elif page.viewer and page.viewer.key != gig.requester.key:
        known.append((_("Owned by"), fact_said(gig.requester.name)))
    known += co_owners(gig)
    if brief:
        known.append((_("Budget"), str(brief.budget)))
        if gig.approved and gig.approved != brief.budget:
            known.append((_("Approved"), str(gig.approved)))
    if gig.contract:
        known += [
            (_("Agreed price"), str(gig.contract.total)),
            (_("Paid so far"), str(gig.contract.released)),
        ]
    if brief:
        dates = _("{start} to {due}").format(start=day(brief.start), due=day(brief.due))
        known.append((_("Dates"), dates))
    known += [
        (_("Marketplace"), "" if gig.done_inside else fact_said(market_of(gig))),
        (_("Freelancer"), _freelancer(gig)),
    ]
    if waiting := gig.open_approvals:
        known.append((_("Answer by"), moment(min(one.answer_by for one in waiting))))
    if gig.closing:
        known.append((_("Rating"), rating_in_words(gig, gig.closing)))
    known += begun_from(page)
    known.append((_("Last change"), moment(gig.changed_at)))
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
        title = next((title for verb, title in _OPENS.items() if verb in asked), _OPENS[Verb.DECIDE])
        opens = button(_(title), "show_approval", style="positive" if leads else None, **known)
        actions.append(opens)
    if Verb.EDIT in can:
        again = _("Continue") if gig.state is GigState.DRAFT else _("Edit and resubmit")
        actions.append(button(again, "edit_brief", style="positive", **known))
    if Verb.REVIEW in can and gig.proposals and gig.state in ON_MARKET:
        title = n_("Review {n} proposal", "Review {n} proposals", gig.proposals)
        actions.append(button(title.format(n=gig.proposals), "review_proposals", style="positive", **known))
    actions += [*_to_judge(page), *to_fund(page), *offer_buttons(page)]
    if Verb.EXTEND in can:
        actions.append(ask_for_more(gig))
    if Verb.WITHDRAW_EXTENSION in can:
        actions.append(withdraw_button(page, Verb.WITHDRAW_EXTENSION))
    if Verb.CLOSE in can:
        actions.append(button(_("Rate and close"), "close_form", style="positive", **known))
    if gig.listing:
        actions += link(_("See the listing"), gig.listing.url)
    if gig.state is not GigState.DRAFT:
        actions.append(button(_("History"), "show_history", gig=gig.number))
    actions += change_or_move(page)
    return [*actions, *_at_the_end(page)][:6]


def _at_the_end(page: GigPage) -> list[Action]:
    """Withdrawing it, and where there is room, a copy of it and who may read about it."""
    ends = [withdraw_button(page, Verb.WITHDRAW)] if Verb.WITHDRAW in page.allowed else []
    return [*ends, *copy_of(page), *make_of(page), *_readers(page)]


def _readers(page: GigPage) -> list[Action]:
    if page.gig.state is not GigState.CLOSED or page.role is not Role.REQUESTER:
        return []
    return [
        button(_("Who may read about it"), "sharing_form", inputs=False, gig=page.gig.number),
        button(_("Make a case study"), "case_study_form", inputs=False, gig=page.gig.number),
        button(_("Tell a colleague"), "tell_colleague_form", inputs=False, gig=page.gig.number),
    ]


def _to_judge(page: GigPage) -> list[Action]:
    waiting = to_judge(page.gig)
    if Verb.JUDGE not in page.allowed or not waiting:
        return []
    known: Ids = {"gig": page.gig.number, "milestone": waiting[0].id}
    return [button(_("See what was handed in"), "show_deliverable", style="positive", **known)]


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
            (_("Asked by"), fact_said(gig.requester.name)),
            (_("Category"), category),
            (_("Last change"), moment(gig.changed_at)),
        ),
    ]
    offers = gig.state is GigState.OFFERED_INSIDE and is_public_inside(gig)
    body += what_is_wanted(gig, gig.brief, 800) if offers and gig.brief else []
    actions = [button(_("I could do this"), "show_offer", gig=gig.number)] if offers else []
    refresh = button(_("Refresh"), "refresh_gig", gig=gig.number, revision=gig.revision) if user_ids else None
    summary = _("Gig {number}: {title}. {turn}.").format(
        number=gig.number, title=gig.title, turn=ball.headline
    )
    return frame(body, actions, summary=summary, refresh=refresh, user_ids=user_ids)
