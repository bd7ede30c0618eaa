"""A short card: one headline, one or two sentences, one or two buttons."""

from collections.abc import Sequence

from cards.kit.elements import Body, callout, frame
from cards.kit.nodes import Action, ContainerStyle
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said, words


def short(
    headline: str,
    sentence: str = "",
    *,
    tone: ContainerStyle = "emphasis",
    quote: str = "",
    about: str = "",
    actions: Sequence[Action] = (),
) -> AdaptiveCard:
    """`sentence` is ours; `headline` may hold names; `quote` and `about` (what a gig is called) are people's words."""
    details: Body = [words(sentence, spacing="Small")] if sentence else []
    body: Body = [callout(tone, headline, *details)]
    if about:
        body.insert(0, line(run(about, most=200, bold=True)))
    if quote:
        body.append(said(quote, most=1500))
    return frame(body, actions, summary=f"{headline}. {sentence}" if sentence else headline)
