"""One freelancer of the talent pool, as one person may know them, and what this person can do."""

from datetime import date, datetime

from cards.do_not_hire import NAME_NOT_KEPT, ask_for_mark, lift_button, mark_button, mark_shown
from cards.kit.elements import Body, as_of, callout, fact_said, facts, fit, frame, header, small
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import Ids, asks, button, choice, confirmed, text_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import words
from cards.proposal import opened_on
from translation import formats
from translation.catalogue import _, n_
from use_cases.permissions.authorize_talent import TalentVerb
from use_cases.talent.talent_page import MOST_GIGS, TalentEntry

GIG, LETTER = "invite_gig", "invite_letter"


def name_of(one: TalentEntry) -> str:
    """What people call them, where that may be kept."""
    return one.talent.name or _(NAME_NOT_KEPT)


def record_of(one: TalentEntry) -> str:
    """Marketplace, gigs, our rating, and whether they'd be hired again; all in our own words."""
    counted = n_("{n} gig", "{n} gigs", one.gigs).format(n=formats.number(one.gigs))
    if one.more:
        counted = _("{n} newest gigs").format(n=formats.number(one.gigs))
    again = _("would hire again: {yes} of {all}").format(yes=one.hire_again, all=one.gigs)
    return " · ".join((one.marketplace, counted, _("★ {rating} from us").format(rating=one.rating), again))


def price_of(one: TalentEntry) -> str:
    """What the newest gig that may be known of paid."""
    return _("Last paid {amount} for a gig, in {month}").format(amount=one.price, month=_month(one))


def _month(one: TalentEntry) -> str:
    return formats.month(date.fromisoformat(f"{one.month}-01"))


def freelancer_card(one: TalentEntry, at: datetime, *, reading: bool = False, told: str = "") -> AdaptiveCard:
    """`reading` while their name is read again; `told` is what was just done."""
    return fit(lambda most: _card(one, at, most, reading=reading, told=told), (300, 150, 60))


def _card(one: TalentEntry, at: datetime, most: int, *, reading: bool, told: str) -> AdaptiveCard:
    body: Body = [header(_("Talent pool"), name_of(one))]
    if told:
        body.append(callout("good", told))
    body += mark_shown(one.mark)
    body.append(_facts(one, most))
    if one.more:
        many = _("Only the {n} newest gigs are counted.").format(n=MOST_GIGS)
        body.append(small(many, "Small"))
    body += [*_not_kept(one, reading=reading), *_how_to_invite(one)]
    body.append(as_of(at))
    return frame(body, _actions(one, reading=reading), summary=_("A freelancer in the talent pool"))


def _facts(one: TalentEntry, most: int) -> CardElement:
    known = [*([_("You")] if one.is_mine else []), *(fact_said(name, 60) for name in one.known_by)]
    price = _("{amount} in {month}").format(amount=one.price, month=_month(one)) if one.price else ""
    counted = n_("{n} that you may read about", "{n} that you may read about", one.gigs)
    return facts(
        (_("Marketplace"), one.marketplace),
        (_("Gigs"), counted.format(n=formats.number(one.gigs))),
        (_("Our rating"), _("{rating} of 5").format(rating=one.rating)),
        (_("Would hire again"), _("{yes} of {all}").format(yes=one.hire_again, all=one.gigs)),
        (_("Last price"), price),
        (_("Categories"), ", ".join(CATEGORIES[domain] for domain in one.domains)),
        (_("Skills"), fact_said(", ".join(one.skills), 3 * most)),
        (_("Who knows them"), ", ".join(known)),
    )


def _not_kept(one: TalentEntry, *, reading: bool) -> Body:
    if one.talent.name or one.keeps_words:
        return []
    if reading:
        return [
            small(
                _("I’m reading the name on {market} again. Refresh in a moment.").format(
                    market=one.marketplace
                ),
                "Small",
            )
        ]
    told = _("{market} lets nobody keep names for long. I can read it there again.")
    return [small(told.format(market=one.marketplace), "Small")]


def _how_to_invite(one: TalentEntry) -> Body:
    """Where there's no button for it, what to do instead."""
    if one.mark or one.invites:
        return []
    told = _("You can invite them once a gig of yours takes proposals on {market}.")
    if one.by_hand:
        told = _("{market} lets no app invite somebody. To invite them, use their page there.")
    return [small(told.format(market=one.marketplace), "Small")]


def _actions(one: TalentEntry, *, reading: bool) -> list[Action]:
    key, may = one.key, one.allowed
    actions: list[Action] = [*_invite(one), *opened_on(key.marketplace, one.talent.url)]
    if TalentVerb.READ_AGAIN in may and not one.talent.name and not one.keeps_words:
        title, verb = (
            (_("Refresh"), "show_freelancer") if reading else (_("Show the name"), "read_freelancer")
        )
        known: Ids = {"market": key.marketplace, "freelancer": key.freelancer}
        actions.append(button(title, verb, inputs=False, **known))
    if one.mark and TalentVerb.LIFT in may:
        actions.append(lift_button(one.mark))
    elif one.mark is None and TalentVerb.MARK in may:
        actions.append(mark_button(key))
    elif one.mark is None and TalentVerb.ASK_FOR_MARK in may:
        actions.append(ask_for_mark(key))
    if TalentVerb.FORGET in may:
        actions.append(_forget(one))
    actions.append(button(_("Back to the talent pool"), "talent", inputs=False))
    return actions


def _invite(one: TalentEntry) -> list[Action]:
    if one.mark or one.by_hand or not one.invites:
        return []
    gigs = [
        (str(each.number), _("{number}: {title}").format(number=each.number, title=each.title))
        for each in one.invites
    ]
    fields = [
        choice(GIG, _("To which of your gigs?"), gigs, gigs[0][0] if len(gigs) == 1 else ""),
        text_field(LETTER, _("What should they know? They’ll read this."), "", lines=True),
    ]
    send = button(
        _("Send the invitation"),
        "invite_again",
        style="positive",
        market=one.key.marketplace,
        freelancer=one.key.freelancer,
    )
    return [asks(_("Invite again"), fields, [send])]


def _forget(one: TalentEntry) -> Action:
    return confirmed(
        _("Forget this person"),
        "forget_freelancer",
        warning=_(
            "Use this when they ask to be forgotten. Their name, letters and deliverables go from the pool, from gigs that are over and from "
            "the names beside histories. It can’t be undone. A “do-not-hire” mark stays, without name and reason."
        ),
        send=_("Forget them for good"),
        market=one.key.marketplace,
        freelancer=one.key.freelancer,
    )


def forgotten_card(gigs: int, at: datetime) -> AdaptiveCard:
    """After a press."""
    told = n_(
        "Their name and words are gone from {n} gig.", "Their name and words are gone from {n} gigs.", gigs
    )
    kept = _(
        "What colleagues typed in their own words, such as a lesson, may still name them: I can’t tell. Please look there yourself."
    )
    body: Body = [
        header(_("Talent pool"), _("Forgotten")),
        words(told.format(n=formats.number(gigs))),
        words(kept),
        as_of(at),
    ]
    actions: list[Action] = [button(_("Back to the talent pool"), "talent", inputs=False)]
    return frame(body, actions, summary=_("A freelancer was forgotten"))
