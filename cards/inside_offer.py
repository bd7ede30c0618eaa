"""Work that is offered to colleagues, as any of them may read it: never the approval, the budget or the cost centre."""

from cards.kit.elements import (
    SHORT,
    Body,
    badge,
    callout,
    fact_said,
    facts,
    fit,
    frame,
    header,
    numbered,
    section,
    small,
)
from cards.kit.fields import FIELDS
from cards.kit.inputs import asks, button, text_field, with_reason
from cards.kit.nodes import Action, CardElement, ContainerStyle
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, moment, run, said, shortened
from gigs.brief import Brief, DataTier
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand
from translation import formats
from translation.catalogue import N_, _, n_
from translation.formats import both
from use_cases.permissions.authorize_inside import InsideVerb, allowed_inside
from use_cases.permissions.gig_page import GigPage

WHY, WHEN, HOURS, NOTE = "hand_why", "hand_when", "hand_hours", "done_note"
"""The names of the inputs."""
_MISSING = N_("Please write a short line.")


def offer_card(page: GigPage, _subject: str = "") -> AdaptiveCard:
    """For a colleague who was told (`viewer` None: somebody who has nothing to do with it yet)."""
    return fit(lambda most: _offer_card(page, most))


def hours_in_words(hours: int) -> str:
    """`12 hours`."""
    return n_("{n} hour", "{n} hours", hours).format(n=formats.number(hours))


def _offer_card(page: GigPage, most: int) -> AdaptiveCard:
    gig, mine = page.gig, _mine(page)
    open_now = gig.state is GigState.OFFERED_INSIDE and is_public_inside(gig)
    tone, headline, detail = _stands(page, mine)
    eyebrow = _("Colleagues first · Gig {number}").format(number=gig.number)
    status = badge(_("Open") if open_now else _("Closed"), "Accent" if open_now else "Subtle", "Right")
    top = header(eyebrow, gig.title, status if not _is_worker(page) else None)
    details: Body = [line(run(detail, most=600), spacing="Small")] if detail else []
    if open_now and gig.inside and gig.inside.until:
        until = _("Colleagues can offer until {moment}.").format(moment=moment(gig.inside.until))
        details.append(small(until, "Small"))
    body: Body = [top, callout(tone, headline, *details)]
    if mine and mine.answer and not mine.is_up:
        body.append(said(f"“{mine.answer}”", most=1200, spacing="Small"))
    if gig.brief and (open_now or mine or _is_worker(page)):
        body += what_is_wanted(gig, gig.brief, most)
    return frame(body, _actions(page, mine, open_now=open_now), summary=f"{gig.title}. {headline}")


def is_public_inside(gig: Gig) -> bool:
    """Only General data is for people whom the gig doesn't concern."""
    return gig.brief is not None and gig.brief.data_tier is DataTier.GENERAL


def what_is_wanted(gig: Gig, brief: Brief, most: int) -> Body:
    """What a listing would say in public, and who asks."""
    body: Body = [
        facts(
            (_("Asked by"), fact_said(gig.requester.name)),
            (_("Skills"), fact_said(both(brief.skills), 400) if brief.skills else ""),
            (_("Dates"), _("{start} to {due}").format(start=day(brief.start), due=day(brief.due))),
            (_("Hours"), hours_in_words(brief.hours) if brief.hours else ""),
        ),
        section(FIELDS["outcome"], said(shortened(brief.outcome, most), most=2 * most)),
    ]
    if most > SHORT:
        body.append(section(FIELDS["deliverables"], *numbered(brief.deliverables, most)))
    return body


def _mine(page: GigPage) -> Hand | None:
    inside = page.gig.inside
    return inside.hand_of(page.viewer.key) if inside and page.viewer else None


def _is_worker(page: GigPage) -> bool:
    inside = page.gig.inside
    return inside is not None and page.viewer is not None and inside.is_worker(page.viewer.key)


def _stands(page: GigPage, mine: Hand | None) -> tuple[ContainerStyle, str, str]:
    """How it stands for this very viewer."""
    gig = page.gig
    if _is_worker(page):
        return _at_work(gig)
    if gig.state is not GigState.OFFERED_INSIDE or gig.inside is None or not is_public_inside(gig):
        told = _("A colleague is doing it.") if gig.done_inside else _("Thank you for your interest.")
        return "emphasis", _("This isn’t offered to colleagues any more"), told
    if mine is None:
        told = _("It’s done in working time; no money is involved.")
        headline = _("{name} is looking for a colleague to do this").format(name=gig.requester.name)
        return "accent", headline, told
    asked = mine.asked.name if mine.asked else ""
    hours, requester = hours_in_words(mine.hours), gig.requester.name
    headline, detail = _HANDS[mine.consent]
    known = {"asked": asked, "hours": hours, "requester": requester}
    return (
        "good" if mine.is_up else "warning",
        _(headline).format_map(known),
        _(detail).format_map(known),
    )


_HANDS = {
    Consent.NOT_NEEDED: (N_("Your hand is up"), N_("{requester} chooses, and I’ll tell you.")),
    Consent.GIVEN: (N_("Your hand is up"), N_("{asked} agreed to {hours}. {requester} chooses now.")),
    Consent.ASKED: (N_("Your hand is up"), N_("{asked} is asked to agree to {hours}.")),
    Consent.DECLINED: (N_("{asked} declined {hours}"), N_("You can offer fewer hours.")),
    Consent.SILENT: (
        N_("{asked} didn’t answer about {hours}"),
        N_("Your hand isn’t up any more. Talk to them, then raise it again."),
    ),
}


def _at_work(gig: Gig) -> tuple[ContainerStyle, str, str]:
    requester = gig.requester.name
    if gig.state is GigState.INSIDE:
        if gig.inside and gig.inside.done_at:
            told = _("{name} accepts it, or says what’s missing.").format(name=requester)
            return "emphasis", _("You said it’s done"), told
        told = _("Say when it’s done. {name} then accepts it, or says what’s missing.")
        return "good", _("You’re doing this"), told.format(name=requester)
    if gig.state is GigState.CANCELLED:
        return (
            "emphasis",
            _("{name} withdrew this gig").format(name=requester),
            _("There’s nothing left to do."),
        )
    return "good", _("You did this. Thank you!"), ""


def _actions(page: GigPage, mine: Hand | None, *, open_now: bool) -> list[Action]:
    gig, can = page.gig, allowed_inside(page.viewer, page.gig)
    actions: list[Action] = []
    if open_now and (page.viewer is None or InsideVerb.RAISE_HAND in can):
        actions.append(_hand_form(gig, mine))
    if InsideVerb.LOWER_HAND in can:
        actions.append(button(_("Take my hand down"), "lower_hand", inputs=False, gig=gig.number))
    if InsideVerb.SAY_DONE in can:
        ask = _("Where is it? A link or a line is enough")
        note = text_field(NOTE, ask, gig.inside.note if gig.inside else "", lines=True)
        send = button(_("It’s done"), "say_done", style="positive", gig=gig.number)
        actions.append(asks(_("It’s done"), [note], [send]))
    if InsideVerb.STEP_BACK in can:
        ask = _("Why? The requester reads this")
        title, leave, missing = _("I can’t do it after all"), _("Step back"), _("Please say why.")
        actions.append(with_reason(title, "step_back", ask=ask, send=leave, missing=missing, gig=gig.number))
    if InsideVerb.SHOW_SKILLS in can:
        actions.append(button(_("Add its skills to mine"), "add_skills", inputs=False, gig=gig.number))
    return actions


def _hand_form(gig: Gig, mine: Hand | None) -> Action:
    missing = _(_MISSING)
    wanted = gig.brief.hours if gig.brief else None
    hours = str(mine.hours) if mine else str(wanted) if wanted else ""
    fields: list[CardElement] = [
        text_field(WHY, _("Why you?"), mine.why if mine else "", required=missing),
        text_field(WHEN, _("When could you do it?"), mine.when if mine else "", required=missing),
        text_field(
            HOURS,
            _("How many hours of your working time?"),
            hours,
            required=_("Please give a whole number of hours."),
        ),
    ]
    asked = gig.inside.ask_manager if gig.inside else None
    if asked is not None:
        told = _("For {hours} or more, I’ll ask your manager first.").format(hours=hours_in_words(asked))
        fields.append(small(told, "Small"))
    title = _("Change my offer") if mine and mine.is_up else _("I could do this")
    send = button(_("Raise my hand"), "raise_hand", style="positive", gig=gig.number)
    return asks(title, fields, [send])
