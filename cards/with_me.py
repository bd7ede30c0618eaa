"""On the list of what needs somebody's answer: hours to agree to, work that colleagues gave them, hands that are up."""

from cards.inside_offer import hours_in_words
from cards.kit.elements import Body, badge, entry, row, section
from cards.kit.inputs import button
from cards.kit.nodes import BadgeStyle, CardElement
from cards.kit.texts import line, run
from gigs.gig import Gig
from gigs.inside import Hand
from gigs.people import PersonKey
from translation.catalogue import _
from use_cases.showing.show_offer import WithMe


def with_me_rows(mine: WithMe, viewer: PersonKey) -> Body:
    """Nothing where nothing is."""
    body: Body = []
    if hours := [row for gig in mine.hours for row in _hours(gig, viewer)]:
        body.append(section(_("Colleagues’ hours"), *hours))
    return [*body, *work_rows(mine)]


def work_rows(mine: WithMe) -> Body:
    """The same of what they offered to do or do; on the list of their own gigs, too."""
    work = [_work(gig, _("You’re doing this"), "Good") for gig in mine.work]
    hands = [_work(gig, _("Your hand is up"), "Informative") for gig in mine.hands]
    return [section(_("Work for colleagues"), *work, *hands)] if work or hands else []


def _hours(gig: Gig, viewer: PersonKey) -> list[CardElement]:
    asked = gig.inside.asked_of(viewer) if gig.inside else ()
    return [_question(gig, one) for one in asked]


def _question(gig: Gig, hand: Hand) -> CardElement:
    told = _("{name}, {hours}").format(name=hand.person.name, hours=hours_in_words(hand.hours))
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(run(told, most=200, size="Small"), spacing="None"),
    ]
    title = _("Answer for gig {number}").format(number=gig.number)
    opens = button(title, "show_hours", inputs=False, gig=gig.number, person=hand.person.key.object_id)
    return entry([row(left, [badge(_("Waiting"), "Informative", "Right")])], opens)


def _work(gig: Gig, told: str, style: BadgeStyle) -> CardElement:
    who = _("Gig {number} · {name}").format(number=gig.number, name=gig.requester.name)
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(run(who, most=200, size="Small"), spacing="None"),
    ]
    title = _("Open gig {number}").format(number=gig.number)
    opens = button(title, "show_offer", inputs=False, gig=gig.number)
    return entry([row(left, [badge(told, style, "Right")])], opens)
