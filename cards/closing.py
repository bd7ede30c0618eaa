"""The end of a gig: rating, lesson, who may read about it, and the gig once it's closed."""

from collections.abc import Mapping, Sequence

from cards.elsewhere import Lacking, there, why
from cards.how_well import how_well
from cards.kit.elements import Body, callout, fact_said, facts, frame, section, small
from cards.kit.inputs import Ids, button, choice, confirmed, text_field, tick
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, own, run, said, sentence, words
from cards.kit.words import colleague_of, freelancer_of, gig_header
from gigs.gig import Closing, Gig, GigState
from gigs.summary import Audience, Sharing, Summary
from ports.marketplace import Capability
from translation.catalogue import N_, _
from translation.formats import number
from use_cases.closing.share_summary import is_choice_open, names_requester
from use_cases.permissions.gig_page import GigPage
from use_cases.playbook.practices import Place

_RATINGS = (
    ("5", N_("5, excellent")),
    ("4", N_("4, good")),
    ("3", N_("3, all right")),
    ("2", N_("2, poor")),
    ("1", N_("1, very poor")),
)


AUDIENCES: dict[Audience, str] = {
    Audience.LEADS: N_("Programme leads only"),
    Audience.DIVISION: N_("My department and the programme leads"),
    Audience.EVERYBODY: N_("Everybody in the organisation"),
}
_READ_BY: dict[Audience, str] = {
    Audience.LEADS: N_("Programme leads"),
    Audience.DIVISION: N_("{division} and the programme leads"),
    Audience.EVERYBODY: N_("Everybody in the organisation"),
}
EVERY_AUDIENCE = tuple(Audience)


def close_form(
    page: GigPage,
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    *,
    draft: str = "",
    audiences: Sequence[Audience] = EVERY_AUDIENCE,
) -> AdaptiveCard:
    """Rating, would hire again, score, lesson, and who may read about it (`audiences` are those that the policy allows).

    Input ids: rating, hire_again (yes/no), requester_score, do_again, do_differently, and those of `sharing_fields`."""
    gig = page.gig
    if gig.state is GigState.CLOSED:
        return closed(page)
    rates = page.has(Capability.REVIEW) and not gig.done_inside
    elsewhere = not rates and not gig.done_inside
    told = _("A few short answers; the freelancer sees only the rating.")
    if not rates:
        told = _("A few short answers; they stay with us.")
    answers = words(told, spacing="Small")
    body: Body = [gig_header(gig, _("Close")), callout("accent", _delivered(gig), answers)]
    body += [why(page, Lacking.RATINGS)] if elsewhere else []
    known: Ids = {"gig": gig.number, "revision": gig.revision, "draft": draft or None}
    actions: list[Action] = [
        button(_("Close the gig"), "close_gig", style="positive", **known),
        button(_("Later"), "show_gig", inputs=False, gig=gig.number),
        *(there(page, _("Rate them on {market}")) if elsewhere else []),
    ]
    body += _answers(gig, problems or {}, typed or {})
    names = page.viewer is not None and names_requester(gig, page.viewer.key)
    body += [
        sharing_fields(gig, audiences, problems or {}, typed or {}, names=names),
        how_well(Place.CLOSING),
    ]
    summary = _("Rate and close gig {number}: {title}").format(number=gig.number, title=gig.title)
    return frame(body, actions, summary=summary)


def _delivered(gig: Gig) -> str:
    who = colleague_of(gig) or freelancer_of(gig) or _("The freelancer")
    if gig.contract is None:
        return _("{who} has delivered").format(who=who)
    return _("{who} has delivered, {amount} paid").format(who=who, amount=gig.contract.released)


def _answers(gig: Gig, wrong: Mapping[str, str], was: Mapping[str, str]) -> Body:
    must = _("Please choose one.")
    ratings = [(value, _(title)) for value, title in _RATINGS]
    again = (("yes", _("Yes")), ("no", _("No")))
    together = _("Would you work with them again?") if gig.done_inside else _("Would you hire them again?")
    return [
        _pick("rating", _("How good was the work?"), ratings, was, wrong, must),
        _pick("hire_again", together, again, was, wrong, must),
        _pick(
            "requester_score",
            _("Would you do a gig this way again? 0 is never, 10 is definitely"),
            [(str(score), str(score)) for score in range(10, -1, -1)],
            was,
            wrong,
            must,
        ),
        text_field(
            "do_again",
            _("What should the next person do again?"),
            was.get("do_again", was.get("lesson", "")),
            wrong.get("do_again", ""),
            hint=_("What worked well?"),
            lines=True,
        ),
        text_field(
            "do_differently",
            _("And what differently?"),
            was.get("do_differently", ""),
            wrong.get("do_differently", ""),
            hint=_("What would you change?"),
            lines=True,
        ),
    ]


def _pick(
    name: str, label: str, options: object, was: Mapping[str, str], wrong: Mapping[str, str], must: str
) -> CardElement:
    pairs: list[tuple[str, str]] = list(options)  # type: ignore[call-overload]
    style = "expanded" if len(pairs) == 2 else "compact"
    return choice(name, label, pairs, was.get(name, ""), wrong.get(name, ""), style=style, required=must)  # type: ignore[arg-type]


def sharing_fields(
    gig: Gig,
    audiences: Sequence[Audience],
    wrong: Mapping[str, str],
    was: Mapping[str, str],
    *,
    names: bool,
) -> CardElement:
    """Who may read about it, and how much; `names` where the reader says whether the requester’s name stands in it.
    Input ids: audience, is_named, is_brief_shared."""
    title = _("Who may read about it?")
    if not is_choice_open(gig):
        return section(title, words(_("Programme leads only, because of the gig’s data."), spacing="Small"))
    told = _(
        "They see a summary: title, department, month, marketplace, cost, how long it took, what came of it and your lesson. "
        "You can change or withdraw it at any time."
    )
    offered = [(one.value, _(AUDIENCES[one])) for one in audiences]
    return section(
        title,
        small(told),
        _pick("audience", _("Readers"), offered, was, wrong, _("Please choose one.")),
        _whose_name(gig, was, names=names),
        tick(
            name="is_brief_shared",
            title=_("Let them copy the brief for a gig of their own"),
            on=_is_on(was, "is_brief_shared"),
        ),
    )


def _whose_name(gig: Gig, was: Mapping[str, str], *, names: bool) -> CardElement:
    if names:
        return tick(
            name="is_named", title=_("Show my name, so that they can ask me"), on=_is_on(was, "is_named")
        )
    told = _("Only {name} can say whether their name is shown.")
    return sentence(told, name=run(gig.requester.name, most=200), size="Small", subtle=True, spacing="None")


def _is_on(was: Mapping[str, str], name: str) -> bool:
    return was.get(name) == "true"


def lesson_lines(closing: Closing, most: int = 3000) -> Body:
    """The lesson; nothing where there's none."""
    lines: Body = []
    for title, text in (
        ("", closing.lesson),
        (_("Do again"), closing.do_again),
        (_("Do differently"), closing.do_differently),
    ):
        if text:
            lines += [line(own(title, bold=True), spacing="Small")] if title else []
            lines.append(said(text, most=most))
    return [section(_("What the next person can learn from it"), *lines)] if lines else []


def closed(page: GigPage, summary: Summary | None = None) -> AdaptiveCard:
    """The end of a gig: what was paid, how it went, what was learned, and who may read about it."""
    gig = page.gig
    told: list[tuple[str, str]] = []
    together = _("Work together again") if gig.done_inside else _("Hire again")
    if gig.done_inside:
        told.append((_("Colleague"), fact_said(colleague_of(gig))))
    if gig.contract:
        told += [
            (_("Freelancer"), fact_said(gig.contract.freelancer)),
            (_("Paid"), str(gig.contract.released)),
        ]
    if gig.closing:
        told += [
            (_("Rating"), _("{n} of 5").format(n=number(gig.closing.rating))),
            (together, _("Yes") if gig.closing.hire_again else _("No")),
            (_("Your score"), _("{n} of 10").format(n=number(gig.closing.requester_score))),
            (_("Closed"), moment(gig.closing.closed_at)),
        ]
    if summary:
        told.append((_("Who may read about it"), fact_said(_readers(summary))))
    body: Body = [gig_header(gig), callout("good", _("Closed. Thank you!")), facts(*told)]
    body += lesson_lines(gig.closing) if gig.closing else []
    actions = [button(_("Show gig {number}").format(number=gig.number), "show_gig", gig=gig.number)]
    if summary:
        actions.append(button(_("Change who may read it"), "sharing_form", gig=gig.number))
        actions.append(button(_("Make a case study"), "case_study_form", gig=gig.number))
        actions.append(button(_("Tell a colleague"), "tell_colleague_form", gig=gig.number))
    actions.append(button(_("Post another gig"), "post_gig"))
    return frame(body, actions, summary=_("Gig {number} is closed.").format(number=gig.number))


def rating_in_words(gig: Gig, closing: Closing) -> str:
    """One fact on the gig's card."""
    again, once = _("{rating} out of 5, would hire again"), _("{rating} out of 5, wouldn’t hire again")
    if gig.done_inside:
        again = _("{rating} out of 5, would work together again")
        once = _("{rating} out of 5, wouldn’t work together again")
    return (again if closing.hire_again else once).format(rating=closing.rating)


def _readers(summary: Summary) -> str:
    if summary.sharing.withdrawn:
        return _("Nobody else: the summary is withdrawn")
    audience = summary.sharing.audience
    if audience is Audience.DIVISION and not summary.division:  # the directory has no department for them
        audience = Audience.LEADS
    return _(_READ_BY[audience]).format(division=summary.division)


def sharing_form(
    gig: Gig,
    summary: Summary,
    audiences: Sequence[Audience] = EVERY_AUDIENCE,
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    *,
    names: bool = True,
) -> AdaptiveCard:
    """Who may read about a closed gig, to be changed or withdrawn. `names` as `sharing_fields` takes it."""
    was = typed or _chosen(summary.sharing)
    body: Body = [
        gig_header(gig, _("Who may read about it?")),
        facts((_("Now"), fact_said(_readers(summary)))),
        sharing_fields(gig, audiences, problems or {}, was, names=names),
    ]
    actions: list[Action] = []
    if is_choice_open(gig):
        actions.append(button(_("Save"), "share_summary", style="positive", gig=gig.number))
    if not summary.sharing.withdrawn:
        actions.append(
            confirmed(
                _("Withdraw it"),
                "withdraw_summary",
                warning=_("Nobody else can read about this gig any more. You can share it again later."),
                send=_("Yes, withdraw it"),
                gig=gig.number,
            )
        )
    elif not is_choice_open(gig):
        actions.append(button(_("Show it to programme leads"), "share_summary", gig=gig.number))
    actions.append(button(_("Back"), "show_gig", inputs=False, gig=gig.number))
    return frame(body, actions, summary=_("Who may read about gig {number}?").format(number=gig.number))


def _chosen(sharing: Sharing) -> dict[str, str]:
    if sharing.withdrawn:
        return {}
    return {
        "audience": sharing.audience.value,
        "is_named": str(sharing.named).lower(),
        "is_brief_shared": str(sharing.brief).lower(),
    }
