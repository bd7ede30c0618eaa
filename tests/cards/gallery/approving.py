"""A gig at each of its states, and the way to a yes."""

from datetime import date, timedelta
from decimal import Decimal

from cards import (
    approval,
    delegate,
    inbox,
    lists,
)
from cards import gig as gig_cards
from cards.kit.pressed import AdaptiveCard
from cards.more_money import more_money_form
from cards.whole_brief import whole_brief
from cards.withdrawing import withdraw_card
from gigs.amounts import EXACTLY, AmbiguousAmount
from gigs.approval import Decision
from gigs.approving import withdraw
from gigs.deciding import decide
from gigs.delegation import Delegation
from gigs.gig import Gig, GigState
from gigs.handing_over import tick
from gigs.money import Money
from gigs.withdrawing_extension import withdraw_extension
from tests.cards.approvals import AT, asking, usd
from tests.cards.gallery.story import Story, a_brief
from translation.catalogue import _
from use_cases.approving.decide_together import Together
from use_cases.approving.delegates import Handed
from use_cases.owning.hand_over import HandedOver
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import BudgetPage, OfferPage


def _gigs(story: Story) -> dict[str, AdaptiveCard]:
    drawn = {
        f"gig_{state.value}": gig_cards.gig_card(story.page(story.gig(state), story.ben))
        for state in GigState
        if state is not GigState.OFFER_IN_APPROVAL
    }
    waiting = story.page(story.gig(GigState.IN_APPROVAL), story.ben)
    everybody = frozenset(one.approver.key.object_id for one in waiting.gig.open_approvals)
    for name in ("mailed", "unreached"):
        drawn[f"gig_{name}"] = gig_cards.gig_card(waiting.model_copy(update={name: everybody}))
    listed = story.gig(GigState.LISTED)
    mine = [
        story.gig(state)
        for state in (GigState.REVIEWING, GigState.IN_APPROVAL, GigState.DRAFT, GigState.CLOSED)
    ]
    return drawn | {
        "gig_offer_in_approval": gig_cards.gig_card(story.page(story.excess_gig(), story.ben)),
        "whole_brief": whole_brief(
            listed,
            a_brief(outcome="語" * 9000),
            2,  # which page a text is on depends on its length
        ),
        "gig_superseded": gig_cards.superseded(story.page(story.gig(GigState.HIRING), story.ben)),
        "gig_moved_on": gig_cards.moved_on(story.page(story.gig(GigState.HIRING), story.ben)),
        "gig_for_approver": gig_cards.gig_card(story.page(story.gig(GigState.IN_APPROVAL), story.ann)),
        "gig_for_stranger": gig_cards.gig_card(story.page(listed, story.stranger)),
        "channel": gig_cards.channel_card(story.page(listed, None)),
        "channel_refresh": gig_cards.channel_card(story.page(listed, None), ["29:abc"]),
        "my_gigs": lists.my_gigs(mine, AT),
        "my_gigs_many": lists.my_gigs([story.gig(GigState.REVIEWING)] * 10, AT, more=True),
        "my_gigs_none": lists.my_gigs([], AT),
    }


def budgets(story: Story) -> tuple[BudgetPage, ...]:
    names = ("cost centre CC-4711", "purchase order PO-77")
    left = (usd(3800), usd(-200))
    uncounted = ((), (Money(amount=Decimal(9000), currency="JPY"), Money(amount=Decimal(75), currency="SEK")))
    return tuple(
        BudgetPage(name=story.text(name), limit=usd(5000), left=one, uncounted=strange)
        for name, one, strange in zip(names, left, uncounted, strict=True)
    )


def excess_for_a_reason(story: Story) -> Gig:
    gig = story.excess_gig()
    assert gig.choice is not None
    why = story.text("They made our last deck and know the brand.")
    return gig.model_copy(update={"choice": gig.choice.model_copy(update={"reason": why})})


def offers(story: Story) -> tuple[OfferPage, ...]:
    """The chosen one and as many cheaper ones as are shown."""
    known = ((1500, "4.9", 31), (1150, None, None), (1180, "4.2", 0), (1250, "4.8", 12))
    return tuple(
        OfferPage(
            freelancer=story.text(f"Freelancer {place}"),
            total=usd(price),
            rating=Decimal(rating) if rating else None,
            jobs_done=jobs,
        )
        for place, (price, rating, jobs) in enumerate(known)
    )


def _approvals(story: Story) -> dict[str, AdaptiveCard]:
    waiting, changed, excess = story.gig(GigState.IN_APPROVAL), story.resubmitted(), story.excess_gig()
    decided = {
        name: story.gig(state)
        for name, state in (
            ("approved", GigState.APPROVED),
            ("changes", GigState.CHANGES_ASKED),
            ("rejected", GigState.REJECTED),
        )
    }
    drawn = {
        f"approval_{name}": approval.approval_card(story.page(gig, story.ann))
        for name, gig in decided.items()
    }
    return drawn | {
        "approval_open": approval.approval_card(story.page(waiting, story.ann)),
        "approval_budgets": approval.approval_card(
            story.page(waiting, story.ann).model_copy(update={"budgets": budgets(story)})
        ),
        "approval_foreign": approval.approval_card(
            story.page(waiting, story.ann).model_copy(
                update={"about": Money(amount=Decimal("1104.35"), currency="EUR")}
            )
        ),
        "approval_hourly": approval.approval_card(story.page(story.hourly(), story.ann)),
        "approval_again": approval.approval_card(story.page(changed, story.ann)),
        "approval_excess": approval.approval_card(story.page(excess, story.ann)),
        "approval_excess_compared": approval.approval_card(
            story.page(excess_for_a_reason(story), story.ann).model_copy(update={"offers": offers(story)})
        ),
        "approval_requester": approval.approval_card(story.page(waiting, story.ben)),
        "approval_stranger": approval.approval_card(story.page(waiting, story.stranger)),
    }


def _gigs_asked(story: Story) -> dict[str, AdaptiveCard]:
    way, active = story.way(), story.gig(GigState.ACTIVE)
    contract = active.contract and active.contract.model_copy(update={"total": usd(1500)})
    grown = active.model_copy(update={"contract": contract})
    cases = {
        "second_step": (way.second(), story.ben),
        "lead": (way.second(), way.pia),
        "delegated": (way.delegated(), story.ben),
        "expired_after_steps": (way.expired(), story.ben),
        "extension": (way.extension(active), story.ben),
        "outgrown": (grown, story.ben),
        "hurried": (way.hurried(), story.ben),
        "reviewer": (way.hurried(), way.pia),
        "concern": (way.reviewed(fine=False), story.ben),
        "adviser": (way.advised(answered=False), way.dan),
        "self_service": (way.self_service(), story.ben),
    }
    return {f"gig_{name}": gig_cards.gig_card(story.page(gig, who)) for name, (gig, who) in cases.items()}


def _steps(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    cases = {
        "step_first": (way.asked(), way.ann),
        "step_second": (way.second(), way.faye),
        "step_counts_twice": (way.asked(way.twice()), way.ann),
        "same_as_before": (way.sent_back_and_left(), way.faye),
        "step_done": (way.second(), way.ann),
        "step_all_of": (way.third(), way.lia),
        "step_not_needed": (way.third(), way.max),
        "step_lead": (way.second(), way.pia),
        "step_requester": (way.second(), story.ben),
        "steps_agreed": (way.agreed(), way.ann),
        "steps_turned_down": (way.turned_down(), way.max),
        "carried": (way.carried(), way.faye),
        "carried_ann": (way.carried(), way.ann),
        "delegated": (way.delegated(), way.dan),
        "away": (way.delegated(), way.ann),
        "escalated": (way.escalated(), way.dan),
        "escalated_from": (way.escalated(), way.ann),
        "passed_on": (way.passed_on(), way.dan),
        "passed_on_from": (way.passed_on(), way.faye),
        "expired": (way.expired(), way.ann),
        "self_service": (way.self_service(), way.pia),
    }
    drawn = {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }
    by_address = story.page(way.second(), way.faye, people_picker=False)
    former = approval.approval_card(story.page(way.carried(), way.max), 1)
    return drawn | {"approval_by_address": approval.approval_card(by_address), "approval_former": former}


def _more_money(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    excess, extension = way.excess(story.gig(GigState.REVIEWING)), way.extension(story.gig(GigState.ACTIVE))
    refused = way.text("The budget is used up.")
    no = decide(extension, way.ann.key, Decision.REJECTED, reason=refused, asking=asking(AT))
    cases = {
        "excess_steps": (excess, way.ann),
        "excess_agreed": (way.yes(excess, way.ann, way.faye, way.leo, way.lia), way.lia),
        "excess_expired": (tick(excess, asking(AT + timedelta(days=4))), way.ann),
        "extension": (extension, way.ann),
        "extension_second": (way.yes(extension, way.ann), way.max),
        "extension_agreed": (way.yes(extension, way.ann, way.faye, way.leo, way.lia), way.lia),
        "extension_refused": (no, way.ann),
        "extension_withdrawn": (withdraw_extension(extension, AT, way.text("We do it ourselves.")), way.ann),
        "extension_withdrawn_of_old": (withdraw_extension(extension, AT), way.ann),
        "withdrawn": (withdraw(way.asked(), at=AT, reason=way.text("We do it ourselves.")), way.ann),
    }
    drawn = {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }
    return drawn | _more_money_forms(story) | _withdrawing(story, extension)


def _withdrawing(story: Story, extension: Gig) -> dict[str, AdaptiveCard]:
    """A press without a reason is answered with these."""
    cases = {
        "gig": (story.gig(GigState.LISTED), Verb.WITHDRAW),
        "request": (extension, Verb.WITHDRAW_EXTENSION),
        "offer": (story.gig(GigState.HIRING), Verb.WITHDRAW_OFFER),
    }
    return {
        f"withdraw_{name}": withdraw_card(story.page(gig, story.ben), verb)
        for name, (gig, verb) in cases.items()
    }


def _more_money_forms(story: Story) -> dict[str, AdaptiveCard]:
    """Before it is asked for: what is wrong, what has two readings, what it comes to."""
    gig, why = story.gig(GigState.ACTIVE), story.way().text("The client wants Danish too.")
    two = str(AmbiguousAmount("1.200", (usd(1200), usd("1.20"))))
    return {
        "more_money_wrong": more_money_form(gig, "-50", why, problems={"amount": _(EXACTLY)}),
        "more_money_two_readings": more_money_form(gig, "1.200", why, problems={"amount": two}),
        "more_money_preview": more_money_form(
            gig, "300.00", why, amount=usd(300), approvers=[story.way().ann.name]
        ),
        "more_money_self_service": more_money_form(gig, "5.00", why, amount=usd(5)),
    }


def _consulted(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    cases = {
        "emergency": (way.emergency(), way.ann),
        "review": (way.hurried(), way.pia),
        "review_fine": (way.reviewed(fine=True), way.pia),
        "review_concern": (way.reviewed(fine=False), way.ann),
        "adviser": (way.advised(answered=False), way.dan),
        "adviser_done": (way.advised(answered=True), way.dan),
        "advice_open": (way.advised(answered=False), way.faye),
        "advice_given": (way.advised(answered=True), way.faye),
    }
    return {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }


def _inbox(story: Story) -> dict[str, AdaptiveCard]:
    way, ann, late = story.way(), story.ann.key, AT + timedelta(days=5)
    many = [way.asked().model_copy(update={"number": number}) for number in range(1, 11)]
    mixed = [story.gig(GigState.IN_APPROVAL), story.excess_gig(), way.extension(story.gig(GigState.ACTIVE))]
    own = [story.gig(state) for state in (GigState.REVIEWING, GigState.ACTIVE, GigState.DRAFT)]
    done = Together(
        decided=tuple(way.yes(gig, way.ann) for gig in many[:2]),
        left={
            3: story.text("Gig 3 is too large to be approved with others. Please open it."),
            99: "It is gone.",
        },
    )
    everything = Together(decided=tuple(way.yes(gig, way.ann) for gig in many), left={})
    return {
        "approvals": inbox.approvals_list(mixed, AT, viewer=ann),
        "approvals_one": inbox.approvals_list(mixed[:1], AT, viewer=ann, small=[12]),
        "approvals_late": inbox.approvals_list(mixed[:1], late, viewer=ann, more=True),
        "approvals_delegate": inbox.approvals_list(
            [way.delegated(), way.escalated()], AT, viewer=way.dan.key
        ),
        "approvals_ticks": inbox.approvals_list(
            many, AT, viewer=ann, order="amount", more=True, small=range(1, 11)
        ),
        "approvals_none": inbox.approvals_list([], AT, viewer=ann),
        "approvals_own": inbox.approvals_list([], AT, viewer=ann, own=own),
        "approvals_own_too": inbox.approvals_list(
            many, AT, viewer=ann, more=True, small=range(1, 11), own=own
        ),
        "together": inbox.together_card(done, many),
        "together_all": inbox.together_card(everything, many),
        "together_none": inbox.together_card(Together(decided=(), left={1: "It is gone."}), many),
    }


def _stand_ins(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    away = Delegation(
        person=way.ann, delegate=way.dan, first=date(2026, 5, 18), last=date(2026, 5, 29), set_by=way.ann
    )
    by_lead = away.model_copy(update={"set_by": way.pia, "first": None, "last": None})
    left = {3: story.text("Dan Dorsey asked for this gig and can’t decide about it.")}
    handed = Handed(delegation=away, gigs=(1, 2, 5), left=left)
    gone = Handed(delegation=by_lead.model_copy(update={"has_left": True}), gigs=(1,))
    typed = {"delegate": story.text("dan@t.example"), "delegate_first": "soon"}
    wrong = story.text("I can’t find “dan” among your colleagues.")
    return {
        "stand_in_empty": delegate.delegate_form(None, picker=True, is_lead=False),
        "stand_in_mine": delegate.delegate_form(away, picker=True, is_lead=True),
        "stand_in_problem": delegate.delegate_form(
            away, picker=False, is_lead=True, problem=wrong, typed=typed
        ),
        "stand_in_set": delegate.delegate_set(handed),
        "stand_in_set_by_lead": delegate.delegate_set(Handed(delegation=by_lead)),
        "stand_in_ended": delegate.delegation_ended(handed),
        "stand_in_none": delegate.delegation_ended(Handed(delegation=None)),
        "replace": delegate.replace_form(picker=True),
        "replace_problem": delegate.replace_form(picker=False, problem=wrong, typed={"left_person": "ann"}),
        "replaced": delegate.replaced_card(
            gone, HandedOver(gigs=(4, 7), left={9: "They were asked about it."})
        ),
    }


PARTS = (
    _gigs,
    _gigs_asked,
    _approvals,
    _steps,
    _more_money,
    _consulted,
    _inbox,
    _stand_ins,
)
