"""On the preview: whether colleagues are asked before the gig is posted, and why not."""

from collections.abc import Collection, Mapping

from cards.kit.elements import Body, section, small
from cards.kit.inputs import problem, text_field, tick
from cards.kit.nodes import CardElement
from cards.kit.texts import line, run, sentence
from gigs.inside import InsideWish
from policy.inside import InsidePlan
from translation import formats
from translation.catalogue import _, n_
from use_cases.requesting.first_inside import NO_SKIPPING, WHY_SKIP

FIRST, SKIP, REASON = "inside_first", "inside_skip", "inside_reason"
"""The names of the inputs."""


def inside_choice(plan: InsidePlan | None, wish: InsideWish, open_items: Collection[str]) -> Body:
    """Nothing where colleagues aren't asked. `wish` is what was chosen so far, `open_items` the sentences of what was missing."""
    if plan is None:
        return []
    if not plan.required:
        told = n_(
            "Offer it to colleagues first, for {n} working day",
            "Offer it to colleagues first, for {n} working days",
            plan.days,
        ).format(n=formats.number(plan.days))
        hint = _(
            "They see the title, outcome, skills and dates. If nobody takes it, it’s posted automatically."
        )
        return [section(_("Colleagues first"), tick(FIRST, told, on=wish.first is True), small(hint))]
    return [section(_("Colleagues first"), *_required(plan, wish, open_items))]


def _required(plan: InsidePlan, wish: InsideWish, open_items: Collection[str]) -> list[CardElement]:
    told = n_(
        "Once it’s approved, colleagues have {n} working day to offer to do it. If nobody does, it’s posted automatically.",
        "Once it’s approved, colleagues have {n} working days to offer to do it. If nobody does, it’s posted automatically.",
        plan.days,
    )
    because = sentence(_("The policy says why: {because}"), because=run(plan.because, most=600))
    first: list[CardElement] = [line(run(told.format(n=formats.number(plan.days)), most=400)), because]
    problems = [problem(_(NO_SKIPPING))] if _(NO_SKIPPING) in open_items else []
    if not plan.may_skip:
        return [*first, *problems]
    missing = _(WHY_SKIP) if _(WHY_SKIP) in open_items else ""
    skip = tick(SKIP, _("Post it without asking colleagues first"), on=wish.first is False)
    why = text_field(REASON, _("Why? Approvers read this"), wish.reason, missing)
    return [*first, skip, why]


def wish_in(inputs: Mapping[str, str]) -> InsideWish:
    """What was chosen on the preview; as the policy has it where its card asked nothing."""
    first = None
    if SKIP in inputs:
        first = inputs[SKIP] != "true"
    elif FIRST in inputs:
        first = inputs[FIRST] == "true"
    return InsideWish(first=first, reason=inputs.get(REASON, ""))
