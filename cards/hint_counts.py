"""How hints on briefs are taken, for programme leads."""

from collections.abc import Sequence

from cards.coach import HEADLINES
from cards.kit.elements import Body, banner, figures, frame, small
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, words
from coach.hints import Kind
from ports.hint_storage import HintCount
from translation.catalogue import _
from translation.formats import number


def hint_counts_card(counts: Sequence[HintCount]) -> AdaptiveCard:
    """A row for each kind that was ever shown."""
    body: Body = [banner(_("How hints are taken"))]
    if not counts:
        body.append(words(_("No hint has been shown yet."), spacing="Medium"))
    for one in counts:
        body += [line(own(HEADLINES[Kind(one.kind)], bold=True), spacing="Medium"), _row(one)]
    if counts:
        body.append(small(_("Heeded: a later preview no longer had it."), "Medium"))
    return frame(body, summary=_("How often each hint was shown, heeded and dismissed."))


def _row(one: HintCount) -> CardElement:
    return figures(
        (_("Shown"), number(one.shown)),
        (_("Heeded"), number(one.heeded)),
        (_("Dismissed"), number(one.dismissed)),
    )
