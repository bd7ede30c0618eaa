"""Money above the approved sum: that of an offer, or for work that is under way. Before, after, and the difference."""

from cards.kit.elements import Body, callout, facts, figures, section
from cards.kit.inputs import REASON_LENGTH, Ids, asks, button, reason_id, text_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import TextInput
from cards.kit.texts import line, run, said, words
from gigs.approval import Approval, Decision, Ended, Purpose
from gigs.gig import Gig
from gigs.money import Money


def more_asked(gig: Gig, asked: list[Approval]) -> Body:
    """The figures of a question about more money."""
    amount = asked[0].amount
    before = gig.approved or gig.checked_brief.budget
    if _was_agreed(gig, asked):  # the approved sum already holds the difference
        before = before - amount
    after = "Offer" if asked[0].purpose is Purpose.EXCESS else "With this"
    told: Body = [
        figures(("Approved", str(before)), (after, str(before + amount)), ("Difference", str(amount)))
    ]
    if asked[0].purpose is Purpose.EXCESS:
        return [section("An offer above the approved sum", *told, *_chosen(gig))]
    return [section("More money for work under way", *told, *_extension(gig))]


def _was_agreed(gig: Gig, asked: list[Approval]) -> bool:
    waits = any(one in gig.open_approvals for one in asked)
    turned_down = any(one.decision not in {None, Decision.APPROVED} for one in asked)
    return not waits and not turned_down and not any(one.ended is Ended.EXPIRED for one in asked)


def _chosen(gig: Gig) -> Body:
    if not gig.choice:
        return []
    freelancer = run(gig.choice.freelancer, bold=True, most=120)
    return [line("For ", freelancer, ", chosen by ", run(gig.requester.name, most=120))]


def _extension(gig: Gig) -> Body:
    told: Body = [said(f"“{gig.extension.reason}”", most=1000, spacing="Small")] if gig.extension else []
    if gig.contract:
        told.append(
            facts(("Agreed price", str(gig.contract.total)), ("Paid so far", str(gig.contract.released)))
        )
    return told


def extension_of(gig: Gig) -> Body:
    """On the gig's own card: what is being asked for while the work goes on."""
    if not gig.extension:
        return []
    amount = gig.extension.amount
    return [section(f"{amount} more is being approved", said(f"“{gig.extension.reason}”", most=600))]


def beyond(gig: Gig) -> Money | None:
    """By how much the contract has outgrown what was approved; None where it has not, or in another currency."""
    total, approved = gig.contract.total if gig.contract else None, gig.approved
    same = total is not None and approved is not None and total.currency == approved.currency
    return total - approved if same and total and approved and total > approved else None


def outgrown(gig: Gig) -> Body:
    """What to do about a contract that has grown."""
    if not (more := beyond(gig)) or gig.extension:
        return []
    told = words("What lies above it is not paid before somebody has said yes to it.", spacing="Small")
    return [callout("warning", f"The contract is {more} above the approved sum", told)]


def ask_for_more(gig: Gig) -> Action:
    """Opens the question for more money; only the difference is approved."""
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    more, currency = beyond(gig), (gig.approved or gig.checked_brief.budget).currency
    amount = text_field(
        "more_amount",
        f"How much more, in {currency}",
        str(more.amount) if more else "",
        most=20,
        hint="300",
        required="Please give the extra amount in digits.",
    )
    reason = TextInput(
        id=reason_id("ask_more"),
        label="What is it for? Your approver reads this",
        is_multiline=True,
        is_required=True,
        max_length=float(REASON_LENGTH),
        error_message="Please say what the extra money is for.",
    )
    told = words(
        "Only this amount is approved, on top of what you have. The work goes on meanwhile.", small=True
    )
    body: list[CardElement] = [told, amount, reason]
    return asks("Ask for more money", body, [button("Ask for it", "ask_more", **known)])
