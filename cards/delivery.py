"""What was handed in and the verdict on it; rating and closing at the end."""

from collections.abc import Mapping

from cards.elsewhere import Lacking, not_kept, release_there, there, title_of, why
from cards.gig import channel_card
from cards.kit.elements import Body, badge, buttons, callout, fact_said, facts, frame, header, section, small
from cards.kit.inputs import Ids, button, choice, confirmed, link, text_field, with_reason
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, said, words
from cards.kit.words import freelancer_of, gig_header, look_of, market_of, to_judge, verdict_of
from cards.short import short
from gigs.contract import Deliverable, Milestone, MilestoneState
from gigs.gig import Gig, GigState
from ports.marketplace import Capability
from translation.catalogue import _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_RATINGS = (
    ("5", "5, excellent"),
    ("4", "4, good"),
    ("3", "3, all right"),
    ("2", "2, poor"),
    ("1", "1, very poor"),
)


def subject_of(page: GigPage, milestone_id: str) -> str:
    """What a deliverable's card is about: the milestone, and what is handed in for it now."""
    milestone_id = milestone_id.partition("\n")[0]
    milestone = page.gig.contract_milestone(milestone_id)
    return (
        f"{milestone_id}\n{milestone.deliverable.id}" if milestone and milestone.deliverable else milestone_id
    )


def deliverable_card(page: GigPage, subject: str) -> AdaptiveCard:
    """One milestone's deliverable: text and link are the freelancer's words. Buttons only while a verdict is awaited.

    `subject` is the milestone's id, or what `subject_of` said when the card was first drawn: what was handed in after
    that has a card of its own.
    """
    gig = page.gig
    milestone_id, _, deliverable_id = subject.partition("\n")
    if Verb.SEE not in page.allowed:
        return channel_card(page)
    milestone = gig.contract.milestone(milestone_id) if gig.contract else None
    if milestone is None:
        return short(
            "This milestone is not there any more",
            "The marketplace has changed the contract.",
            actions=_back(gig),
        )
    look, done = look_of(gig, milestone), milestone.deliverable
    if done and deliverable_id and done.id != deliverable_id:
        return _former(gig, milestone, deliverable_id)
    body: Body = [
        header(f"Deliverable · Gig {gig.number}", milestone.title, badge(look.label, look.style, "Right")),
        _verdict(page, milestone),
    ]
    if done and done.purged and Verb.REVIEW in page.allowed:
        body += not_kept(page, milestone.id)
    elif done and not done.purged:
        body.append(_handed_in(done))
    known = [
        ("Gig", fact_said(gig.title)),
        ("Freelancer", fact_said(freelancer_of(gig))),
        ("Amount", str(milestone.amount)),
    ]
    body.append(facts(*known))
    if milestone in to_judge(gig) and Verb.JUDGE in page.allowed and not page.has(Capability.SEND_BACK):
        body.append(why(page, Lacking.SENDING_BACK))
    summary = f"Gig {gig.number}: {milestone.title}, {milestone.amount}. {look.label}."
    return frame(body, _judge(page, milestone), summary=summary)


def _former(gig: Gig, milestone: Milestone, deliverable_id: str) -> AdaptiveCard:
    verdict = gig.verdict_on(deliverable_id)
    quote = [said(f"“{verdict.reason}”", most=1500, spacing="Small")] if verdict and verdict.reason else []
    since = small("What was handed in since then has a card of its own.", "Small")
    body: Body = [
        header(
            f"Deliverable · Gig {gig.number}", milestone.title, badge("Sent back", "Informative", "Right")
        ),
        callout("emphasis", "Sent back, and handed in again", *quote, since),
    ]
    return frame(body, summary=f"Gig {gig.number}: {milestone.title} was sent back and handed in again.")


def _handed_in(done: Deliverable) -> CardElement:
    """The freelancer's own words; a link that is no sound https address is shown, but cannot be pressed."""
    items: Body = [said(done.text, most=4000), small(moment(done.submitted_at))]
    if opens := link("Open it", done.link):
        items.append(buttons(*opens))
    elif done.link:
        items.append(line("Link, as it was given: ", run(done.link, most=300, subtle=True)))
    return section("What was handed in", *items)


def _verdict(page: GigPage, milestone: Milestone) -> CardElement:
    who, amount = freelancer_of(page.gig), milestone.amount
    verdict = verdict_of(page.gig, milestone)
    if milestone.state is MilestoneState.RELEASED:
        return callout(
            "good", f"Accepted, {amount} released", words("Nothing is left to do here.", spacing="Small")
        )
    if verdict and verdict.accepted and not page.has(Capability.RELEASE):
        return release_there(page, str(amount))
    if verdict and verdict.accepted:
        asking = words(
            "I am asking the marketplace to pay it now. This card says when it has.", spacing="Small"
        )
        return callout("good", f"Accepted, {amount} is being released", asking)
    if milestone.state is MilestoneState.SENT_BACK or verdict:
        reason = (verdict.reason if verdict else "") or milestone.note
        note = [said(f"“{reason}”", most=1500, spacing="Small")] if reason else []
        return callout("emphasis", f"Sent back; {who} is working on it", *note)
    if milestone.state is MilestoneState.SUBMITTED:
        if Verb.JUDGE in page.allowed:
            told = words(_accepting(page, milestone), spacing="Small")
            return callout("accent", f"{who} handed this in: please review it", told)
        return callout("emphasis", f"Waiting for {page.gig.requester.name}")
    return callout("emphasis", f"{who} is working on it")


def _accepting(page: GigPage, milestone: Milestone) -> str:
    if page.has(Capability.RELEASE):
        return f"Accepting pays {milestone.amount} at once, and can’t be undone."
    return f"Accept it here first; you then release {milestone.amount} on {title_of(page)} yourself."


def _judge(page: GigPage, milestone: Milestone) -> list[Action]:
    done = milestone.deliverable
    if Verb.JUDGE not in page.allowed or not done:
        return []
    verdict = verdict_of(page.gig, milestone)
    waits = milestone.state is not MilestoneState.RELEASED and not page.has(Capability.RELEASE)
    if waits and verdict and verdict.accepted:
        return there(page, _("Release the money on {market}"))
    if milestone not in to_judge(page.gig):
        return []
    known: Ids = {"gig": page.gig.number, "milestone": milestone.id, "deliverable": done.id}
    accept = _accept(page, milestone, known)
    if not page.has(Capability.SEND_BACK):
        return [accept, *there(page, _("Ask for changes on {market}"))]
    back = with_reason(
        "Send back", "send_back", ask="What should be different?", send="Send it back", **known
    )
    return [accept, back]


def _accept(page: GigPage, milestone: Milestone, known: Ids) -> Action:
    """Where accepting pays, what it pays is confirmed first."""
    if not page.has(Capability.RELEASE):
        return button("Accept", "accept_deliverable", style="positive", **known)
    return confirmed(
        f"Accept and release {milestone.amount}",
        "accept_deliverable",
        warning=f"{market_of(page.gig)} pays {milestone.amount} at once. You can’t undo that.",
        send=f"Yes, release {milestone.amount}",
        style="positive",
        **known,
    )


def _back(gig: Gig) -> list[Action]:
    return [button(f"Show gig {gig.number}", "show_gig", gig=gig.number)]


def close_form(
    page: GigPage,
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    *,
    draft: str = "",
) -> AdaptiveCard:
    """Rating, would hire again, score, lesson. Input ids: rating, hire_again (yes/no), requester_score, lesson."""
    gig = page.gig
    if gig.state is GigState.CLOSED:
        return closed(page)
    paid = f", {gig.contract.released} paid" if gig.contract else ""
    rates = page.has(Capability.REVIEW)
    rated = "the freelancer sees only the rating" if rates else "they stay with us"
    told = words(f"Four short answers; {rated}.", spacing="Small")
    headline = f"{freelancer_of(gig) or 'The freelancer'} has delivered{paid}"
    body: Body = [gig_header(gig, "Close"), callout("accent", headline, told)]
    body += [] if rates else [why(page, Lacking.RATINGS)]
    known: Ids = {"gig": gig.number, "revision": gig.revision, "draft": draft or None}
    actions: list[Action] = [
        button("Close the gig", "close_gig", style="positive", **known),
        button("Later", "show_gig", inputs=False, gig=gig.number),
        *([] if rates else there(page, _("Rate them on {market}"))),
    ]
    body += _answers(problems or {}, typed or {})
    return frame(body, actions, summary=f"Rate and close gig {gig.number}: {gig.title}")


def _answers(wrong: Mapping[str, str], was: Mapping[str, str]) -> Body:
    must = "Please choose one."
    return [
        _pick("rating", "How good was the work?", _RATINGS, was, wrong, must),
        _pick("hire_again", "Would you hire them again?", (("yes", "Yes"), ("no", "No")), was, wrong, must),
        _pick(
            "requester_score",
            "Would you do a gig this way again? 0 is never, 10 is certainly",
            [(str(score), str(score)) for score in range(10, -1, -1)],
            was,
            wrong,
            must,
        ),
        text_field(
            "lesson",
            "One lesson for the next person",
            was.get("lesson", ""),
            wrong.get("lesson", ""),
            hint="What should they do the same, or differently?",
            lines=True,
            required="Please leave one sentence; it helps whoever comes next.",
        ),
    ]


def _pick(
    name: str, label: str, options: object, was: Mapping[str, str], wrong: Mapping[str, str], must: str
) -> CardElement:
    pairs: list[tuple[str, str]] = list(options)  # type: ignore[call-overload]
    style = "expanded" if len(pairs) == 2 else "compact"
    return choice(name, label, pairs, was.get(name, ""), wrong.get(name, ""), style=style, required=must)  # type: ignore[arg-type]


def closed(page: GigPage) -> AdaptiveCard:
    """The end of a gig: what was paid, how it went, what was learned."""
    gig = page.gig
    told: list[tuple[str, str]] = []
    if gig.contract:
        told += [("Freelancer", fact_said(gig.contract.freelancer)), ("Paid", str(gig.contract.released))]
    if gig.closing:
        again = "Yes" if gig.closing.hire_again else "No"
        told += [("Rating", f"{gig.closing.rating} of 5"), ("Hire again", again)]
        told += [
            ("Your score", f"{gig.closing.requester_score} of 10"),
            ("Closed", moment(gig.closing.closed_at)),
        ]
    body: Body = [gig_header(gig), callout("good", "Closed. Thank you!"), facts(*told)]
    if gig.closing and gig.closing.lesson:
        body.append(section("What the next person can learn from it", said(gig.closing.lesson, most=3000)))
    actions = [*_back(gig), button("Post another gig", "post_gig")]
    return frame(body, actions, summary=f"Gig {gig.number} is closed.")
