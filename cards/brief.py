"""The brief: the form with every problem at its field, the preview of what becomes public, the saved draft."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from microsoft_teams.cards import AdaptiveCard, CardElement, Container
from microsoft_teams.cards.core import Action

from cards.approval import LONG
from cards.changes import changes
from cards.elements import (
    Body,
    badge,
    banner,
    callout,
    columns,
    fact_said,
    facts,
    figures,
    frame,
    header,
    section,
    small,
)
from cards.inputs import Ids, button, choice, day_field, text_field
from cards.short import short
from cards.texts import count, day, line, moment, names, run, said, words
from cards.words import CATEGORIES, CURRENCIES, FIELDS, PRICE_TYPES, TIER_CHOICES, TIERS, VISIBILITIES
from gigs.brief import Brief, BriefForm
from gigs.check_brief import LENGTHS
from gigs.gig import Gig
from gigs.people import Person


class Public(Protocol):
    """What the world would see; a `PostRequest` is one."""

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...


def brief_form(
    form: BriefForm,
    problems: Mapping[str, str],
    *,
    draft: str,
    gig: int | None,
    marketplaces: Sequence[tuple[str, str]],
    note: str = "",
) -> AdaptiveCard:
    """The whole brief as one form. Input ids are the names of `BriefForm`'s fields; `note` is the approver's reason."""
    body: Body = [banner("Change the brief" if note else "Post a gig")]
    if note:
        body.append(callout("warning", "What should change", said(note, most=900, spacing="Small")))
    if problems:
        body.append(_summary(problems))
    elif not note:
        body.append(
            small("About five minutes. All of it is needed to submit; a draft may be unfinished.", "Medium")
        )
    body += [
        _work(form, problems),
        _kind(form, problems),
        _money(form, problems),
        _rules(form, problems, marketplaces),
    ]
    ids: Ids = {"draft": draft, "gig": gig}
    actions: list[Action] = [
        button("Preview", "preview_brief", style="positive", **ids),
        button("Save draft", "save_draft", **ids),
        button("Cancel", "leave", inputs=False, **ids),
    ]
    return frame(body, actions, summary="The form of a gig: what you need, money and dates, our rules.")


def _summary(problems: Mapping[str, str]) -> Container:
    where = [FIELDS[name] for name in FIELDS if name in problems]
    there = line(run(", ".join(where), most=600), spacing="Small")
    return callout("attention", f"{count(len(problems), 'field needs', 'fields need')} your attention", there)


def _text(
    form: BriefForm, problems: Mapping[str, str], name: str, hint: str, *, lines: bool = False
) -> Container:
    typed: str = getattr(form, name)
    most = LENGTHS[name]
    return text_field(name, FIELDS[name], typed, problems.get(name, ""), most=most, hint=hint, lines=lines)


def _work(form: BriefForm, problems: Mapping[str, str]) -> CardElement:
    per_line = "One per line, such as: a 12-slide deck in our template"
    return section(
        "What you need",
        _text(form, problems, "title", "Short and clear, such as: slides for the spring launch"),
        _text(form, problems, "outcome", "What will be true when this is done?", lines=True),
        _text(form, problems, "deliverables", per_line, lines=True),
        _text(form, problems, "acceptance", "How will you tell that it is good?", lines=True),
    )


def _kind(form: BriefForm, problems: Mapping[str, str]) -> CardElement:
    categories = [(category.value, title) for category, title in CATEGORIES.items()]
    return section(
        "Kind of work",
        choice("category", FIELDS["category"], categories, form.category, problems.get("category", "")),
        _text(form, problems, "skills", "Up to five, such as: PowerPoint, storytelling"),
    )


def _money(form: BriefForm, problems: Mapping[str, str]) -> CardElement:
    def wrong(name: str) -> str:
        return problems.get(name, "")

    prices = [(kind.value, title) for kind, title in PRICE_TYPES.items()]
    amount = text_field("amount", FIELDS["amount"], form.amount, wrong("amount"), most=20, hint="1200")
    hours = text_field("hours", FIELDS["hours"], form.hours, wrong("hours"), most=5, hint="Hourly work only")
    currency = choice("currency", FIELDS["currency"], CURRENCIES.items(), form.currency, wrong("currency"))
    start = day_field("start", FIELDS["start"], form.start, wrong("start"))
    due = day_field("due", FIELDS["due"], form.due, wrong("due"))
    price = choice("price_type", FIELDS["price_type"], prices, form.price_type, wrong("price_type"))
    return section(
        "Money and dates",
        columns([price], [hours]),
        columns([amount], [currency]),
        small("The exact amount: the whole price, or the price of one hour.", spacing="Small"),
        columns([start], [due]),
    )


def _rules(
    form: BriefForm, problems: Mapping[str, str], marketplaces: Sequence[tuple[str, str]]
) -> CardElement:
    tiers = [(tier.value, title) for tier, title in TIER_CHOICES.items()]
    who_sees = [(seen.value, title) for seen, title in VISIBILITIES.items()]

    def pick(name: str, options: Sequence[tuple[str, str]], chosen: str) -> Container:
        return choice(name, FIELDS[name], options, chosen, problems.get(name, ""), style="expanded")

    return section(
        "Our rules",
        pick("data_tier", tiers, form.data_tier),
        _text(form, problems, "cost_centre", "Who pays, such as: CC-4711"),
        pick("visibility", who_sees, form.visibility),
        choice(
            "marketplace",
            FIELDS["marketplace"],
            marketplaces,
            form.marketplace,
            problems.get("marketplace", ""),
        ),
    )


def preview(
    brief: Brief,
    *,
    gig: Gig,
    approvers: Sequence[Person],
    due: datetime,
    marketplace_title: str,
    public: Public,
    former: Brief | None = None,
    draft: str = "",
    seen: str = "",
) -> AdaptiveCard:
    """What would become public, what stays inside, who must approve and by when. Submitting comes next.

    `seen` ties the submit button to exactly this brief.
    """
    body: Body = [
        header(f"Preview · Gig {gig.number}", brief.title, badge("Not public yet", "Informative", "Right"))
    ]
    body.append(_promise(approvers, due, marketplace_title))
    if former and former != brief:
        body.append(section("What you changed", *changes(former, brief)))
    body += [_outside(brief, public), _inside(brief)]
    ids: Ids = {"draft": draft or None, "gig": gig.number, "revision": gig.revision}
    exactly: Ids = {**ids, "seen": seen or None}
    actions: list[Action] = [
        button("Submit for approval", "submit_brief", style="positive", **exactly),
        button("Change something", "edit_brief", **ids),
        button("Save draft", "save_draft", **ids),
    ]
    return frame(body, actions, summary=f"Preview of gig {gig.number}: {brief.title}. Nothing is public yet.")


def _outside(brief: Brief, public: Public) -> CardElement:
    return section(
        "What will be public",
        *([] if public.title == brief.title else [line(run(public.title, bold=True, most=300))]),
        said(public.description, most=3 * LONG, spacing="Small"),
        figures(("Budget", str(brief.budget)), ("From", day(brief.start)), ("Until", day(brief.due))),
        _price(brief),
        facts(
            ("Category", CATEGORIES[brief.category]),
            ("Skills", fact_said(", ".join(brief.skills), 600)),
            ("Visibility", VISIBILITIES[brief.visibility]),
        ),
    )


def _inside(brief: Brief) -> CardElement:
    return section(
        "What stays inside",
        facts(("Cost centre", fact_said(brief.cost_centre)), ("Data", TIERS[brief.data_tier])),
        small("Your name, your team and the approval stay inside too.", "Small"),
    )


def _price(brief: Brief) -> CardElement:
    hourly = f"{brief.rate} an hour, {brief.hours} hours at most"
    return small(hourly if brief.hours else "A fixed price for all of it", spacing="Small")


def _promise(approvers: Sequence[Person], due: datetime, marketplace_title: str) -> CardElement:
    if not approvers:
        nobody = "Your programme lead can name somebody. Your draft is kept until then."
        return callout("warning", "Nobody is on record who can approve this", words(nobody, spacing="Small"))
    who = names([person.name for person in approvers])
    told = line(
        run(who, bold=True, most=300), " must approve first. Then I post it to ", run(marketplace_title), "."
    )
    return callout(
        "accent",
        "Nothing is public until it is approved",
        told,
        small(f"The answer is asked for by {moment(due)}.", "Small"),
    )


def saved_draft(title: str, gig: int) -> AdaptiveCard:
    """The draft is kept; how to come back to it."""
    actions = [button("Continue", "resume_draft", style="positive", gig=gig), button("My gigs", "my_gigs")]
    sentence = f"It is gig {gig}. Nobody else sees it. Come back any time with “my gigs”."
    return short("Your draft is saved", sentence, tone="good", about=title, actions=actions)


def left_form(gig: int | None = None) -> AdaptiveCard:
    """The dialog was left. With a gig, what was saved before is still there."""
    kept = (
        "Your last saved draft is still in “my gigs”."
        if gig
        else "Nothing was posted, and nothing was saved."
    )
    back = [button("Continue", "resume_draft", gig=gig)] if gig else []
    return short("All right, I stopped here", kept, actions=[*back, button("Post a gig", "post_gig")])
