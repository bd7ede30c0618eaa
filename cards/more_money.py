"""Money above the approved sum: that of an offer, or for work that is under way. Before, after, and the difference."""

from collections.abc import Mapping, Sequence

from cards.kit.elements import Body, callout, facts, figures, frame, row, section, small
from cards.kit.inputs import Ids, asks, button, reason_id, text_field
from cards.kit.money import reading_buttons
from cards.kit.nodes import Action, CardElement, TextBlock
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said, sentence, words
from cards.kit.words import gig_header
from cards.proposal import rated
from cards.proposals import NO_NAME, approved_for
from gigs.amounts import digits_of
from gigs.approval import Approval, Decision, Ended, Purpose
from gigs.gig import Gig
from gigs.money import Money
from gigs.withdrawing_extension import was_withdrawn
from translation.catalogue import _
from translation.formats import both
from use_cases.permissions.gig_page import GigPage


def more_asked(page: GigPage, asked: list[Approval]) -> Body:
    """The figures of a question about more money, and why it is asked for."""
    gig = page.gig
    amount = asked[0].amount
    before = gig.approved or gig.checked_brief.budget
    if _was_agreed(gig, asked):  # the approved sum already holds the difference
        before = before - amount
    after = _("Offer") if asked[0].purpose is Purpose.EXCESS else _("With this")
    told: Body = [_sums(before, after, amount), *about(page)]
    if asked[0].purpose is Purpose.EXCESS:
        return [section(_("An offer above the approved amount"), *told, *_chosen(page))]
    return [section(_("More money for work under way"), *told, *_extension(gig))]


def about(page: GigPage) -> Body:
    """What is asked for in the policy's currency, where it is in another one."""
    if page.about is None:
        return []
    return [small(_("About {amount}, by the policy’s rates").format(amount=page.about), "Small")]


def _sums(before: Money, after: str, amount: Money) -> CardElement:
    return figures(
        (_("Approved"), str(before)), (after, str(before + amount)), (_("Difference"), str(amount))
    )


def _was_agreed(gig: Gig, asked: list[Approval]) -> bool:
    waits = any(one in gig.open_approvals for one in asked) or was_withdrawn(asked)
    turned_down = any(one.decision not in {None, Decision.APPROVED} for one in asked)
    return not waits and not turned_down and not any(one.ended is Ended.EXPIRED for one in asked)


def _chosen(page: GigPage) -> Body:
    gig, choice = page.gig, page.gig.choice
    if not choice:
        return []
    freelancer = run(choice.freelancer, bold=True, most=120)
    requester = run(gig.requester.name, most=120)
    chosen = _("For {freelancer}, chosen by {requester}")
    told: Body = [sentence(chosen, freelancer=freelancer, requester=requester)]
    if page.offers:
        told.append(small(rated(page.offers[0].rating, page.offers[0].jobs_done)))
    if choice.reason:
        told.append(said(f"“{choice.reason}”", most=1000, spacing="Small"))
    return [*told, *_cheaper(page)]


def _cheaper(page: GigPage) -> Body:
    """What else could be had for less; only prices and ratings, the letters are the requester's to read."""
    if not page.offers:
        return []
    others = [
        row(
            [line(run(one.freelancer or _(NO_NAME), most=80)), small(rated(one.rating, one.jobs_done))],
            [words(str(one.total))],
            spacing="Small",
        )
        for one in page.offers[1:]
    ]
    if not others:
        return [small(_("No cheaper proposal can be hired."), "Small")]
    title = TextBlock(text=_("Cheaper proposals"), weight="Bolder", wrap=True, size="Small", spacing="Medium")
    return [title, *others]


def _extension(gig: Gig) -> Body:
    told: Body = [said(f"“{gig.extension.reason}”", most=1000, spacing="Small")] if gig.extension else []
    if gig.contract:
        told.append(
            facts(
                (_("Agreed price"), str(gig.contract.total)),
                (_("Paid so far"), str(gig.contract.released)),
            )
        )
    return told


def extension_of(gig: Gig) -> Body:
    """On the gig's own card: what is being asked for while the work goes on."""
    if not gig.extension:
        return []
    title = _("{amount} more is being approved").format(amount=gig.extension.amount)
    return [section(title, said(f"“{gig.extension.reason}”", most=600))]


def beyond(gig: Gig) -> Money | None:
    """By how much the contract exceeds what was approved; None where it has not, or in another currency."""
    total, approved = gig.contract.total if gig.contract else None, gig.approved
    same = total is not None and approved is not None and total.currency == approved.currency
    return total - approved if same and total and approved and total > approved else None


def outgrown(gig: Gig) -> Body:
    """What to do about a contract that has grown."""
    if not (more := beyond(gig)) or gig.extension:
        return []
    told = words(_("Anything above the approved amount is paid only after approval."), spacing="Small")
    headline = _("The contract exceeds the approved amount by {amount}").format(amount=more)
    return [callout("warning", headline, told)]


def ask_for_more(gig: Gig) -> Action:
    """Opens the question for more money; nothing is asked for before it was previewed."""
    more = beyond(gig)
    told = _("Only this amount is approved, on top of what you have already. Work continues in the meantime.")
    inputs = _inputs(gig, digits_of(more) if more else "", "", {})
    body: list[CardElement] = [words(told, small=True), *inputs]
    return asks(_("Ask for more money"), body, [button(_("Preview"), "ask_more", **_known(gig))])


def more_money_form(
    gig: Gig,
    typed: str,
    reason: str,
    *,
    problems: Mapping[str, str] | None = None,
    amount: Money | None = None,
    approvers: Sequence[str] = (),
) -> AdaptiveCard:
    """What was typed, with what is wrong at its field; or, once it can be asked for, the `amount` in full before it is."""
    wrong, known, currency = problems or {}, _known(gig), approved_for(gig).currency
    body: Body = [gig_header(gig, _("More money"))]
    if amount:
        body += _previewed(gig, amount, approvers)
    body += _inputs(gig, typed, reason, wrong)
    if "amount" in wrong:
        body += reading_buttons(typed, currency, "ask_more", known)
    ask = button(_("Preview"), "ask_more", style="positive", **known)
    if amount:
        title = _("Ask for {amount} more").format(amount=amount)
        ask = button(title, "ask_more", style="positive", **(known | Ids(seen=digits_of(amount))))
    actions: list[Action] = [ask, button(_("Don’t ask"), "show_gig", inputs=False, gig=gig.number)]
    return frame(body, actions, summary=_("More money for gig {number}").format(number=gig.number))


def _previewed(gig: Gig, amount: Money, approvers: Sequence[str]) -> Body:
    told: CardElement = words(_("The policy allows it without approval."), spacing="Small")
    if approvers:
        told = sentence(
            _("{approvers} will be asked. You can withdraw the request until somebody has decided."),
            approvers=run(both(list(approvers)), most=300, bold=True),
        )
    headline = _("Ask for {amount} more?").format(amount=amount)
    return [callout("accent", headline, told), _sums(approved_for(gig), _("With this"), amount)]


def _inputs(gig: Gig, typed: str, reason: str, wrong: Mapping[str, str]) -> list[CardElement]:
    """The ids are the same on the gig's card and on the preview."""
    amount = text_field(
        "more_amount",
        _("How much more, in {currency}").format(currency=approved_for(gig).currency),
        typed,
        wrong.get("amount", ""),
        hint="300",
        required=_("Please enter the extra amount in digits."),
    )
    why = text_field(
        reason_id("ask_more"),
        _("What is it for? Your approver reads this"),
        reason,
        wrong.get("reason", ""),
        lines=True,
        required=_("Please say what the extra money is for."),
    )
    return [amount, why]


def _known(gig: Gig) -> Ids:
    return {"gig": gig.number, "revision": gig.revision}
