"""A template of the playbook: all that it says, how often it was used, and how those gigs went."""

from collections.abc import Sequence

from cards.kit.elements import Body, badge, callout, facts, fit, frame, header, row, section, small
from cards.kit.fields import CATEGORIES, TIERS
from cards.kit.inputs import Ids, button
from cards.kit.nodes import Action, Badge, BadgeStyle, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, said
from cards.made_links import manage
from playbook.source import Source
from playbook.template import Template
from translation.catalogue import N_, _, n_
from translation.formats import number
from use_cases.playbook.show_template import MOST_LOOKED_AT, TemplatePage, Went

SOURCES: dict[Source, tuple[str, BadgeStyle]] = {
    Source.ORGANISATION: (N_("From your organisation"), "Informative"),
    Source.MADE: (N_("Made from a gig here"), "Good"),
}
"""What is said of a page that doesn’t come with the product."""
FITS = N_("It fills in what is still empty. What you’ve typed stays as it is.")


def template_card(page: TemplatePage, form: Ids | None = None) -> AdaptiveCard:
    """The whole template. `form` names the form beside which it was opened, and which it would fill in."""
    return fit(lambda most: _card(page, form or {}, most), (600, 300, 150))


def _card(page: TemplatePage, form: Ids, most: int) -> AdaptiveCard:
    one = page.template
    eyebrow = _("Template · {domain}").format(domain=CATEGORIES[one.domain])
    body: Body = [
        header(eyebrow, one.title, *_source(one.source)),
        said(one.about, most=most),
        facts(*known_of(one), (_("Used"), used(page.uses))),
        *_went(page),
        *template_body(one, most),
        small(_(FITS), "Medium"),
    ]
    summary = _("Template: {title}. {about}").format(title=one.title, about=one.about)
    return frame(body, _actions(page, form), summary=summary)


def known_of(one: Template) -> tuple[tuple[str, str], ...]:
    """What helps to choose, in a word each."""
    return (_("Usually takes"), takes(one)), (_("Data"), TIERS[one.data_tier])


def template_body(one: Template, most: int) -> Body:
    """What it puts into a brief, and what it tells the requester."""
    return [
        section(_("Outcome"), said(one.outcome, most=2 * most)),
        section(_("Deliverables, and when each is accepted"), *_deliverables(one, most)),
        *_list(_("Out of scope"), one.out_of_scope, most),
        *_list(_("What to give the freelancer"), one.give, most),
        *_list(_("Ask in the proposals"), one.ask, most),
        *_list(_("Watch out for"), one.watch, most),
        section(_("Skills"), line(run(", ".join(one.skills), most=most))),
    ]


def _actions(page: TemplatePage, form: Ids) -> list[Action]:
    named = form | Ids(page=page.template.id)
    use = button(_("Use this template"), "use_template", style="positive", inputs=False, **named)
    back = button(_("Back to the playbook"), "browse_playbook", inputs=False, **form)
    return [use, back, *(manage(page.made) if page.made else [])]


def _source(source: Source) -> list[Badge]:
    if source not in SOURCES:
        return []
    text, style = SOURCES[source]
    return [badge(_(text), style, "Right")]


def takes(template: Template) -> str:
    """How long such work usually takes."""
    shortest, longest = template.days
    if shortest == longest:
        return n_("{n} working day", "{n} working days", longest).format(n=number(longest))
    between = _("{shortest} to {longest} working days")
    return between.format(shortest=number(shortest), longest=number(longest))


def used(times: int) -> str:
    """How often gigs were submitted that began with it."""
    if not times:
        return _("not yet")
    return n_("for {n} gig", "for {n} gigs", times).format(n=number(times))


def _went(page: TemplatePage) -> Body:
    """How those gigs went, where this reader may know of any."""
    went = page.went
    if went is None:
        return [small(_("How they went hasn’t been shared with you."), "Small")] if page.uses else []
    told = [_rated(went)]
    if went.days is not None:
        took = n_("They took {n} day, typically.", "They took {n} days, typically.", went.days)
        told.append(took.format(n=number(went.days)))
    if went.closed >= MOST_LOOKED_AT:
        told.append(_("Only the newest ones are counted."))
    headline = n_("How {n} closed gig went", "How {n} closed gigs went", went.closed)
    details = [line(own(text), spacing="Small") for text in told]
    return [callout("good", headline.format(n=number(went.closed)), *details)]


def _rated(went: Went) -> str:
    text = _("Rated {rating} out of 5 on average. {again} of {closed} would hire the same freelancer again.")
    return text.format(rating=f"{went.rating:.1f}", again=number(went.again), closed=number(went.closed))


def _deliverables(template: Template, most: int) -> list[CardElement]:
    rows: Body = []
    for place, one in enumerate(template.deliverables, 1):
        rows.append(
            line(own(f"{place}.  ", subtle=True), run(one.what, most=most, bold=True), spacing="Small")
        )
        when = run(one.accepted_when, most=most, size="Small")
        rows.append(line(own(_("Accepted when: "), size="Small", subtle=True), when, spacing="None"))
    return rows


def _list(title: str, items: Sequence[str], most: int) -> Body:
    if not items:
        return []
    return [section(title, *(line(own("•  "), run(one, most=most), spacing="Small") for one in items))]


def template_row(template: Template, times: int) -> Body:
    """As it stands in a list: its title, when to take it, and what else helps to choose."""
    known = [CATEGORIES[template.domain], takes(template)]
    if times:
        known.append(_("used {times}").format(times=used(times)))
    title = line(run(template.title, most=150, bold=True), own("\u00a0›", color="Accent"))  # pressed to open
    about = line(run(template.about, most=300, size="Small"), spacing="None")
    source = _source(template.source)
    return [row([title], source) if source else title, about, small(" · ".join(known))]
