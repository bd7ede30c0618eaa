"""An approver’s delegate: the form, what was set, and how a programme lead replaces somebody for good."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.kit.elements import Body, banner, callout, columns, frame, section, small
from cards.kit.inputs import button, person_field
from cards.kit.long_text import day_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, run, sentence, words
from cards.short import short
from gigs.delegation import Delegation
from translation.catalogue import N_, _, n_
from translation.formats import number
from use_cases.approving.delegates import Handed
from use_cases.owning.hand_over import HandedOver

_WHO = N_("Please choose a colleague.")
_SHOWN = 12
_NUMBERS = 40


def delegate_form(
    mine: Delegation | None,
    *,
    picker: bool,
    is_lead: bool,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> AdaptiveCard:
    """Inputs: delegate, delegate_first, delegate_last and, for a programme lead, delegate_for."""
    was = typed or _set_before(mine, picker=picker)
    body: Body = [banner(_("Who decides in your place?")), *_wrong(problem), *_now(mine)]
    body.append(
        person_field(
            "delegate",
            _("Colleague who decides in your place"),
            picker=picker,
            required=_(_WHO),
            typed=was.get("delegate", ""),
        )
    )
    first = day_field("delegate_first", _("First day away"), was.get("delegate_first", ""))
    last = day_field("delegate_last", _("Last day away"), was.get("delegate_last", ""))
    body += [
        columns([first], [last]),
        small(
            _(
                "With dates: everything goes to them while you’re away. Without dates: only what you don’t answer in time."
            )
        ),
    ]
    if is_lead:
        body.append(_for_somebody(was, picker=picker))
    actions: list[Action] = [button(_("Save"), "save_delegate", style="positive")]
    if mine:
        person = mine.person.key.object_id
        actions.append(button(_("I am back"), "end_delegation", inputs=False, person=person))
    return frame(body, actions, summary=_("Who decides in your place while you’re away?"))


def _set_before(mine: Delegation | None, *, picker: bool) -> Mapping[str, str]:
    if mine is None:
        return {}
    return {
        "delegate": mine.delegate.key.object_id if picker else mine.delegate.email,
        "delegate_first": mine.first.isoformat() if mine.first else "",
        "delegate_last": mine.last.isoformat() if mine.last else "",
    }


def _wrong(problem: str) -> Body:
    if not problem:
        return []
    return [callout("attention", _("This doesn’t work yet"), line(run(problem, most=400), spacing="Small"))]


def _now(mine: Delegation | None) -> Body:
    if mine is None:
        return [
            words(_("When you’re asked to approve a gig and can’t answer, a colleague can decide for you."))
        ]
    when = words(_in_full(mine.first, mine.last), spacing="Small")
    return [callout("emphasis", _("{name} is your delegate").format(name=mine.delegate.name), when)]


def _for_somebody(was: Mapping[str, str], *, picker: bool) -> CardElement:
    told = small(_("Leave this empty if it’s for yourself."))
    typed = was.get("delegate_for", "")
    whom = person_field("delegate_for", _("Who is away?"), picker=picker, typed=typed)
    return section(_("For somebody else"), told, whom)


def _in_full(first: date | None, last: date | None) -> str:
    """The same as a sentence of its own."""
    if first and last:
        return _("From {first} until {last}.").format(first=day(first), last=day(last))
    if first:
        return _("From {first} on.").format(first=day(first))
    return _("Until {last}.").format(last=day(last)) if last else _("Whenever there’s no answer in time.")


def delegate_set(handed: Handed) -> AdaptiveCard:
    """Saved: who is the delegate, when, and what went over at once."""
    set_ = handed.delegation
    if set_ is None:
        return _nobody()
    is_own = set_.set_by.key == set_.person.key
    headline = _("{name} is your delegate") if is_own else _("{name} is the delegate of {person}")
    headline = headline.format(name=set_.delegate.name, person=set_.person.name)
    both = _("You’ve both been notified.") if is_own else _("They’ve both been notified.")
    told = words(f"{_in_full(set_.first, set_.last)} {both}", spacing="Small")
    body: Body = [callout("good", headline, told), *_moved(handed, is_back=False)]
    back = _("I am back") if is_own else _("End it")
    actions: list[Action] = [button(back, "end_delegation", inputs=False, person=set_.person.key.object_id)]
    return frame(body, actions, summary=headline)


def delegation_ended(handed: Handed) -> AdaptiveCard:
    """The delegation has ended, and what came back."""
    was = handed.delegation
    if was is None:
        return _nobody()
    who = run(was.person.name, most=120)
    told = sentence(_("{name} decides again. They’ve both been notified."), spacing="Small", name=who)
    headline = _("{name} is no longer the delegate").format(name=was.delegate.name)
    body: Body = [callout("good", headline, told), *_moved(handed, is_back=True)]
    return frame(body, [_approvals()], summary=headline)


def _nobody() -> AdaptiveCard:
    return short(_("No delegate is set"), _("There was nothing to end."), actions=[_approvals()])


def _approvals() -> Action:
    return button(_("What waits for me"), "approvals")


def _moved(handed: Handed, *, is_back: bool) -> Body:
    """The open questions that changed hands, and those that could not, each with the reason."""
    body: Body = []
    if n := len(handed.gigs):
        told = n_(
            "{n} open question was handed over at once: gig {gigs}.",
            "{n} open questions were handed over at once: gigs {gigs}.",
            n,
        )
        if is_back:
            told = n_(
                "{n} open question came back at once: gig {gigs}.",
                "{n} open questions came back at once: gigs {gigs}.",
                n,
            )
        body.append(words(told.format(n=number(n), gigs=_listed(handed.gigs))))
    if handed.left:
        stays = [
            sentence(_("Gig {number}: {reason}"), spacing="Small", number=str(gig), reason=run(why, most=300))
            for gig, why in list(handed.left.items())[:_SHOWN]
        ]
        if (more := len(handed.left) - _SHOWN) > 0:
            stays.append(line(_("and {n} more").format(n=number(more)), spacing="Small"))
        body.append(section(_("These stay where they are"), *stays))
    return body


def _listed(gigs: Sequence[int]) -> str:
    return ", ".join(str(gig) for gig in gigs[:_NUMBERS])


def replace_form(*, picker: bool, problem: str = "", typed: Mapping[str, str] | None = None) -> AdaptiveCard:
    """Inputs: left_person and successor. For somebody who has left and will not come back."""
    was = typed or {}
    told = words(
        _(
            "Everything that’s waiting for them is handed over at once, and so are the gigs they own. "
            "Whatever they’re asked later goes to their successor too."
        )
    )
    body: Body = [
        banner(_("Replace somebody for good")),
        *_wrong(problem),
        told,
        _person("left_person", _("Who has left?"), was, picker=picker),
        _person("successor", _("Who takes over?"), was, picker=picker),
    ]
    actions = [button(_("Replace them"), "replace_approver", style="positive")]
    return frame(body, actions, summary=_("Replace somebody who has left."))


def _person(name: str, label: str, was: Mapping[str, str], *, picker: bool) -> CardElement:
    return person_field(name, label, picker=picker, required=_(_WHO), typed=was.get(name, ""))


def replaced_card(handed: Handed, owned: HandedOver) -> AdaptiveCard:
    """Who takes over, and what went over at once: what they were asked, and the gigs they owned."""
    done = handed.delegation
    if done is None:
        return short(_("Nobody was replaced"))
    left = run(done.person.name, most=120)
    told = sentence(_("From now on, they’ll be asked in place of {name}."), spacing="Small", name=left)
    headline = _("{name} takes over").format(name=done.delegate.name)
    both = handed.model_copy(update={"left": {**handed.left, **owned.left}})
    body: Body = [callout("good", headline, told), *_moved(both, is_back=False)]
    if n := len(owned.gigs):
        over = n_(
            "{n} gig was handed over to them: gig {gigs}.",
            "{n} gigs were handed over to them: gigs {gigs}.",
            n,
        )
        body.append(words(over.format(n=number(n), gigs=_listed(owned.gigs))))
    title, person = _("Undo for later questions"), done.person.key.object_id
    undo = button(title, "end_delegation", inputs=False, person=person)
    return frame(body, [undo], summary=headline)
