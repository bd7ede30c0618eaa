"""Proposals side by side."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from cards.do_not_hire import stopped
from cards.elsewhere import being_read, cut_off, not_kept, read_there, title_of, unread, unreadable
from cards.how_well import how_well
from cards.kit.elements import (
    Body,
    as_of,
    badge,
    buttons,
    callout,
    fit_some,
    fold,
    frame,
    row,
    small,
    toggle,
)
from cards.kit.inputs import Ids, button, with_reason
from cards.kit.nodes import Action, CardElement, Column, ColumnSet, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, said, words
from cards.kit.words import STATUSES, gig_header
from cards.lessons import lessons_beside
from cards.programme_team import ask_row
from cards.proposal import about, against, answers, by_the_hour, excess_of, hinted, record, there
from cards.question import to_ask
from gigs.gig import ON_MARKET, Gig
from gigs.money import Money
from gigs.proposal import GONE, Proposal, ProposalStatus
from ports.marketplace import Capability
from translation.catalogue import N_, _, n_
from translation.formats import number
from use_cases.lessons.lesson import Lesson
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage
from use_cases.permissions.remark import Remark
from use_cases.playbook.practices import Place

Order = Literal["best", "price", "arrival"]
SHOWN = 6
NO_NAME = N_("Name not kept")
_ORDERS: dict[Order, str] = {
    "best": N_("Shortlisted first, then within the approved amount, then by rating and price."),
    "price": N_("The lowest price first."),
    "arrival": N_("In the order they arrived."),
}
_RANK = {
    ProposalStatus.HIRED: 0,
    ProposalStatus.OFFERED: 1,
    ProposalStatus.SHORTLISTED: 2,
    ProposalStatus.NEW: 3,
}


def proposals_card(
    page: GigPage,
    *,
    shown: int = SHOWN,
    first: int = 0,
    order: Order = "best",
    lessons: Sequence[Lesson] = (),
) -> AdaptiveCard:
    """At most `shown` (1 to 6) proposals from place `first` on, as many as can be read; those declined are folded away.
    `best`: shortlisted first, then within the approved sum, then by rating, then by price; the card says so.
    """
    beside, wanted = lessons_beside(lessons, 150), max(1, min(shown, SHOWN))
    return fit_some(lambda some, most: _card(page, some, first, order, most, beside), wanted, (650, 300, 150))


def _card(page: GigPage, shown: int, first: int, order: Order, most: int, beside: Body) -> AdaptiveCard:
    gig = page.gig
    there = _sorted(page, [p for p in page.proposals if p.status not in GONE], order)
    gone = [p for p in page.proposals if p.status in GONE - {ProposalStatus.FORMER}]
    here = there[first : first + shown]
    body: Body = [gig_header(gig, _("Proposals")), *cut_off(page)]
    if gig.note and Verb.HIRE in page.allowed:
        note = said(gig.note, most=800, spacing="Small")
        body.append(callout("warning", _("What happened to the last offer"), note))
    if any(one.purged for one in page.proposals) and Verb.REVIEW in page.allowed:
        body += not_kept(page)
    elif page.reading_again and not cut_off(page):
        body.append(being_read(page))
    body += unread(page)
    if not here and not page.has(Capability.PROPOSALS):
        body += read_there(page)
    elif not here:
        body.append(unreadable(page) or _none_yet())
    else:
        body.append(_intro(gig, there, here, first, order))
    if len(here) > 1:
        body += _table(gig, here)
    body += [_proposal(page, proposal, most) for proposal in here]
    body += beside
    if gone:
        body.append(fold("declined", _declined(gone)))  # not for people
    helps = [how_well(Place.COMPARE)] if here and gig.state in ON_MARKET else []
    return frame(
        [*body, *helps, as_of(page.at), ask_row(gig.number)],
        _below(gig, there, gone, first, shown),
        summary=_summary(gig, len(there)),
    )


def _summary(gig: Gig, proposals: int) -> str:
    told = n_("Gig {number}: {n} proposal to compare.", "Gig {number}: {n} proposals to compare.", proposals)
    return told.format(number=gig.number, n=number(proposals))


def _none_yet() -> CardElement:
    return callout("emphasis", _("No proposals to compare yet"), words(_("I’ll tell you when one arrives.")))


def _sorted(page: GigPage, proposals: Sequence[Proposal], order: Order) -> list[Proposal]:
    if order == "arrival":
        return list(proposals)
    hours, approved = _hours(page.gig), approved_for(page.gig)

    def price(proposal: Proposal) -> tuple[bool, Decimal]:
        remark, total = _remark(page, proposal), proposal.total(hours)
        known = remark.about if remark and remark.about else total
        return known.currency != approved.currency, known.amount

    def best(proposal: Proposal) -> tuple[int, bool, Decimal, tuple[bool, Decimal]]:
        above = excess_of(proposal.total(hours), approved) is not None
        return _RANK.get(proposal.status, 4), above, -(proposal.rating or Decimal(0)), price(proposal)

    return sorted(proposals, key=best if order == "best" else price)


def _hours(gig: Gig) -> int | None:
    return gig.brief.hours if gig.brief else None


def approved_for(gig: Gig) -> Money:
    """What may be spent on it: the approved amount, or the budget while there is none."""
    return gig.approved or gig.checked_brief.budget


def _intro(
    gig: Gig, there: Sequence[Proposal], here: Sequence[Proposal], first: int, order: Order
) -> CardElement:
    approved = _("Approved for this gig: **{amount}** in total.").format(amount=approved_for(gig))
    told: Body = [words(approved, spacing="Small")]
    if len(there) > 1:
        told.append(small(_(_ORDERS[order]), "Small"))
    headline = _counted(len(there), compared=gig.state in ON_MARKET)
    if len(here) != len(there):
        headline = _("{proposals}, {first} to {last} shown").format(
            proposals=headline, first=number(first + 1), last=number(first + len(here))
        )
    return callout("accent" if gig.state in ON_MARKET else "emphasis", headline, *told)


def _counted(proposals: int, *, compared: bool) -> str:
    told = (
        n_("{n} proposal to compare", "{n} proposals to compare", proposals)
        if compared
        else n_("{n} proposal received", "{n} proposals received", proposals)
    )
    return told.format(n=number(proposals))


def _table(gig: Gig, here: Sequence[Proposal]) -> Body:
    """What nobody says anything about has no column."""
    rated = any(one.rating is not None or one.jobs_done is not None for one in here)
    timed = any(one.days is not None for one in here)

    def cells(name: CardElement, price: CardElement, rating: CardElement, days: CardElement) -> ColumnSet:
        more = [part for part, told in ((rating, rated), (days, timed)) if told]
        return _cells(name, price, *more)

    titles = (_("Freelancer"), _("Price"), _("Rating"), _("Days"))
    rows: Body = [cells(*(small(title, None) for title in titles))]
    for proposal in here:
        total = proposal.total(_hours(gig))
        over = excess_of(total, approved_for(gig)) is not None
        price = line(own(str(total), bold=True, color="Attention" if over else None, size="Small"))
        name = line(run(proposal.freelancer or _(NO_NAME), most=60, size="Small"))
        rating, days = line(_rating(proposal), size="Small"), line(_days(proposal), size="Small")
        told = cells(name, price, rating, days)
        rows.append(told.placed(separator=True, spacing="Small"))
    return rows


def _cells(*cells: CardElement) -> ColumnSet:
    widths = (3.0, 3.0, 2.0, 1.0)
    return ColumnSet(columns=[Column(width=w, items=[one]) for w, one in zip(widths, cells, strict=False)])


def _rating(proposal: Proposal) -> str:
    if proposal.rating is None:
        return _("none yet")
    return _("{rating} of 5").format(rating=f"{proposal.rating:.1f}")


def _days(proposal: Proposal) -> str:
    return str(proposal.days) if proposal.days is not None else "?"


def _remark(page: GigPage, proposal: Proposal) -> Remark | None:
    return next((one for one in page.remarks if one.proposal == proposal.id), None)


def _proposal(page: GigPage, proposal: Proposal, most: int) -> Container:
    gig, remark = page.gig, _remark(page, proposal)
    total, look = proposal.total(_hours(gig)), STATUSES[proposal.status]
    name = [
        line(run(proposal.freelancer or _(NO_NAME), most=80, bold=True, size="Medium")),
        *record(proposal),
    ]
    is_new = proposal.status is ProposalStatus.NEW
    items: Body = [
        *(name if is_new else [row(name, [badge(look.label, look.style, "Right")])]),
        line(own(str(total), bold=True, size="Large"), spacing="Small"),
        *about(remark),
        against(total, approved_for(gig)),
        *stopped(page.mark_on(proposal.id)),
    ]
    if total != proposal.rate:
        items.append(small(by_the_hour(proposal.rate, _hours(gig) or 0)))
    items += [
        said(proposal.letter, most=most, spacing="Small"),
        *hinted(remark),
        *answers(proposal, most // 3),
    ]
    if actions := [*_choices(page, proposal, total), *there(gig, proposal)]:
        items.append(buttons(*actions))
    return Container(items=items, separator=True, spacing="Large")


def _choices(page: GigPage, proposal: Proposal, total: Money) -> list[Action]:
    if Verb.HIRE not in page.allowed or proposal.status not in {
        ProposalStatus.NEW,
        ProposalStatus.SHORTLISTED,
    }:
        return to_ask(page, proposal)
    if proposal.purged or any(one.id == proposal.id for one in page.unread):
        return []
    known: Ids = {"gig": page.gig.number, "revision": page.gig.revision, "proposal": proposal.id}
    leads = proposal.status is ProposalStatus.SHORTLISTED
    hire = button(
        _("Hire for {amount}").format(amount=total),
        "choose_proposal",
        style="positive" if leads else None,
        **known,
    )
    keep = (
        button(_("Off the shortlist"), "unshortlist", **known)
        if leads
        else button(_("Shortlist"), "shortlist", **known)
    )
    decline = with_reason(
        _("Decline"),
        "decline_proposal",
        ask=_why_declined(page),
        send=_("Decline the proposal"),
        subject=proposal.id,
        **known,
    )
    may_hire = total.currency == approved_for(page.gig).currency and page.mark_on(proposal.id) is None
    return [*([hire] if may_hire else []), keep, decline, *to_ask(page, proposal)]


def _why_declined(page: GigPage) -> str:
    if page.has(Capability.DECLINE):
        return _("What should they know? They’ll see this.")
    told = _("Why? Only we’ll see it: {market} doesn’t let me tell them.")
    return told.format(market=title_of(page))


def _declined(gone: Sequence[Proposal]) -> Body:
    rows: Body = [words(f"**{_('Declined or withdrawn')}**")]
    for proposal in gone[:10]:
        who = run(proposal.freelancer or _(NO_NAME), most=80)
        why = (": ", run(proposal.reason, most=200, subtle=True)) if proposal.reason else ()
        rows.append(line(who, " · ", STATUSES[proposal.status].label, *why, spacing="Small"))
    return rows


def _below(
    gig: Gig, there: Sequence[Proposal], gone: Sequence[Proposal], first: int, shown: int
) -> list[Action]:
    actions: list[Action] = []
    if first:
        former = max(0, first - shown)
        actions.append(button(_("Show previous"), "review_proposals", gig=gig.number, first=former))
    if (left := len(there) - first - shown) > 0:
        more = _("Show {n} more").format(n=number(min(left, shown)))
        actions.append(button(more, "review_proposals", gig=gig.number, first=first + shown))
    if gone:
        actions.append(toggle(_("Declined or withdrawn ({n})").format(n=number(len(gone))), "declined"))
    if gig.state in ON_MARKET:
        actions.append(button(_("Refresh"), "review_proposals", gig=gig.number, first=first or None))
    actions.append(button(_("Back to gig {number}").format(number=gig.number), "show_gig", gig=gig.number))
    return actions
