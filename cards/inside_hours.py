"""The question about a colleague's hours, to whoever agrees to them: what the work is, never its money."""

from cards.inside_offer import hours_in_words, what_is_wanted
from cards.kit.elements import SHORT, Body, callout, frame, header, section, small
from cards.kit.inputs import button, with_reason
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, said, sentence
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand
from gigs.people import PersonKey
from translation.catalogue import N_, _
from use_cases.permissions.gig_page import GigPage

_ANSWERED = {
    Consent.GIVEN: N_("{manager} agreed to {hours}"),
    Consent.DECLINED: N_("{manager} declined {hours}"),
    Consent.SILENT: N_("The time to answer is over"),
}


def hours_card(page: GigPage, subject: str) -> AdaptiveCard:
    """`subject` is the object id of the colleague whose hours they are."""
    gig = page.gig
    hand = gig.inside.hand_of(PersonKey(tenant=gig.tenant, object_id=subject)) if gig.inside else None
    top = header(_("A colleague’s hours · Gig {number}").format(number=gig.number), gig.title)
    if hand is None or not _concerns(page, hand):
        told = _("Nothing is asked of you any more")
        return frame([top, callout("emphasis", told)], summary=f"{gig.title}. {told}")
    asks_now = _asks_now(page, hand)
    headline = _headline(hand, asks_now=asks_now)
    body: Body = [
        top,
        callout("accent" if asks_now else "emphasis", headline, *_until(hand, asks_now=asks_now)),
    ]
    body += [
        sentence(_("When: {when}"), when=run(hand.when, most=800), spacing="Small"),
        said(f"“{hand.why}”", most=800, spacing="Small"),
    ]
    if gig.brief:
        body.append(section(_("The work"), *what_is_wanted(gig, gig.brief, SHORT)))
    return frame(body, _actions(gig, hand) if asks_now else [], summary=f"{gig.title}. {headline}")


def _concerns(page: GigPage, hand: Hand) -> bool:
    return page.viewer is not None and hand.asked is not None and hand.asked.key == page.viewer.key


def _asks_now(page: GigPage, hand: Hand) -> bool:
    return page.gig.state is GigState.OFFERED_INSIDE and hand.consent is Consent.ASKED


def _headline(hand: Hand, *, asks_now: bool) -> str:
    who, hours = hand.person.name, hours_in_words(hand.hours)
    if asks_now:
        return _("May {name} spend {hours} on this?").format(name=who, hours=hours)
    told = _ANSWERED.get(hand.consent)
    if told is None:
        return _("It doesn’t need your answer any more")
    return _(told).format(manager=hand.asked.name if hand.asked else "", hours=hours)


def _until(hand: Hand, *, asks_now: bool) -> Body:
    if not asks_now or hand.due_at is None:
        return [line(run(f"“{hand.answer}”", most=1200), spacing="Small")] if hand.answer else []
    told = _("Please answer by {due}. Without an answer, your colleague can’t be chosen.")
    body: Body = [small(told.format(due=moment(hand.due_at)), "Small")]
    if hand.instead_of:
        other = run(hand.instead_of.name, most=120, size="Small")
        body.append(
            sentence(_("You’re asked in place of {other}."), other=other, spacing="Small", size="Small")
        )
    return body


def _actions(gig: Gig, hand: Hand) -> list[Action]:
    person, hours = hand.person.key.object_id, str(hand.hours)
    agree = button(
        _("Agree to {hours}").format(hours=hours_in_words(hand.hours)),
        "agree_hours",
        style="positive",
        inputs=False,
        gig=gig.number,
        person=person,
        seen=hours,
    )
    decline = with_reason(
        _("Decline"),
        "decline_hours",
        ask=_("Why? Your colleague reads this"),
        send=_("Decline"),
        missing=_("Please give a short reason."),
        gig=gig.number,
        person=person,
        seen=hours,
    )
    return [agree, decline]
