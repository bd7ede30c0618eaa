"""On a gig's own card: what colleagues offer, who does the work, and what its requester can do about that."""

from cards.inside_offer import hours_in_words
from cards.kit.elements import Body, badge, buttons, row, section, small
from cards.kit.inputs import Ids, button, with_reason
from cards.kit.nodes import Action, BadgeStyle
from cards.kit.texts import line, moment, own, run, said, sentence
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand, InsideOffer
from translation import formats
from translation.catalogue import N_, _, n_
from translation.formats import both
from use_cases.permissions.authorize_inside import InsideVerb, allowed_inside
from use_cases.permissions.gig_page import GigPage

_SHOWN = 6
_BADGES: dict[Consent, tuple[str, BadgeStyle]] = {
    Consent.NOT_NEEDED: (N_("Ready"), "Good"),
    Consent.GIVEN: (N_("Hours agreed"), "Good"),
    Consent.ASKED: (N_("Manager asked"), "Informative"),
    Consent.DECLINED: (N_("Hours declined"), "Subtle"),
    Consent.SILENT: (N_("No answer"), "Subtle"),
}
_AFTER = frozenset({GigState.INSIDE, GigState.COMPLETED, GigState.CLOSED})


def with_colleagues(page: GigPage) -> Body:
    """Nothing for a gig that colleagues have nothing to do with. Hands, and what can be done, are the owners' to see."""
    gig, inside = page.gig, page.gig.inside
    if inside is None:
        return []
    if gig.state is GigState.IN_APPROVAL:
        return planned(gig)
    if gig.state is GigState.OFFERED_INSIDE:
        return [section(_("Colleagues first"), *_offered(page, inside))]
    if gig.state in _AFTER and inside.picked:
        return [section(_("Done by a colleague"), *_work(page, inside, inside.picked))]
    return []


def planned(gig: Gig) -> Body:
    """What approvers read about it."""
    inside = gig.inside
    if inside is None or inside.revision != gig.revision:
        return []
    if inside.skipped:
        told = line(run(_("It goes straight outside. The requester’s reason:"), most=200))
        return [section(_("Colleagues aren’t asked first"), told, said(f"“{inside.skipped}”", most=1200))]
    days = n_(
        "Once approved, colleagues have {n} working day to take it, and no money is spent. If nobody does, it’s posted.",
        "Once approved, colleagues have {n} working days to take it, and no money is spent. If nobody does, it’s posted.",
        inside.days,
    )
    told = line(run(days.format(n=formats.number(inside.days)), most=400))
    return [section(_("Colleagues first"), told)]


def _offered(page: GigPage, inside: InsideOffer) -> Body:
    gig, can = page.gig, allowed_inside(page.viewer, page.gig)
    until = moment(inside.until) if inside.until else ""
    body: Body = [small(_("Colleagues can offer until {moment}.").format(moment=until), "Small")]
    if InsideVerb.PICK_COLLEAGUE not in can:
        up = sum(one.is_up for one in inside.hands)
        told = n_("{n} colleague offers to do it.", "{n} colleagues offer to do it.", up)
        return [*body, *([small(told.format(n=formats.number(up)), "Small")] if up else [])]
    if not inside.hands:
        body.append(small(_("Nobody has offered yet."), "Small"))
    ready_first = sorted(inside.hands, key=lambda one: (not one.can_be_picked, not one.is_up))
    for hand in ready_first[:_SHOWN]:
        body += _hand(gig, hand)
    if (others := len(inside.hands) - _SHOWN) > 0:
        more = n_("and {n} more", "and {n} more", others).format(n=formats.number(others))
        body.append(small(more, "Small"))
    return [*body, buttons(_send_out(gig))] if InsideVerb.SEND_OUT in can else body


def _hand(gig: Gig, hand: Hand) -> Body:
    label, style = _BADGES[hand.consent]
    who = hand.person.name
    known = " · ".join(part for part in (hand.person.department, hours_in_words(hand.hours)) if part)
    left: Body = [
        line(run(who, bold=True, most=120)),
        line(run(known, most=200, size="Small"), spacing="None"),
    ]
    body: Body = [row(left, [badge(_(label), style, "Right")], spacing="Medium")]
    body.append(said(f"“{hand.why}”", most=800, spacing="Small"))
    body.append(sentence(_("When: {when}"), when=run(hand.when, most=800), spacing="Small"))
    if hand.skills:
        skills = run(both(hand.skills), most=400)
        body.append(sentence(_("Skills: {skills}"), skills=skills, spacing="Small"))
    if hand.consent is Consent.ASKED and hand.asked:
        asked = run(hand.asked.name, most=120)
        body.append(sentence(_("{manager} hasn’t answered yet."), manager=asked, spacing="Small"))
    if hand.can_be_picked:
        ids: Ids = {"gig": gig.number, "person": hand.person.key.object_id}
        body.append(
            buttons(button(_("Pick {name}").format(name=who[:60]), "pick_colleague", inputs=False, **ids))
        )
    return body


def _send_out(gig: Gig) -> Action:
    return with_reason(
        _("Don’t wait: post it now"),
        "send_out",
        ask=_("Why don’t colleagues get their days? It stays in the history"),
        send=_("Post it now"),
        missing=_("Please give a short reason."),
        gig=gig.number,
    )


def _work(page: GigPage, inside: InsideOffer, picked: Hand) -> Body:
    who = run(picked.person.name, bold=True, most=120)
    hours = hours_in_words(picked.hours)
    body: Body = [sentence(_("{name}, {hours}"), name=who, hours=own(hours), spacing="Small")]
    if inside.done_at and inside.note:
        body += [
            small(_("They wrote when it was done:"), "Small"),
            said(inside.note, most=1500, spacing="Small"),
        ]
    can = allowed_inside(page.viewer, page.gig)
    if InsideVerb.DELIVER_INSIDE not in can:
        return body
    known: Ids = {"gig": page.gig.number}
    accept = button(_("Accept the work"), "accept_work", inputs=False, **known)
    back = with_reason(
        _("Something’s missing"),
        "not_yet",
        ask=_("What’s missing? Your colleague reads this"),
        send=_("Tell them"),
        missing=_("Please say what’s missing."),
        **known,
    )
    take = with_reason(
        _("Take it back"),
        "take_back_work",
        ask=_("Why? Your colleague reads this"),
        send=_("Take it back"),
        missing=_("Please say why."),
        **known,
    )
    return [*body, buttons(accept, *([back] if inside.done_at else []), take)]
