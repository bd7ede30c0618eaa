"""What was handed in and the verdict on it; rating and closing at the end."""

from collections.abc import Mapping

from cards.elsewhere import Lacking, not_kept, release_there, there, title_of, why
from cards.gig import channel_card
from cards.kit.elements import Body, badge, buttons, callout, fact_said, facts, frame, header, section, small
from cards.kit.inputs import Ids, button, choice, confirmed, link, text_field, with_reason
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import moment, run, said, sentence, words
from cards.kit.words import freelancer_of, gig_header, look_of, market_of, to_judge, verdict_of
from cards.programme_team import ask_row
from cards.short import short
from gigs.contract import Deliverable, Milestone, MilestoneState
from gigs.gig import Gig, GigState
from ports.marketplace import Capability
from translation.catalogue import N_, _
from translation.formats import number
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_RATINGS = (
    ("5", N_("5, excellent")),
    ("4", N_("4, good")),
    ("3", N_("3, all right")),
    ("2", N_("2, poor")),
    ("1", N_("1, very poor")),
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
    milestone_id, _newline, deliverable_id = subject.partition("\n")
    if Verb.SEE not in page.allowed:
        return channel_card(page)
    milestone = gig.contract.milestone(milestone_id) if gig.contract else None
    if milestone is None:
        told = _("The marketplace has changed the contract.")
        return short(_("This milestone no longer exists"), told, actions=_back(gig))
    look, done = look_of(gig, milestone), milestone.deliverable
    if done and deliverable_id and done.id != deliverable_id:
        return _former(gig, milestone, deliverable_id)
    body: Body = [
        header(_eyebrow(gig), milestone.title, badge(look.label, look.style, "Right")),
        _verdict(page, milestone),
    ]
    if done and done.purged and Verb.REVIEW in page.allowed:
        body += not_kept(page, milestone.id)
    elif done and not done.purged:
        body.append(_handed_in(done))
    known = [
        (_("Gig"), fact_said(gig.title)),
        (_("Freelancer"), fact_said(freelancer_of(gig))),
        (_("Amount"), str(milestone.amount)),
    ]
    body.append(facts(*known))
    if milestone in to_judge(gig) and Verb.JUDGE in page.allowed and not page.has(Capability.SEND_BACK):
        body.append(why(page, Lacking.SENDING_BACK))
    summary = _("Gig {number}: {milestone}, {amount}. {status}.").format(
        number=gig.number, milestone=milestone.title, amount=milestone.amount, status=look.label
    )
    return frame([*body, ask_row(page.gig.number)], _judge(page, milestone), summary=summary)


def _eyebrow(gig: Gig) -> str:
    return _("Deliverable · Gig {number}").format(number=gig.number)


def _former(gig: Gig, milestone: Milestone, deliverable_id: str) -> AdaptiveCard:
    verdict = gig.verdict_on(deliverable_id)
    quote = [said(f"“{verdict.reason}”", most=1500, spacing="Small")] if verdict and verdict.reason else []
    since = small(_("What was handed in since then has its own card."), "Small")
    body: Body = [
        header(_eyebrow(gig), milestone.title, badge(_("Sent back"), "Informative", "Right")),
        callout("emphasis", _("Sent back, and handed in again"), *quote, since),
    ]
    summary = _("Gig {number}: {milestone} was sent back and handed in again.")
    return frame(body, summary=summary.format(number=gig.number, milestone=milestone.title))


def _handed_in(done: Deliverable) -> CardElement:
    """The freelancer's own words; a link that is no sound https address is shown, but cannot be pressed."""
    items: Body = [said(done.text, most=4000), small(moment(done.submitted_at))]
    if opens := link(_("Open it"), done.link):
        items.append(buttons(*opens))
    elif done.link:
        items.append(sentence(_("Link as given: {link}"), link=run(done.link, most=300, subtle=True)))
    return section(_("What was handed in"), *items)


def _verdict(page: GigPage, milestone: Milestone) -> CardElement:
    who, amount = freelancer_of(page.gig), milestone.amount
    verdict = verdict_of(page.gig, milestone)
    if milestone.state is MilestoneState.RELEASED:
        nothing = words(_("There’s nothing left to do here."), spacing="Small")
        return callout("good", _("Accepted, {amount} released").format(amount=amount), nothing)
    if verdict and verdict.accepted and not page.has(Capability.RELEASE):
        return release_there(page, str(amount))
    if verdict and verdict.accepted:
        asking = words(
            _("I’m asking the marketplace to pay it now. This card will say when it’s paid."), spacing="Small"
        )
        return callout("good", _("Accepted, {amount} is being released").format(amount=amount), asking)
    if milestone.state is MilestoneState.SENT_BACK or verdict:
        reason = (verdict.reason if verdict else "") or milestone.note
        note = [said(f"“{reason}”", most=1500, spacing="Small")] if reason else []
        return callout("emphasis", _("Sent back; {who} is working on it").format(who=who), *note)
    if milestone.state is MilestoneState.SUBMITTED:
        if Verb.JUDGE in page.allowed:
            told = words(_accepting(page, milestone), spacing="Small")
            return callout("accent", _("{who} handed this in: please review it").format(who=who), told)
        return callout("emphasis", _("Waiting for {name}").format(name=page.gig.requester.name))
    return callout("emphasis", _("{who} is working on it").format(who=who))


def _accepting(page: GigPage, milestone: Milestone) -> str:
    if page.has(Capability.RELEASE):
        return _("Accepting pays {amount} at once, and can’t be undone.").format(amount=milestone.amount)
    told = _("Accept it here first, then release {amount} on {market} yourself.")
    return told.format(amount=milestone.amount, market=title_of(page))


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
        _("Send back"), "send_back", ask=_("What should be different?"), send=_("Send it back"), **known
    )
    return [accept, back]


def _accept(page: GigPage, milestone: Milestone, known: Ids) -> Action:
    """Where accepting pays, what it pays is confirmed first."""
    if not page.has(Capability.RELEASE):
        return button(_("Accept"), "accept_deliverable", style="positive", **known)
    amount, market = milestone.amount, market_of(page.gig)
    warning = _("{market} pays {amount} at once. You can’t undo that.")
    return confirmed(
        _("Accept and release {amount}").format(amount=amount),
        "accept_deliverable",
        warning=warning.format(market=market, amount=amount),
        send=_("Yes, release {amount}").format(amount=amount),
        style="positive",
        **known,
    )


def _back(gig: Gig) -> list[Action]:
    return [button(_("Show gig {number}").format(number=gig.number), "show_gig", gig=gig.number)]


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
    rates = page.has(Capability.REVIEW)
    told = _("Four short answers; the freelancer sees only the rating.")
    if not rates:
        told = _("Four short answers; they stay with us.")
    answers = words(told, spacing="Small")
    body: Body = [gig_header(gig, _("Close")), callout("accent", _delivered(gig), answers)]
    body += [] if rates else [why(page, Lacking.RATINGS)]
    known: Ids = {"gig": gig.number, "revision": gig.revision, "draft": draft or None}
    actions: list[Action] = [
        button(_("Close the gig"), "close_gig", style="positive", **known),
        button(_("Later"), "show_gig", inputs=False, gig=gig.number),
        *([] if rates else there(page, _("Rate them on {market}"))),
    ]
    body += _answers(problems or {}, typed or {})
    summary = _("Rate and close gig {number}: {title}").format(number=gig.number, title=gig.title)
    return frame(body, actions, summary=summary)


def _delivered(gig: Gig) -> str:
    who = freelancer_of(gig) or _("The freelancer")
    if gig.contract is None:
        return _("{who} has delivered").format(who=who)
    return _("{who} has delivered, {amount} paid").format(who=who, amount=gig.contract.released)


def _answers(wrong: Mapping[str, str], was: Mapping[str, str]) -> Body:
    must = _("Please choose one.")
    ratings = [(value, _(title)) for value, title in _RATINGS]
    again = (("yes", _("Yes")), ("no", _("No")))
    return [
        _pick("rating", _("How good was the work?"), ratings, was, wrong, must),
        _pick("hire_again", _("Would you hire them again?"), again, was, wrong, must),
        _pick(
            "requester_score",
            _("Would you do a gig this way again? 0 is never, 10 is definitely"),
            [(str(score), str(score)) for score in range(10, -1, -1)],
            was,
            wrong,
            must,
        ),
        text_field(
            "lesson",
            _("One lesson for the next person"),
            was.get("lesson", ""),
            wrong.get("lesson", ""),
            hint=_("What should they do the same, or differently?"),
            lines=True,
            required=_("Please leave one sentence; it helps whoever comes next."),
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
        told += [
            (_("Freelancer"), fact_said(gig.contract.freelancer)),
            (_("Paid"), str(gig.contract.released)),
        ]
    if gig.closing:
        told += [
            (_("Rating"), _("{n} of 5").format(n=number(gig.closing.rating))),
            (_("Hire again"), _("Yes") if gig.closing.hire_again else _("No")),
            (_("Your score"), _("{n} of 10").format(n=number(gig.closing.requester_score))),
            (_("Closed"), moment(gig.closing.closed_at)),
        ]
    body: Body = [gig_header(gig), callout("good", _("Closed. Thank you!")), facts(*told)]
    if gig.closing and gig.closing.lesson:
        learned = said(gig.closing.lesson, most=3000)
        body.append(section(_("What the next person can learn from it"), learned))
    actions = [*_back(gig), button(_("Post another gig"), "post_gig")]
    return frame(body, actions, summary=_("Gig {number} is closed.").format(number=gig.number))
