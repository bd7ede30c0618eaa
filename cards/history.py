"""The history of a gig, a page at a time: on the first one what was decided and why, then everything that happened."""

from cards.kit.elements import Body, fit, frame, section, small
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, own, plain, run, said, sentence, words
from cards.kit.words import gig_header
from cards.programme_team import ask_row
from cards.route import came_of
from gigs.approval import Approval, Decision, Purpose
from gigs.gig import Gig
from gigs.history import Said
from translation.catalogue import N_, _
from use_cases.showing.history_text import shown
from use_cases.showing.show_history import HistoryPage

SHOWN_DECISIONS = 8

_DECIDED = {
    (Purpose.POST, Decision.APPROVED): N_("{who} approved {amount}"),
    (Purpose.POST, Decision.REJECTED): N_("{who} rejected {amount}"),
    (Purpose.EXCESS, Decision.APPROVED): N_("{who} approved the extra {amount} for the offer"),
    (Purpose.EXCESS, Decision.REJECTED): N_("{who} rejected the extra {amount} for the offer"),
    (Purpose.EXTENSION, Decision.APPROVED): N_("{who} approved {amount} more for work under way"),
    (Purpose.EXTENSION, Decision.REJECTED): N_("{who} rejected {amount} more for work under way"),
}
_CHANGES_ASKED = N_("{who} asked for changes")


def history_card(page: HistoryPage) -> AdaptiveCard:
    """Newest first, with buttons to the older and the newer page."""
    return fit(lambda most: _history_card(page, most), (500, 200, 80))


def _history_card(page: HistoryPage, most: int) -> AdaptiveCard:
    gig, entries = page.gig, page.part.entries
    body: Body = [gig_header(gig)]
    if not page.newer:
        body += _decisions(gig, most)
    rows: Body = [row for one in reversed(entries) for row in _entry(one, most)]
    rows = rows or [words(_("Nothing has happened to this gig yet."), spacing="Small")]
    body.append(section(_title(page), *rows))
    summary = _("History of gig {number}: {title}").format(number=gig.number, title=gig.title)
    return frame([*body, ask_row(gig.number)], _actions(page), summary=summary)


def _title(page: HistoryPage) -> str:
    if not page.older and not page.newer:
        return _("History, newest first")
    last = page.part.oldest + len(page.part.entries) - 1
    entries = _("History, newest first: entries {newest} to {oldest}")
    return entries.format(newest=last, oldest=page.part.oldest)


def _decisions(gig: Gig, most: int) -> Body:
    decided = sorted((one for one in gig.approvals if one.decided_at), key=lambda one: str(one.decided_at))
    rows = [row for one in reversed(decided[-SHOWN_DECISIONS:]) for row in _decision(one, most)]
    return [section(_("Decisions"), *rows)] if rows else []


def _decision(one: Approval, most: int) -> Body:
    did = _DECIDED.get((one.purpose, one.decision or Decision.APPROVED), _CHANGES_ASKED)
    who, amount = run(_decider(one), bold=True, most=200), str(one.amount)
    told = sentence(_(did), who=who, amount=amount, spacing="Small")
    why: Body = [said(f"“{one.reason}”", most=most, spacing="None")] if one.reason else []
    return [told, *why, small(moment(one.decided_at))] if one.decided_at else []


def _decider(one: Approval) -> str:
    name = plain(one.approver.name, 80)
    how = "".join(str(part["text"]) for part in came_of(one))
    return _("{name} ({how})").format(name=name, how=how) if how else name


def _entry(done: Said, most: int) -> Body:
    told = shown(done)
    who, what = run(told.who, most=80, bold=True), run(told.what, most=80)
    detail = [own(": "), run(told.detail, most=most)] if told.detail else []
    return [line(who, " ", what, *detail, spacing="Small"), small(moment(done.entry.at))]


def _actions(page: HistoryPage) -> list[Action]:
    number = page.gig.number
    actions: list[Action] = []
    if page.older:
        actions.append(button(_("Older"), "show_history", gig=number, first=page.older))
    if page.newer:
        actions.append(button(_("Newer"), "show_history", gig=number, first=page.newer))
    return [*actions, button(_("Show the gig"), "show_gig", gig=number)]
