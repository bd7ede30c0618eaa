"""Several colleagues fit what was typed: one button for each, and the rest of the form as it was filled in."""

from collections.abc import Mapping
from typing import Unpack

from cards.kit.elements import Body, banner, frame, small
from cards.kit.inputs import Ids, button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run
from gigs.people import Person
from translation.catalogue import _, n_
from use_cases.colleagues.find_colleague import SeveralFit


def which_colleague(
    several: SeveralFit,
    verb: str,
    into: str,
    typed: Mapping[str, str],
    *,
    below: Body | None = None,
    back: Action | None = None,
    **ids: Unpack[Ids],
) -> AdaptiveCard:
    """Each button sends `verb` as before, with the object id in the field `into`, and `typed` beside it.

    `below` holds inputs for what is too long to go with every button.
    """
    told = _("Nobody has been asked yet. Choose the one you mean, or type more of the name.")
    body: Body = [
        banner(_("Who do you mean?")),
        line(run(str(several), most=200)),
        small(told),
        *(below or []),
    ]
    if several.more:
        others = n_(
            "And {n} other colleague with a similar name.",
            "And {n} other colleagues with a similar name.",
            several.more,
        )
        body.append(small(others.format(n=several.more)))
    actions: list[Action] = [
        button(_title(one), verb, filled={**typed, into: one.key.object_id}, **ids) for one in several.people
    ]
    return frame(body, [*actions, *([back] if back else [])], summary=str(several))


def _title(person: Person) -> str:
    """Enough to tell two of the same name apart."""
    beside = " · ".join(each for each in (person.department[:40], person.email[:60]) if each)
    return f"{person.name[:60]} · {beside}" if beside else person.name[:100]
