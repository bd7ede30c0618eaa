"""What was handed in and the verdict on it; rating and closing at the end."""

from cards.elsewhere import Lacking, not_kept, release_there, there, title_of, why
from cards.gig import channel_card
from cards.how_well import how_well
from cards.kit.elements import Body, badge, buttons, callout, fact_said, facts, frame, header, section, small
from cards.kit.inputs import Ids, button, confirmed, link, with_reason
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import moment, run, said, sentence, words
from cards.kit.words import freelancer_of, look_of, market_of, to_judge, verdict_of
from cards.programme_team import ask_row
from cards.short import short
from gigs.contract import Deliverable, Milestone, MilestoneState
from gigs.gig import Gig
from ports.marketplace import Capability
from translation.catalogue import _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage
from use_cases.playbook.practices import Place


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
    if milestone in to_judge(gig) and Verb.JUDGE in page.allowed:
        body.append(how_well(Place.FEEDBACK))
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
