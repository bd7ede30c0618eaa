"""Talk, the form of the brief, and its preview."""

from dataclasses import replace
from datetime import date
from typing import Any

from cards import (
    approval,
    brief,
    closing,
    follow,
    trouble,
    welcome,
)
from cards.from_words import FromWords
from cards.gig import gig_card
from cards.kit.pressed import AdaptiveCard
from cards.left_form import left_form, saved_draft
from cards.preview import preview
from cards.two_versions import drawn_from
from gigs.amounts import EXACTLY
from gigs.brief import Brief, BriefForm, Unsettled
from gigs.gig import Gig, GigState
from gigs.links import Link
from gigs.merging_drafts import unsettled_problems
from gigs.people import Person
from gigs.route import Route
from gigs.summary import Sharing
from marketplace.sandbox.public import as_public
from policy.policy import ChecklistItem
from ports.left_forms import LeftForm
from ports.marketplace import PostRequest
from ports.operations import Operation, OperationKind, OperationState
from tests.cards.approvals import AT, CONFIRMED, Way
from tests.cards.gallery.story import Story, Text, a_brief, a_form
from translation.catalogue import N_, _
from use_cases.requesting.due_too_early import TooEarly
from use_cases.requesting.submit_gig import Preview

MARKETS = (("sandbox", "Sandbox marketplace"), ("upwork", "Upwork"))

NEW = BriefForm(currency="USD", cost_centre="CC-4711", marketplace="sandbox")
"""What a new form is filled in with."""

PROBLEMS = {
    "title": N_("Please give a title."),
    "amount": EXACTLY,
    "due": N_("The work would be due before it starts."),
    "visibility": N_("Please choose one."),
}

COMMANDS = (
    ("post a gig", "Describe the work on one card"),
    ("my gigs", "Your gigs, with status and next step"),
    ("status 12", "One gig, and what you can do now"),
    ("approvals", "What waits for your yes or no"),
    ("follow here", "Post this team's gigs in this channel"),
    ("cancel", "Leave what we are doing"),
    ("help", "This list"),
)


def public_of(brief_: Brief) -> PostRequest:
    lines = "\n".join(f"- {one}" for one in brief_.deliverables)
    return PostRequest(
        reference="FC-7K3M9QXB2D",
        title=brief_.title,
        description=f"{brief_.outcome}\n\nDeliverables:\n{lines}\n\nAccepted when: {brief_.acceptance}",
        category=brief_.category,
        skills=brief_.skills,
        price_type=brief_.price_type,
        rate=brief_.rate,
        hours=brief_.hours,
        start=brief_.start,
        due=brief_.due,
        visibility=brief_.visibility,
    )


def _talk(story: Story) -> dict[str, AdaptiveCard]:
    text = story.text
    return {
        "welcome": welcome.welcome(text("Ben Baker")),
        "welcome_back": welcome.welcome_back(text("Ben Baker")),
        "welcome_with_something_waiting": welcome.welcome(text("Ben Baker"), waiting=2),
        "welcome_to_the_demo": welcome.welcome(text("Ben Baker"), waiting=2, is_demo=True),
        "help": welcome.help_card(COMMANDS),
        "lost": welcome.lost(),
        "lost_near": welcome.lost(
            [
                welcome.Suggested("Yes, post a gig", "post_gig"),
                welcome.Suggested("Back to your form", "back_to_form"),
            ],
            near="post a gig",
            gig=12,
        ),
        "following": follow.following(text("Ben Baker")),
        "unfollowed": follow.unfollowed(),
        "only_in_channels": follow.only_in_channels(),
        "stranger": trouble.stranger(),
        "pick_channel": follow.pick_channel([("c1", text("General")), ("c2", text("Launch"))]),
        "needs_a_person": trouble.needs_a_person(
            "post:12:1",
            gig=12,
            title=text("Slides for the spring launch"),
            sentence=text("I asked Sandbox marketplace to post this gig and got no clear answer."),
            reference="FC-7K3M9QXB2D",
        ),
        "settled": trouble.settled(operation(story, state=OperationState.DONE)),
    }


def operation(story: Story, **changes) -> Operation:
    known = {
        "tenant": "t",
        "gig": 12,
        "key": "post:12:1",
        "kind": OperationKind.POST,
        "marketplace": "sandbox",
        "reference": "FC-7K3M9QXB2D",
        "state": OperationState.HUMAN,
        "changed_at": AT,
    }
    return Operation(**(known | changes))


def _forms(story: Story) -> dict[str, AdaptiveCard]:
    text, brief_ = story.text, a_brief(story.text)
    note = text("Please name the two countries that go first.")
    wrong = a_form(text, title="", amount="about 1000", due="2026-05-01", visibility="")
    completed = story.page(story.gig(GigState.COMPLETED), story.ben)
    problems = {field: _(said) for field, said in PROBLEMS.items()}
    return {
        "form_empty": brief.brief_form(BriefForm(), {}, draft="d1", gig=None, marketplaces=MARKETS),
        "form_new": brief.brief_form(NEW, {}, draft="d1", gig=None, marketplaces=MARKETS[:1], known=NEW),
        "form_problems": brief.brief_form(wrong, problems, draft="d1", gig=12, marketplaces=MARKETS),
        "form_changes": brief.brief_form(
            a_form(text), {}, draft="d1", gig=12, marketplaces=MARKETS, note=note
        ),
        "form_policy": policy_form(text, {}),
        "form_policy_problems": policy_form(
            text,
            {
                "answer_personal_data": _("Please answer yes or no."),
                "purchase_order": text("There is no such purchase order."),
                "emergency": _(
                    "There is no emergency lane here. Please leave this empty and submit the gig as usual."
                ),
            },
        ),
        "form_elsewhere": brief.brief_form(
            a_form(text),
            {"purchase_order": text("Please ask purchasing for one."), "nowhere": text("This needs a look.")},
            draft="d1",
            gig=12,
            marketplaces=MARKETS,
        ),
        "saved_draft": saved_draft(brief_.title, 12),
        "form_held": brief.brief_form(
            a_form(text, outcome="語" * 17_920), {}, draft="d1", gig=12, marketplaces=MARKETS[:1]
        ),
        "form_read": read_form(text),
        "form_two_versions": _two_versions(story),
        "left_form": left_form(LeftForm(person=story.ben.key, draft="d1", form=a_form(text), left_at=AT)),
        "left_form_of_a_draft": left_form(LeftForm(person=story.ben.key, draft="d1", gig=12, left_at=AT)),
        "close_form": closing.close_form(completed),
        "close_problems": closing.close_form(
            completed,
            {"rating": "Please rate the work from 1 to 5."},
            {"do_again": text("Send the template first.")},
        ),
        "closed": closing.closed(story.page(story.gig(GigState.CLOSED), story.ben), story.summary()),
        "closed_withdrawn": closing.closed(
            story.page(story.gig(GigState.CLOSED), story.ben), story.summary(Sharing(withdrawn=True))
        ),
        "sharing_form_of_co_owner": closing.sharing_form(
            story.gig(GigState.CLOSED), story.summary(), names=False
        ),
        "sharing_form": closing.sharing_form(story.gig(GigState.CLOSED), story.summary()),
        "sharing_problem": closing.sharing_form(
            story.gig(GigState.CLOSED),
            story.summary(Sharing(withdrawn=True)),
            problems={"audience": _("Please choose who may read about this gig.")},
        ),
    }


def read_form(text: Text) -> AdaptiveCard:
    """The form as a sentence has filled it in: a rough amount, and a day that could be two."""
    sentence = (
        "we need slides for the spring launch by next Friday, about 500 euros, on the sandbox marketplace"
    )
    asks = {"due": "“next Friday” could mean 4 December 2026 or 11 December 2026. Please choose one."}
    said = {
        "title": text("Slides for the spring launch"),
        "outcome": text(sentence),
        "category": "presentation",
        "amount": "500",
        "currency": "EUR",
        "due": "next Friday",
        "marketplace": "sandbox",
    }
    return brief.brief_form(
        BriefForm(**said),
        asks,
        draft="d1",
        gig=12,
        marketplaces=MARKETS,
        words=FromWords(said, text("about 500 euros")),
    )


def _two_versions(story: Story) -> AdaptiveCard:
    """More fields than are asked about at a time; one of them a choice, one of them cleared."""
    text = story.text
    aside = {
        "outcome": text("A deck our partners can present."),
        "currency": "EUR",
        "acceptance": "",
        "title": text("Slides"),
    }
    known = {"by": story.ben.key, "name": story.ben.name, "at": AT, "version": 3}
    unsettled = tuple(Unsettled(field=field, text=typed, **known) for field, typed in aside.items())
    gig = story.gig(GigState.DRAFT).model_copy(update={"unsettled": unsettled})
    return brief.brief_form(
        a_form(text),
        unsettled_problems(gig),
        draft="d1",
        gig=12,
        marketplaces=MARKETS,
        drawn=replace(drawn_from(gig), marks="Aa-_09" * 22),
    )


QUESTIONS = (
    ("personal_data", "Does the freelancer see personal data of customers?"),
    ("on_site", "Is any of the work done in our offices?"),
)

CHECKLIST = tuple(ChecklistItem(id=f"item{place}", text=text) for place, text in enumerate(CONFIRMED))


def policy_form(text: Text, problems: dict[str, str], **more: Any) -> AdaptiveCard:
    """The form as a policy with questions, purchase orders and an emergency lane wants it."""
    form = a_form(
        text,
        purchase_order=text("PO-77"),
        emergency=text("The keynote is tomorrow."),
        answers={"on_site": "no"},
    )
    return brief.brief_form(
        form,
        problems,
        **more,
        draft="d1",
        gig=12,
        marketplaces=MARKETS,
        questions=QUESTIONS,
        with_order=True,
        with_emergency=True,
    )


def seen_of(way: Way, asked: Gig, before: Gig | None = None) -> Preview:
    """What the requester sees of this before submitting it."""
    return Preview(
        gig=before or way.draft,
        brief=asked.checked_brief,
        route=asked.route or Route(policy="none"),
        asked=asked,
        checklist=CHECKLIST,
        public=tuple(as_public(public_of(asked.checked_brief))),
        seen="f1",
    )


def _previews(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way(purchase_order=story.text("PO-77"), answers={"personal_data": True, "on_site": False})
    where: dict = {"marketplace_title": story.text("Sandbox marketplace"), "draft": "d1"}
    cases = {
        "": seen_of(way, way.asked(way.three(warned=True))),
        "_one_step": seen_of(way, way.asked(way.one())),
        "_again": seen_of(way, way.carried(), way.turned_down()),
        "_delegated": seen_of(way, way.delegated()),
        "_self_service": seen_of(way, way.self_service()),
        "_emergency": seen_of(way, way.emergency()),
        "_due_too_early": seen_of(way, way.asked(way.one())).model_copy(
            update={"too_early": TooEarly(answered_by=date(2026, 6, 4), is_first=True)}
        ),
        "_due_before_the_last_step": seen_of(way, way.asked(way.three())).model_copy(
            update={"too_early": TooEarly(answered_by=date(2026, 6, 9), is_first=False)}
        ),
    }
    drawn = {f"preview{name}": preview(seen, **where) for name, seen in cases.items()}
    return drawn | {"preview_open_items": preview(cases[""], **where, open_items=[CONFIRMED[1]])}


def _copies(story: Story) -> dict[str, AdaptiveCard]:
    """A gig that ended and was begun again, as its owner and its approver see it, and the gig that it goes on as."""

    def drawn(gig: Gig, who: Person, *related: int) -> AdaptiveCard:
        return gig_card(story.page(gig, who).model_copy(update={"related": frozenset(related)}))

    ended = story.gig(GigState.REJECTED, continued_as=15)
    goes_on = story.gig(GigState.LISTED, copy_of=9)
    return {
        "gig_ended": drawn(story.gig(GigState.REJECTED), story.ben),
        "gig_continued": drawn(ended, story.ben, 15),
        "gig_continued_unseen": drawn(ended, story.ann),
        "gig_copied": drawn(goes_on, story.ben, 9),
        "form_copied": brief.brief_form(
            a_form(story.text, start="", due=""), {}, draft="d1", gig=15, marketplaces=MARKETS[:1]
        ),
    }


def _linked(story: Story) -> dict[str, AdaptiveCard]:
    """Links to a page for everybody, to one inside the company, and to an address of a private network."""
    typed = "Brand guide https://example.com/brand\nLast year’s deck http://contoso.example/deck"
    way = story.way(links=links(story.text))
    asked = way.asked(way.one())
    return {
        "form_links": brief.brief_form(
            a_form(story.text, links=story.text(typed)),
            {"links": story.text("“http://contoso.example/deck” can’t be used.")},
            draft="d1",
            gig=12,
            marketplaces=MARKETS[:1],
        ),
        "preview_links": preview(seen_of(way, asked), marketplace_title="Sandbox marketplace", draft="d1"),
        "approval_links": approval.approval_card(story.page(asked, way.ann)),
        "gig_links": gig_card(story.page(asked, story.ben)),
    }


def links(text: Text) -> tuple[Link, ...]:
    return (
        Link(title=text("Brand guide"), url="https://example.com/brand"),
        Link(title=text("Last year’s deck"), url="https://contoso.sharepoint.com/sites/x/deck.pptx"),
        Link(title=text("Staging server"), url="https://10.1.2.3/"),
    )


PARTS = (
    _talk,
    _linked,
    _copies,
    _forms,
    _previews,
)
