"""The mark “do-not-hire”: as it stops a hire, as a programme lead sets and lifts it, and as somebody asks for it."""

from collections.abc import Sequence
from datetime import datetime

from cards.kit.elements import Body, as_of, banner, buttons, callout, fit, frame, small
from cards.kit.inputs import button, with_reason
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, run, sentence, words
from cards.kit.words import market
from gigs.talent import DoNotHire, FreelancerKey
from translation.catalogue import N_, _, n_
from use_cases.talent.mark_freelancer import Listed

NAME_NOT_KEPT = N_("Name not kept")


def stopped(mark: DoNotHire | None) -> Body:
    """Why nobody may be hired on this proposal, and whom to ask; nothing without a mark."""
    return [_callout(mark)] if mark else []


def mark_shown(mark: DoNotHire | None) -> Body:
    """The same on the freelancer's own card, with its last day."""
    if mark is None:
        return []
    ends = _("The mark ends on {day}, unless a programme lead lifts it earlier.")
    return [_callout(mark, small(ends.format(day=day(mark.ends_at.date()))))]


def _callout(mark: DoNotHire, *more: CardElement) -> Container:
    why = sentence(_("Reason: {reason}"), reason=run(mark.reason, most=1200), spacing="Small")
    ask = sentence(
        _("I won’t make them an offer. Please ask {owner}, who set this mark on {day}."),
        owner=run(mark.by_name, most=80, bold=True),
        day=day(mark.set_at.date()),
        spacing="Small",
    )
    return callout("attention", _("Marked “do-not-hire”"), *([why] if mark.reason else []), ask, *more)


def mark_button(key: FreelancerKey) -> Action:
    """For a programme lead; the question says who'll read the reason."""
    return with_reason(
        _("Set a do-not-hire mark"),
        "mark_freelancer",
        ask=_(
            "Why should nobody hire them? Programme leads and whoever tries to hire them read this. "
            "Please write facts only; they can ask to see it."
        ),
        send=_("Mark “do-not-hire”"),
        style="destructive",
        missing=_("Please give a reason: whoever tries to hire them reads it."),
        market=key.marketplace,
        freelancer=key.freelancer,
    )


def ask_for_mark(key: FreelancerKey) -> Action:
    """For everybody else: the leads decide."""
    return with_reason(
        _("Ask for “do-not-hire”"),
        "ask_for_mark",
        ask=_(
            "Why should nobody hire them? The programme leads read this, and decide. Please write facts only."
        ),
        send=_("Ask the programme leads"),
        missing=_("Please say what happened: the programme leads decide on it."),
        market=key.marketplace,
        freelancer=key.freelancer,
    )


def lift_button(mark: DoNotHire, *, subject: str = "") -> Action:
    """For a programme lead."""
    return with_reason(
        _("Lift the mark"),
        "lift_mark",
        ask=_("Why may they be hired again? Other programme leads read this."),
        send=_("Lift the mark"),
        subject=subject,
        missing=_("Please give a short reason for the other programme leads."),
        mark=mark.fingerprint,
        listing=subject or None,  # tells several reasons on one card apart
    )


def marks_card(listed: Sequence[Listed], at: datetime) -> AdaptiveCard:
    """All marks that stop a hire now, for programme leads."""
    return fit(lambda most: _marks(listed, at, most), (400, 200, 80))


def _marks(listed: Sequence[Listed], at: datetime, most: int) -> AdaptiveCard:
    n = len(listed)
    body: Body = [banner(_("Marked “do-not-hire”"))]
    if not listed:
        body.append(words(_("Nobody is marked “do-not-hire”.")))
    for place, one in enumerate(listed):
        body += _row(one, most, place)
    body.append(as_of(at))
    actions = [button(_("Talent pool"), "talent", inputs=False)]
    summary = n_("{n} freelancer is marked “do-not-hire”.", "{n} freelancers are marked “do-not-hire”.", n)
    return frame(body, actions, summary=summary.format(n=n))


def _row(one: Listed, most: int, place: int) -> Body:
    mark = one.mark
    name = one.name or (_(NAME_NOT_KEPT) if mark.key else _("Somebody who was forgotten"))
    where = [" · ", market(mark.key.marketplace)] if mark.key else []
    told = _("By {owner} on {day}, until {end}")
    return [
        line(run(name, bold=True, most=most), *where, spacing="Medium"),
        *([line(run(mark.reason, most=most, size="Small"), spacing="None")] if mark.reason else []),
        sentence(
            told,
            owner=run(mark.by_name, most=80, size="Small"),
            day=day(mark.set_at.date()),
            end=day(mark.ends_at.date()),
            size="Small",
            spacing="None",
        ),
        buttons(lift_button(mark, subject=str(place + 1))),
    ]


def mark_lifted(at: datetime) -> AdaptiveCard:
    """After a press."""
    told = words(
        _("They can be hired again. The history of the newest gig with them says that you lifted the mark.")
    )
    actions = [button(_("Talent pool"), "talent", inputs=False)]
    return frame([banner(_("Mark lifted")), told, as_of(at)], actions, summary=_("Mark lifted"))


def asked_for_mark(leads: int) -> AdaptiveCard:
    """After a press."""
    told = n_(
        "I asked your programme lead. They’ll answer you here; until they set the mark, nothing changes.",
        "I asked {n} programme leads. The first answer comes to you here; until one of them sets the mark, nothing changes.",
        leads,
    )
    actions = [button(_("Talent pool"), "talent", inputs=False)]
    return frame(
        [banner(_("Asked")), words(told.format(n=leads))], actions, summary=_("Asked the programme leads")
    )
